package dev.sluice.server.http;

/// Who may use a route.
public enum Access {
    /// anybody, without a token
    PUBLIC,
    /// the bearer of an ingest key, or of the admin token
    SENDER,
    /// the bearer of the admin token
    ADMIN
}
