package dev.sluice.server.access;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import dev.sluice.server.store.Refused;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Turns refusals into rows: finds source and type where there are any, and takes out what the database cannot hold.
final class RefusedRows {
    private static final int MAX_TEXT = 1_000;
    private static final int MAX_ATTRIBUTE = 256;

    private RefusedRows() {}

    static Refused of(Refusal refusal, Origin origin) {
        @Nullable JsonNode event = refusal.cut() ? null : event(refusal.body());
        return new Refused(
                refusal.at(),
                refusal.code().code(),
                clean(refusal.pointer(), MAX_TEXT),
                clean(refusal.detail(), MAX_TEXT),
                refusal.index(),
                attribute(event, "source"),
                attribute(event, "type"),
                clean(origin.name(), MAX_ATTRIBUTE),
                clean(origin.address(), MAX_ATTRIBUTE),
                clean(origin.requestId(), MAX_ATTRIBUTE),
                refusal.bytes(),
                refusal.body(),
                refusal.cut());
    }

    private static @Nullable JsonNode event(byte @Nullable [] body) {
        if (body == null) {
            return null;
        }
        try {
            return Json.tree(body);
        } catch (IOException e) {
            return null; // that is why it was refused
        }
    }

    private static @Nullable String attribute(@Nullable JsonNode event, String name) {
        @Nullable JsonNode value = event == null ? null : event.get(name);
        return value == null || !value.isTextual() || value.textValue().isBlank()
                ? null
                : clean(value.textValue(), MAX_ATTRIBUTE);
    }

    private static String clean(String text, int most) {
        StringBuilder clean = new StringBuilder();
        text.codePoints().limit(most).forEach(c -> {
            boolean bad = c == 0 || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
            clean.appendCodePoint(bad ? '\uFFFD' : c);
        });
        return clean.toString();
    }
}
