package dev.sluice.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LetterEditTest {
    @ParameterizedTest
    @ValueSource(strings = {"{ \"n\" : 1.50, \"ü\": [\"}\"] }", "[1]", "12.0", "\"a\\u00e4\"", "{}", "null"})
    void cutsTheTextOfTheEventOutAsItCame(String body) {
        LetterEdit edit = edit("{\"other\":{\"body\":1},\"id\": \"7\", \"body\" : " + body + " , \"reason\":\"why\"}");
        assertEquals(body, new String(edit.body(), UTF_8));
        assertEquals("7", edit.id());
        assertEquals("why", edit.reason());
    }

    @Test
    void takesANumberForTheIdAndNeedsNoReason() {
        LetterEdit edit = edit("{\"body\":{},\"id\":7}");
        assertEquals("7", edit.id());
        assertNull(edit.reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                  | MALFORMED_REQUEST",
                "{}                  | MALFORMED_REQUEST",
                "{\"id\":\"7\"}      | MALFORMED_REQUEST",
                "{\"body\":{}}       | MALFORMED_REQUEST",
                "{\"id\":\"7\",      | MALFORMED_JSON",
                "{\"id\":\"7\",\"body\":{\"a\":} | MALFORMED_JSON"
            })
    void refusesWhatSaysNotEnough(String json, ErrorCode code) {
        assertEquals(
                code, assertThrows(PipelineException.class, () -> edit(json)).code());
    }

    private static LetterEdit edit(String json) {
        return LetterEdit.of(json.getBytes(UTF_8));
    }
}
