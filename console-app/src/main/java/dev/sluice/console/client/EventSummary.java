package dev.sluice.console.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One line that tells an event's data at a glance: plain values first (`amount 346.71 EUR · user 71`), then the name
/// of each object inside (`repository sluice/sluice`). Control characters never come through.
public final class EventSummary {
    private static final int PARTS = 8;
    private static final int VALUE_CHARS = 60;
    private static final List<String> NAMES =
            List.of("full_name", "title", "login", "name", "message", "email", "number", "id");

    private EventSummary() {}

    /// @param event the whole event; empty text when it has no data
    public static String of(JsonNode event) {
        JsonNode data = event.path("data");
        if (data.isMissingNode() || data.isNull()) {
            return event.has("data_base64") ? "binary data" : "";
        }
        if (!data.isContainerNode()) {
            return clean(data.asText());
        }
        List<String> parts = new ArrayList<>();
        if (data.isArray()) {
            parts.add(data.size() + (data.size() == 1 ? " item" : " items"));
        }
        for (Map.Entry<String, JsonNode> field : data.properties()) {
            if (field.getValue().isValueNode() && !(field.getKey().equals("currency") && data.has("amount"))) {
                plain(parts, field, data);
            }
        }
        for (Map.Entry<String, JsonNode> field : data.properties()) {
            if (field.getValue().isObject()) {
                named(parts, field);
            }
        }
        return String.join(" · ", parts.subList(0, Math.min(PARTS, parts.size())));
    }

    private static void plain(List<String> parts, Map.Entry<String, JsonNode> field, JsonNode data) {
        JsonNode value = field.getValue();
        if (value.isNull() || value.asText().isBlank()) {
            return;
        }
        String text = clean(value.asText());
        parts.add(
                field.getKey().equals("amount") && data.path("currency").isTextual()
                        ? "amount " + text + " " + clean(data.path("currency").asText())
                        : clean(field.getKey()) + " " + text);
    }

    private static void named(List<String> parts, Map.Entry<String, JsonNode> field) {
        for (String name : NAMES) {
            JsonNode value = field.getValue().path(name);
            if (value.isValueNode() && !value.isNull() && !value.asText().isBlank()) {
                parts.add(clean(field.getKey()) + " " + clean(value.asText()));
                return;
            }
        }
    }

    /// `text` on one line, shortened, with control characters shown as a dot.
    public static String clean(String text) {
        int end = text.offsetByCodePoints(0, Math.min(VALUE_CHARS, text.codePointCount(0, text.length())));
        String shown = end < text.length() ? text.substring(0, end) + "…" : text;
        return printable(shown);
    }

    /// `text` without anything that a terminal or a label would obey: control, format and line-separating characters.
    public static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(obeyed(c) ? '·' : c));
        return out.toString();
    }

    private static boolean obeyed(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }
}
