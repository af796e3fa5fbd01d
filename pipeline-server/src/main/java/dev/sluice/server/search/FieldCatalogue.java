package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.json.Json;
import dev.sluice.model.search.FacetValue;
import dev.sluice.model.search.FieldSuggestions;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.EventQueries;
import dev.sluice.server.store.EventWindow;
import dev.sluice.server.store.StoredEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Fields and values of the newest events, for completing a query. Read again when it is asked after [#FRESH]; storing
/// pays nothing for it. Thread-safe; fails like [SearchService].
public final class FieldCatalogue {
    public static final int MAX_ITEMS = 100;
    static final Duration FRESH = Duration.ofSeconds(10);
    private static final int SAMPLE = 2_000;
    private static final long SAMPLE_BYTES = 4L << 20;
    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final int MAX_FIELDS = 2_000;
    private static final int MAX_VALUES = 200;
    private static final int MAX_LENGTH = 128;

    private final EventQueries events;
    private final InstantSource clock;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile Sample sample = new Sample(Map.of(), 0, Instant.EPOCH);

    public FieldCatalogue(SearchService search, InstantSource clock) {
        this.events = search.events();
        this.clock = clock;
    }

    private record Field(long[] events, Map<String, Long> values) {}

    /// @param events that were looked at
    private record Sample(Map<String, Field> fields, long events, Instant at) {}

    /// Fields whose path begins so, whatever the case.
    public FieldSuggestions fields(String prefix, int most) {
        Sample now = sample();
        return suggestions(
                now.fields().entrySet().stream()
                        .map(field ->
                                new FacetValue(field.getKey(), field.getValue().events()[0])),
                prefix,
                most,
                now.events());
    }

    /// Values at that path which begin so, whatever the case.
    public FieldSuggestions values(String path, String prefix, int most) {
        Sample now = sample();
        Field field = now.fields().get(path);
        return suggestions(
                field == null
                        ? Stream.of()
                        : field.values().entrySet().stream()
                                .map(value -> new FacetValue(value.getKey(), value.getValue())),
                prefix,
                most,
                now.events());
    }

    private static FieldSuggestions suggestions(Stream<FacetValue> all, String prefix, int most, long events) {
        return new FieldSuggestions(
                all.filter(one -> one.value().regionMatches(true, 0, prefix, 0, prefix.length()))
                        .sorted(Comparator.comparingLong(FacetValue::count)
                                .reversed()
                                .thenComparing(FacetValue::value))
                        .limit(most)
                        .toList(),
                events);
    }

    /// One caller reads it anew; the others wait for that.
    private Sample sample() {
        if (isFresh()) {
            return sample;
        }
        reading.lock();
        try {
            if (!isFresh()) {
                sample = read();
            }
            return sample;
        } finally {
            reading.unlock();
        }
    }

    private boolean isFresh() {
        return clock.instant().isBefore(sample.at().plus(FRESH));
    }

    private Sample read() {
        EventWindow all = new EventWindow(new Condition.All(), null, null);
        List<StoredEvent> newest =
                events.slice(all, true, null, SAMPLE, SAMPLE_BYTES, LIMIT).events();
        Map<String, Field> fields = new HashMap<>();
        for (StoredEvent event : newest) {
            try {
                add(Json.tree(event.json()), fields);
            } catch (IOException e) {
                throw new PipelineException(ErrorCode.INTERNAL, "A stored event is not JSON any more.", e);
            }
        }
        return new Sample(fields, newest.size(), clock.instant());
    }

    private static void add(JsonNode event, Map<String, Field> fields) {
        Map<String, Boolean> seen = new HashMap<>();
        PathValues.each(event, (path, leaf) -> {
            if (!QueryText.isField(path) || fields.size() >= MAX_FIELDS && !fields.containsKey(path)) {
                return;
            }
            Field field = fields.computeIfAbsent(path, p -> new Field(new long[1], new HashMap<>()));
            if (seen.put(path, true) == null) {
                field.events()[0]++;
            }
            String value = PathValues.text(leaf);
            if (value.length() <= MAX_LENGTH
                    && (field.values().size() < MAX_VALUES || field.values().containsKey(value))) {
                field.values().merge(value, 1L, Long::sum);
            }
        });
    }
}
