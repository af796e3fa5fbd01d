package dev.sluice.model.search;

import java.util.List;

/// @param items by name
public record SavedSearchList(List<SavedSearch> items) {
    public SavedSearchList {
        items = List.copyOf(items);
    }
}
