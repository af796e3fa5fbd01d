package dev.sluice.server.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the queues on the broker are kept.
///
/// @param maxBytes a queue without a limit of its own may hold
/// @param undoBytes a purge of more than that keeps no snapshot; null: none keeps one
/// @param auditEvery between two comparisons of the broker with the definitions
public record QueueConfig(long maxBytes, @Nullable Long undoBytes, Duration auditEvery) {}
