package dev.sluice.server.queue;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads values of the management API, where what is not known is left out, null, `"undefined"`, or an empty array in
/// place of an object.
final class BrokerJson {
    private static final int MOST_TEXT = 500;

    private BrokerJson() {}

    static String text(JsonNode node, String name, String otherwise) {
        @Nullable String text = text(node, name);
        return text == null ? otherwise : text;
    }

    static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual()
                        && !value.textValue().isEmpty()
                        && !value.textValue().equals("undefined")
                ? value.textValue()
                : null;
    }

    static @Nullable Long number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isNumber() ? value.longValue() : null;
    }

    static int count(JsonNode node, String name) {
        return Math.max(0, node.path(name).asInt(0));
    }

    /// of a pair such as `"publish":7,"publish_details":{"rate":0.4}`
    static @Nullable Double rate(JsonNode node, String name) {
        JsonNode rate = node.path(name + "_details").path("rate");
        return rate.isNumber() ? Math.max(0, rate.doubleValue()) : null;
    }

    static double rateOrZero(JsonNode node, String name) {
        @Nullable Double rate = rate(node, name);
        return rate == null ? 0 : rate;
    }

    /// @return null when it is no instant with a zone, as some versions write it
    static @Nullable Instant instant(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (value.isNumber() && value.longValue() > 0) {
            return Instant.ofEpochMilli(value.longValue());
        }
        try {
            return value.isTextual() ? OffsetDateTime.parse(value.textValue()).toInstant() : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /// Members as texts, in the broker's order.
    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String text = value.isValueNode() ? value.asText() : value.toString();
            texts.put(member.getKey(), text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text);
        });
        return texts;
    }
}
