package dev.sluice.model.search;

import java.util.List;

/// The most frequent values at one path.
///
/// @param path of the query language, such as `type` or `data.action`
/// @param values most frequent first, equal ones by value
/// @param missing events with no value there
/// @param exact false: of the newest events only, or some values were left out
/// @param events that were looked at
public record Facet(String path, List<FacetValue> values, long missing, long events, boolean exact) {
    public Facet {
        values = List.copyOf(values);
    }
}
