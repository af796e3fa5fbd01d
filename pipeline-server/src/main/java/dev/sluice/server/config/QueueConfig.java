package dev.sluice.server.config;

import java.time.Duration;

/// How the queues on the broker are kept.
///
/// @param maxBytes a queue without a limit of its own may hold
/// @param auditEvery between two comparisons of the broker with the definitions
public record QueueConfig(long maxBytes, Duration auditEvery) {}
