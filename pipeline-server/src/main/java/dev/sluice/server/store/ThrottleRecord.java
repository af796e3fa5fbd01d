package dev.sluice.server.store;

import java.time.Instant;

/// @param rate events a second, over all instances
/// @param until when it ends by itself
public record ThrottleRecord(String queue, double rate, String reason, String by, Instant since, Instant until) {}
