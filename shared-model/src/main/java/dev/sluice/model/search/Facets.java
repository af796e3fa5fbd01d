package dev.sluice.model.search;

import java.util.List;

/// @param items in the order asked for
public record Facets(List<Facet> items) {
    public Facets {
        items = List.copyOf(items);
    }
}
