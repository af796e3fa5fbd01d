package dev.sluice.server.config;

import org.jspecify.annotations.Nullable;

/// What the data may take.
///
/// @param budgetBytes the home's data may grow to
/// @param reserveBytes that must stay free on the file store of the home
/// @param databaseBudgetBytes the database may grow to, wherever it is, null: no bound of its own
public record DiskConfig(
        long budgetBytes, long reserveBytes, @Nullable Long databaseBudgetBytes) {}
