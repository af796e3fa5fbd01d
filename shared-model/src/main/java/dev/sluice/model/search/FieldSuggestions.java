package dev.sluice.model.search;

import java.util.List;

/// How a word of a query may go on, by what the newest events hold.
///
/// @param items most frequent first
/// @param sampled events that were looked at
public record FieldSuggestions(List<FacetValue> items, long sampled) {
    public FieldSuggestions {
        items = List.copyOf(items);
    }
}
