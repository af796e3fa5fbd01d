package dev.sluice.console.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/// A stored event as the server tells it: its JSON text byte for byte, with `queue`, `receivedat` and `storedat`
/// added by the server, and the attributes a list needs.
///
/// @param json the event's whole JSON text
/// @param receivedAt,storedAt null when the server did not say
public record StoredEvent(
        String json,
        String id,
        String source,
        String type,
        @Nullable String subject,
        @Nullable String queue,
        @Nullable Instant receivedAt,
        @Nullable Instant storedAt) {

    /// @throws IOException when the text is not a JSON object
    static StoredEvent of(byte[] json) throws IOException {
        JsonNode tree = Json.tree(json);
        if (!tree.isObject()) {
            throw new IOException("an event is a JSON object, this is " + tree.getNodeType());
        }
        return new StoredEvent(
                new String(json, StandardCharsets.UTF_8),
                tree.path("id").asText(""),
                tree.path("source").asText(""),
                tree.path("type").asText(""),
                text(tree, "subject"),
                text(tree, "queue"),
                instant(tree, "receivedat"),
                instant(tree, "storedat"));
    }

    /// The event as a tree; parsed at each call.
    public JsonNode tree() {
        try {
            return Json.tree(json.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("was parsed before", e);
        }
    }

    private static @Nullable String text(JsonNode tree, String name) {
        JsonNode value = tree.get(name);
        return value == null || value.isNull() ? null : value.asText();
    }

    private static @Nullable Instant instant(JsonNode tree, String name) {
        String text = text(tree, name);
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
