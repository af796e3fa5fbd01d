package dev.sluice.server.config;

/// What the embedded data may take.
///
/// @param budgetBytes the home's data may grow to
/// @param reserveBytes that must stay free on the file store of the home
public record DiskConfig(long budgetBytes, long reserveBytes) {}
