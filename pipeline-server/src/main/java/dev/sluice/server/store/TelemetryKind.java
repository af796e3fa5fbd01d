package dev.sluice.server.store;

/// Whose figures a row of telemetry holds; the ordinal is what the table says.
public enum TelemetryKind {
    /// what one instance saw
    INSTANCE,
    /// the ledger of the whole fleet
    FLEET,
    /// events by source and type
    TYPES
}
