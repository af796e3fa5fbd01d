package dev.sluice.model.search;

/// @param exact false when the count is an estimate
public record EventCount(long count, boolean exact) {}
