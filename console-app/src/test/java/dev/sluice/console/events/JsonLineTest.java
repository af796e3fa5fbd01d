package dev.sluice.console.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class JsonLineTest {

    @Test
    void laysOutObjectsAndArraysAndKeepsValuesAsTheyCame() {
        assertEquals("""
                {
                  "a": 1.50,
                  "b": [
                    1e+3,
                    "x, \\u00e9: {",
                    true,
                    null
                  ],
                  "c": {},
                  "d": []
                }""", text("{\"a\" :1.50,\"b\":[1e+3,\"x, \\u00e9: {\",true,null], \"c\":{ },\n\"d\":[]}"));
    }

    @Test
    void tellsNamesStringsNumbersAndWordsApart() {
        List<JsonLine> lines = JsonLine.lines("{\"n\":\"s\",\"m\":-1,\"o\":false}");

        assertEquals(
                List.of(JsonLine.Kind.NAME, JsonLine.Kind.MARK, JsonLine.Kind.STRING, JsonLine.Kind.MARK),
                lines.get(1).tokens().stream().map(JsonLine.Token::kind).toList());
        assertEquals(JsonLine.Kind.NUMBER, lines.get(2).tokens().get(2).kind());
        assertEquals(JsonLine.Kind.WORD, lines.get(3).tokens().get(2).kind());
    }

    @Test
    void writesWhatAScreenWouldObeyAsAnEscape() {
        assertEquals("\"a\\u202eb\"", text("\"a\u202Eb\""));
    }

    @Test
    void endsAStringAtItsOwnQuoteOnly() {
        assertEquals("[\n  \"a\\\"],\\\\\",\n  2\n]", text("[\"a\\\"],\\\\\",2]"));
    }

    @Test
    void shortensWhatIsTooLongAndSaysSo() {
        assertTrue(text("\"" + "x".repeat(5_000) + "\"").endsWith("… 5002 characters"));
        List<JsonLine> lines = JsonLine.lines("[" + "1,".repeat(30_000) + "1]");
        assertTrue(lines.getLast().text().contains("the rest is left out here"));
    }

    private static String text(String json) {
        return JsonLine.lines(json).stream().map(JsonLine::text).collect(Collectors.joining("\n"));
    }
}
