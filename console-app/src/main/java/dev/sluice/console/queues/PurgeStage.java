package dev.sluice.console.queues;

import dev.sluice.model.queue.PurgePlan;

/// How far a purge is.
sealed interface PurgeStage {
    /// What would go is being counted.
    record Planning() implements PurgeStage {}

    /// It could not be planned, or its plan was refused.
    record Failed(String text) implements PurgeStage {}

    /// Shown and waiting for the operator.
    record Planned(PurgePlan plan) implements PurgeStage {}

    /// @param purged events gone so far
    /// @param rate events a second
    record Running(long purged, long planned, double rate) implements PurgeStage {}
}
