package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.search.Facet;
import dev.sluice.model.search.FacetValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts the values at one path, event by event, within bounds of memory. Used by one thread.
final class FacetCount {
    private static final int MAX_VALUES = 50_000;
    private static final int MAX_LENGTH = 256;

    private final String path;
    private final Map<String, Long> counts = new HashMap<>();
    private final Set<String> ofOne = new HashSet<>();
    private long events;
    private long missing;
    private boolean complete = true;

    FacetCount(String path) {
        this.path = path;
    }

    void add(JsonNode event) {
        events++;
        ofOne.clear();
        boolean any = false;
        for (JsonNode value : PathValues.of(event, path)) {
            if (!value.isObject()) {
                any = true;
                ofOne.add(PathValues.text(value));
            }
        }
        missing += any ? 0 : 1;
        for (String value : ofOne) {
            if (value.length() > MAX_LENGTH || counts.size() >= MAX_VALUES && !counts.containsKey(value)) {
                complete = false;
            } else {
                counts.merge(value, 1L, Long::sum);
            }
        }
    }

    Facet top(int top, boolean all) {
        List<FacetValue> values = counts.entrySet().stream()
                .map(entry -> new FacetValue(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingLong(FacetValue::count).reversed().thenComparing(FacetValue::value))
                .limit(top)
                .toList();
        return new Facet(path, values, missing, events, all && complete);
    }
}
