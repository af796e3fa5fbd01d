package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchQueriesTest {
    private static final Instant END = Instant.parse("2026-11-24T12:00:00Z");
    private static final long EVENTS = 1_000_000;
    private static final Timeline TIMELINE = Timeline.ofDays(EVENTS / DataSet.FRAME, 9, END);

    private static List<SearchQuery> parse(String... lines) {
        return new SearchQueries(EVENTS, TIMELINE).parse(List.of(lines));
    }

    @Test
    void readsHitsTimesAndTheQueryWithItsBlanks() {
        SearchQuery query =
                parse("page  a-1  N/1000  -7d  -2h  type:a  -data.b:c").getFirst();
        assertEquals(
                new SearchQuery(
                        SearchQuery.Kind.PAGE,
                        "a-1",
                        1_000,
                        END.minus(Duration.ofDays(7)),
                        END.minus(Duration.ofHours(2)),
                        "type:a  -data.b:c",
                        null),
                query);
    }

    @Test
    void readsAQueryForEverything() {
        SearchQuery query = parse("# all", "", "histogram day ? - -").getFirst();
        assertEquals("", query.text());
        assertEquals(SearchQuery.UNKNOWN, query.hits());
    }

    @Test
    void theLastEventsBeginWithAFrame() {
        Instant from = parse("export all N/10 last:N/10 -").getFirst().from();
        assertEquals((EVENTS - EVENTS / 10) / DataSet.FRAME, TIMELINE.firstAt(from));
    }

    @Test
    void addsTheConditionOfAScan() {
        SearchQuery query = parse("page a 1 - - b", "naive a body ilike '%b%'").getFirst();
        assertEquals("body ilike '%b%'", query.naive());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pages a 1 - - b", "page a one - - b", "page a 1 -7y - b", "page a 1 -", "naive b true"})
    void saysWhichLineCannotBeRead(String line) {
        String message = assertThrows(IllegalArgumentException.class, () -> parse("page a 1 - - b", line))
                .getMessage();
        assertTrue(message.contains(line), message);
    }

    @Test
    void theListOfTheProjectCanBeRead() throws IOException {
        List<SearchQuery> queries = new SearchQueries(EVENTS, TIMELINE)
                .parse(Files.readAllLines(Path.of("src/test/bench/search-queries.txt")));
        assertEquals(34, queries.size());
        assertEquals(4, queries.stream().filter(query -> query.naive() != null).count());
    }
}
