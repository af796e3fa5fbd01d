package dev.sluice.server.config;

import java.util.Locale;

/// What a server process does; the default is all of it.
public enum Role {
    /// takes events over HTTP and publishes them
    INGEST,
    /// consumes queues and writes rows
    STORE,
    /// answers searches, live subscribers and control
    API;

    /// lower case, as configured
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
