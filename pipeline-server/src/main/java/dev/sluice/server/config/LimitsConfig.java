package dev.sluice.server.config;

/// What every source of events may send.
///
/// @param sourceRate events a second of one source, 0: no limit
/// @param sourceBurst events of one source that may come at once after a pause, 0: those of a second
public record LimitsConfig(int sourceRate, int sourceBurst) {}
