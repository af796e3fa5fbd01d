package dev.sluice.model.live;

import org.jspecify.annotations.Nullable;

/// How long the stages of the way took; a stage in which nothing arrived is null. Percentiles are those of all events
/// of the stretch, over all instances, and right to 3 %.
///
/// @param confirmed from received to the broker's confirm
/// @param delivered from received until a consumer has it: the wait in the queue, pauses included
/// @param stored from the delivery to the commit
/// @param total from received to the commit
public record TelemetryLatency(
        @Nullable Stage confirmed,
        @Nullable Stage delivered,
        @Nullable Stage stored,
        @Nullable Stage total) {
    /// @param p50,p95,p99 milliseconds
    /// @param count events
    public record Stage(double p50, double p95, double p99, long count) {}
}
