package dev.sluice.console.deadletters;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The text of a letter, before it is sent: it must be one JSON object, or it would not even be looked at as an event.
final class LetterText {
    private LetterText() {}

    /// @return where it stops being one, null when it is one
    static @Nullable String fault(String text) {
        try {
            return Json.tree(text.getBytes(StandardCharsets.UTF_8)).isObject()
                    ? null
                    : "The text is JSON, but no object; an event is { … }.";
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            return "The text is not JSON at line " + at.getLineNr() + ", column " + at.getColumnNr() + ": "
                    + e.getOriginalMessage() + ".";
        } catch (IOException e) {
            return "The text cannot be read: " + e.getMessage();
        }
    }
}
