package dev.sluice.model.search;

/// @param count events that have the value
public record FacetValue(String value, long count) {}
