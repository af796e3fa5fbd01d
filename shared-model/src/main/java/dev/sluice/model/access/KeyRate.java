package dev.sluice.model.access;

/// How much a key may send.
///
/// @param perSecond events a second, 1 or more
/// @param burst events that may come at once after a pause, 1 or more
public record KeyRate(int perSecond, int burst) {}
