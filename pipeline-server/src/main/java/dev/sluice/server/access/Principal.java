package dev.sluice.server.access;

/// Who sent a request.
public sealed interface Principal {
    /// as shown in records and the audit
    String name();

    /// The bearer of the admin token; may do everything.
    record Admin() implements Principal {
        @Override
        public String name() {
            return "admin";
        }
    }

    /// The bearer of an ingest key; may send events, within the key's bounds.
    record Producer(KeyGrant grant) implements Principal {
        @Override
        public String name() {
            return grant.name();
        }
    }
}
