package dev.sluice.server.telemetry;

/// What of an event's way is measured; the first three together are about the last one.
public enum Stage {
    /// from received to the broker's confirm
    CONFIRMED,
    /// from received until a consumer has it: the wait in the queue
    DELIVERED,
    /// from the delivery to the commit
    STORED,
    /// from received to the commit
    TOTAL
}
