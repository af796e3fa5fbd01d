package dev.sluice.server.config;

import java.time.Duration;

/// What is remembered of the pipeline's figures.
///
/// @param remembered false: nothing is written to PostgreSQL, and latencies by stage and types are not counted
/// @param seconds,minutes,hours how long the figures of each second, minute and hour are kept
/// @param maxBytes what all of it may take in PostgreSQL; at it the oldest seconds go early
public record TelemetryConfig(boolean remembered, Duration seconds, Duration minutes, Duration hours, long maxBytes) {}
