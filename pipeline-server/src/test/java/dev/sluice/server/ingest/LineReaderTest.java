package dev.sluice.server.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void cutsAtNewlinesWithOrWithoutOneAtTheEnd() throws IOException, InterruptedException {
        assertEquals(List.of("a", "", "b"), lines("a\n\nb"));
        assertEquals(List.of("a", "b"), lines("a\nb\n"));
        assertEquals(List.of(), lines(""));
    }

    @Test
    void joinsLinesThatArriveInPieces() throws IOException, InterruptedException {
        String line = "x".repeat(200_000);
        assertEquals(List.of(line, "y"), lines(line + "\ny"));
    }

    @Test
    void skipsTheRestOfALineThatIsTooLong() throws IOException, InterruptedException {
        LineReader reader = new LineReader(
                new ByteArrayInputStream(("x".repeat(300_000) + "\nnext").getBytes(UTF_8)), 100_000, _ -> {});
        LineReader.Line first = reader.next();
        assertTrue(first != null && first.truncated());
        LineReader.Line second = reader.next();
        assertTrue(second != null && !second.truncated() && new String(second.bytes(), UTF_8).equals("next"));
        assertNull(reader.next());
    }

    @Test
    void knowsABlankLine() {
        assertTrue(new LineReader.Line(" \t\r".getBytes(UTF_8), false).blank());
        assertFalse(new LineReader.Line("{}".getBytes(UTF_8), false).blank());
    }

    private static List<String> lines(String text) throws IOException, InterruptedException {
        LineReader reader = new LineReader(new ByteArrayInputStream(text.getBytes(UTF_8)), 1 << 20, _ -> {});
        List<String> lines = new ArrayList<>();
        for (LineReader.Line line = reader.next(); line != null; line = reader.next()) {
            lines.add(new String(line.bytes(), UTF_8));
        }
        return lines;
    }
}
