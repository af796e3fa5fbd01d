package dev.sluice.model.search;

import java.time.Instant;

/// A query that the team keeps under a name.
///
/// @param query of the query language; `last:` keeps it up to date
/// @param savedBy who saved it as it is
public record SavedSearch(String name, String query, String savedBy, Instant savedAt) {}
