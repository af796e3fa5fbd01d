package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventInputTest {

    @Test
    void cutsTheElementsOfAnArrayByteForByte() throws IOException {
        String first = "{ \"id\" : \"é-☃-😀\",\n \"n\":1.50, \"deep\":[[{}],\"]\"] }";
        String second = "{\"big\":12345678901234567890.000e+7}";

        assertEquals(List.of(first, second), texts("[ " + first + " ,\n" + second + "]"));
    }

    @Test
    void keepsBytesAcrossManyReadsOfTheStream() throws IOException {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            events.add("{\"id\":\"" + i + "\",\"pad\":\"" + "ü".repeat(i % 97) + "\"}");
        }

        assertEquals(events, texts("[" + String.join(",\n", events) + "]"));
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertEquals(List.of("{\"id\":\"a\"}"), texts("\uFEFF{\"id\":\"a\"}\n"));
        assertEquals(List.of("{\"id\":\"a\"}"), texts("\uFEFF[{\"id\":\"a\"}]"));
    }

    @Test
    void takesAnObjectOverSeveralLinesAsOneEvent() throws IOException {
        assertInstanceOf(JsonInput.class, open("{\n\"id\":\"a\"\n}"));
        assertEquals(List.of("{\n\"id\":\"a\"\n}"), texts("{\n\"id\":\"a\"\n}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\"}",
                "{\"id\":\"a\"}\n{\"id\":",
                "not json\n",
                "",
                "\n \n{\"id\":\"a\"}\n",
                "{bad}\n{}"
            })
    void takesOneValueALineAsNdjson(String text) throws IOException {
        assertInstanceOf(NdjsonInput.class, open(text));
    }

    @Test
    void countsBlankLinesAndKeepsBrokenOnes() throws IOException {
        EventInput input = open("{\"id\":\"a\"}\r\n\n  \n{broken\n");

        assertEquals(1, next(input).line());
        EventText broken = next(input);
        assertEquals(4, broken.line());
        assertEquals("{broken", new String(broken.json(), StandardCharsets.UTF_8));
    }

    @Test
    void namesTheLineWhereAnArrayBreaks() throws IOException {
        EventInput input = open("[{\"id\":\"a\"},\n{\"id\":]");
        next(input);

        var fault = assertThrows(EventInput.InputFault.class, input::next);
        assertEquals(2, fault.line());
        assertTrue(String.valueOf(fault.getMessage()).startsWith("not valid JSON at column"), fault.getMessage());
    }

    @Test
    void leavesOutALineThatWouldNotFitIntoMemory() throws IOException {
        int length = EventInput.MAX_EVENT_BYTES + 10;
        InputStream in = new ByteArrayInputStream(("x".repeat(length) + "\n{}\n").getBytes(StandardCharsets.UTF_8));
        EventInput input = EventInputs.open(in, "x.ndjson", EventInputs.Format.AUTO);

        assertTrue(next(input).json().length < 100);
        EventText second = next(input);
        assertEquals("{}", new String(second.json(), StandardCharsets.UTF_8));
        assertEquals(2, second.line());
    }

    private static EventText next(EventInput input) throws IOException {
        EventText event = input.next();
        assertTrue(event != null, "there is another event");
        return event;
    }

    private static List<String> texts(String text) throws IOException {
        EventInput input = open(text);
        List<String> texts = new ArrayList<>();
        for (EventText event = input.next(); event != null; event = input.next()) {
            texts.add(new String(event.json(), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private static EventInput open(String text) throws IOException {
        return EventInputs.open(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), "", EventInputs.Format.AUTO);
    }
}
