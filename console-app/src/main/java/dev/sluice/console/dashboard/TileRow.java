package dev.sluice.console.dashboard;

/// @param figure the number as written
/// @param history oldest first, `NaN` for none
record TileRow(String figure, String unit, double[] history) {}
