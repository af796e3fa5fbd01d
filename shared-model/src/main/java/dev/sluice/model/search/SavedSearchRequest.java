package dev.sluice.model.search;

import org.jspecify.annotations.Nullable;

/// @param query to keep under the name in the address; replaces what is there
public record SavedSearchRequest(@Nullable String query) {}
