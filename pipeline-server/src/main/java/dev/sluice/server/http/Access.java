package dev.sluice.server.http;

/// Who may use a route.
public enum Access {
    /// anybody, without a token
    PUBLIC,
    /// the bearer of a token
    TOKEN
}
