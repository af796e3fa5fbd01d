package dev.sluice.model.live;

/// The highest of any second in a longer stretch, so that a coarse step hides no peak.
///
/// @param accepted,stored events of one second
/// @param depthEvents events that waited
public record TelemetryPeaks(long accepted, long stored, long depthEvents) {}
