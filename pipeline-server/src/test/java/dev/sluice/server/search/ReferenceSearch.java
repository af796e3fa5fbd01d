package dev.sluice.server.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.server.store.Condition;
import dev.sluice.server.store.NumberRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The query language's meaning, written down a second time over parsed JSON: slow and plain.
final class ReferenceSearch {
    private ReferenceSearch() {}

    static boolean matches(Condition condition, Event event, String queue, Instant receivedAt) {
        return switch (condition) {
            case Condition.All() -> true;
            case Condition.And(List<Condition> all) -> all.stream().allMatch(c -> matches(c, event, queue, receivedAt));
            case Condition.Or(List<Condition> any) -> any.stream().anyMatch(c -> matches(c, event, queue, receivedAt));
            case Condition.Not(Condition inner) -> !matches(inner, event, queue, receivedAt);
            case Condition.Attribute(Condition.Field field, var glob) -> {
                String value =
                        switch (field) {
                            case TYPE -> event.type();
                            case SOURCE -> event.source();
                            case SUBJECT -> event.subject();
                            case ID -> event.id();
                            case QUEUE -> queue;
                        };
                yield value != null && glob.matches(value);
            }
            case Condition.Value(String path, String value, boolean quoted) ->
                any(event, (p, leaf) -> p.equals(path) && isValue(leaf, value, quoted));
            case Condition.Present(String path) -> any(event, (p, leaf) -> p.equals(path) || p.startsWith(path + "."));
            case Condition.Text(String text) -> any(event, (p, leaf) -> holds(leaf, text));
            case Condition.Number(String path, NumberRange range) ->
                any(event, (p, leaf) -> p.equals(path) && leaf.isNumber() && range.contains(leaf.decimalValue()));
            case Condition.Received(var from, var to) -> within(receivedAt, from, to);
            case Condition.Occurred(var from, var to) ->
                within(event.time() == null ? receivedAt : event.time(), from, to);
        };
    }

    private static boolean within(Instant at, @Nullable Instant from, @Nullable Instant to) {
        return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
    }

    private static boolean isValue(JsonNode leaf, String value, boolean quoted) {
        if (leaf.isTextual()) {
            return leaf.textValue().equals(value);
        }
        if (quoted) {
            return false;
        }
        if (leaf.isNumber()) {
            return value.matches("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?")
                    && leaf.decimalValue().compareTo(new BigDecimal(value)) == 0;
        }
        return leaf.asText().equals(value);
    }

    private static boolean holds(JsonNode leaf, String text) {
        if (!leaf.isTextual() && !leaf.isNumber()) {
            return false;
        }
        String value = leaf.asText().toLowerCase(Locale.ROOT);
        String wanted = text.toLowerCase(Locale.ROOT);
        return wanted.matches("[\\p{L}\\p{N}]+")
                ? Arrays.asList(value.split("[^\\p{L}\\p{N}]+")).contains(wanted)
                : value.contains(wanted);
    }

    /// Texts of all leaves at the path; equal numbers have one text.
    static List<String> values(Event event, String path) {
        List<String> values = new ArrayList<>();
        any(event, (p, leaf) -> {
            if (p.equals(path)) {
                values.add(
                        leaf.isNumber()
                                ? leaf.decimalValue()
                                        .add(BigDecimal.ZERO)
                                        .stripTrailingZeros()
                                        .toPlainString()
                                : leaf.asText());
            }
            return false;
        });
        return values;
    }

    private interface LeafTest {
        boolean test(String path, JsonNode leaf);
    }

    private static boolean any(Event event, LeafTest test) {
        List<Boolean> results = new ArrayList<>();
        try {
            walk("", Json.tree(event.json()), (path, leaf) -> results.add(test.test(path, leaf)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return results.contains(true);
    }

    private static void walk(String path, JsonNode node, BiConsumer<String, JsonNode> visitor) {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                walk(path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), visitor);
            }
        } else if (node.isArray()) {
            node.forEach(element -> walk(path, element, visitor));
        } else {
            visitor.accept(path, node);
        }
    }
}
