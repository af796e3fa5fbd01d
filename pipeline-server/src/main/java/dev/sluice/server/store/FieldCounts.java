package dev.sluice.server.store;

import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Values of one attribute and how many events have each.
///
/// @param values most frequent first
/// @param missing events without the attribute
/// @param events in all
public record FieldCounts(SequencedMap<String, Long> values, long missing, long events) {
    public FieldCounts {
        values = new LinkedHashMap<>(values);
    }
}
