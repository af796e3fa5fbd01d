package dev.sluice.server.bench;

import java.util.Locale;

/// How an endpoint is driven.
enum Mode {
    /// one event a request, many connections
    SINGLE,
    /// many events a request
    BATCH,
    /// one event a request on one connection: what a producer waits that sends alone
    LONELY;

    /// as options, raw samples and targets spell it
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException when there is no such mode
    static Mode of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
