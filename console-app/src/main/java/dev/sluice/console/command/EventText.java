package dev.sluice.console.command;

/// One event of the input, not looked into.
///
/// @param line 1-based line of the input where it begins
record EventText(byte[] json, long line) {}
