package dev.sluice.console.dashboard;

/// @param figure the number as written
/// @param note a second figure, empty for none
/// @param history oldest first, `NaN` for none
record TileRow(String figure, String unit, String note, double[] history) {}
