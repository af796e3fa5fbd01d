package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DataSetTest {
    private static final int EVENTS = 20_000;
    private static final long[] HITS = {1, 100, EVENTS / 1_000, EVENTS / 10};
    private static final Instant END = Instant.parse("2026-11-24T12:00:00Z");
    private static final List<DataSet.Frame> FRAMES = all();
    private static final List<Row> ROWS = new ArrayList<>();

    private record Row(Event event, JsonNode json, Instant receivedAt) {
        JsonNode data() {
            return json.path("data");
        }

        boolean isWithin(int daysFrom, int daysTo) {
            return !receivedAt.isBefore(END.minus(Duration.ofDays(daysFrom)))
                    && receivedAt.isBefore(END.minus(Duration.ofDays(daysTo)));
        }
    }

    private static List<DataSet.Frame> all() {
        List<DataSet.Frame> frames = new ArrayList<>();
        DataSet data = new DataSet(EVENTS, 9, END, 0);
        while (data.hasNext()) {
            frames.add(data.next());
        }
        return frames;
    }

    @BeforeAll
    static void parse() throws IOException {
        for (DataSet.Frame frame : FRAMES) {
            for (Event event : frame.events()) {
                ROWS.add(new Row(event, Json.tree(event.json()), frame.receivedAt()));
            }
        }
    }

    private static void assertHits(BiPredicate<Row, Integer> finds) {
        long[] found = new long[Hits.SIZES];
        for (int i = 0; i < Hits.SIZES; i++) {
            int size = i;
            found[i] = ROWS.stream().filter(row -> finds.test(row, size)).count();
        }
        assertArrayEquals(HITS, found);
    }

    @Test
    void plantsUsers() {
        assertHits((row, size) -> row.data().path("user").path("id").asText().equals("u-" + (SmallText.USER + size)));
    }

    @Test
    void plantsNumbersThatAreTheWordsOfOneFieldOnly() {
        long[] twice = {2, 200, 2L * HITS[2], 2 * HITS[3]};
        for (int size = 0; size < Hits.SIZES; size++) {
            String user = Long.toString(SmallText.USER + size);
            String session = Long.toString(SmallText.SESSION + size);
            assertEquals(
                    HITS[size], ROWS.stream().filter(row -> hasWord(row, user)).count());
            assertEquals(
                    twice[size],
                    ROWS.stream().filter(row -> hasWord(row, session)).count());
        }
    }

    private static boolean hasWord(Row row, String number) {
        return new String(row.event().json()).matches(".*\\b" + number + "\\b.*");
    }

    @Test
    void plantsWordsThatComeNowhereElse() {
        assertHits((row, size) -> new String(row.event().json()).contains(SmallText.WORDS[size]));
    }

    @Test
    void plantsTypesOfTheWeek() {
        assertHits((row, size) -> row.event().type().equals(Marks.TYPES[size])
                && !row.receivedAt().isBefore(END.minus(Duration.ofDays(7))));
        assertTrue(ROWS.stream()
                        .filter(row -> row.event().type().equals(Marks.TYPES[3]))
                        .count()
                > HITS[3]);
    }

    @Test
    void plantsNumbersFarOut() {
        assertHits((row, size) -> {
            double latency = row.data().path("latency").asDouble();
            return latency >= 10_000 * (Hits.SIZES - size) && latency < 10_000 * (Hits.SIZES - size + 1);
        });
    }

    @Test
    void plantsNumbersAmongTheOthers() {
        assertHits((row, size) -> {
            double amount = row.data().path("amount").asDouble();
            return amount >= 1_000 + 0.25 * size && amount < 1_000 + 0.25 * (size + 1);
        });
    }

    @Test
    void plantsFailuresOfChecks() {
        assertHits((row, size) -> row.event().type().equals(Marks.CHECK)
                && !row.data().path(Marks.CHECKS[size]).asText().equals("ok"));
    }

    @Test
    void plantsSessionsOfTwoDaysAndAsManyOfOtherDays() {
        assertHits((row, size) ->
                row.isWithin(4, 2) && row.data().path("session").asText().equals("s-" + (SmallText.SESSION + size)));
        assertHits((row, size) ->
                !row.isWithin(4, 2) && row.data().path("session").asText().equals("s-" + (SmallText.SESSION + size)));
    }

    @Test
    void isReadLikeAnyEventThatComes() {
        EventReader reader = new EventReader(EventLimits.DEFAULT);
        for (Row row : ROWS) {
            ReadOutcome outcome = reader.read(row.event().json(), 1).getFirst();
            Event event = assertInstanceOf(ReadOutcome.Accepted.class, outcome).event();
            assertEquals(row.event().id(), event.id());
            assertEquals(row.event().source(), event.source());
            assertEquals(row.event().type(), event.type());
            assertEquals(row.event().subject(), event.subject());
            assertEquals(row.event().time(), event.time());
        }
    }

    @Test
    void hasIdsOfItsOwnAndFewLargeEvents() {
        Set<String> ids = new HashSet<>();
        ROWS.forEach(row -> ids.add(row.event().id()));
        assertEquals(EVENTS, ids.size());
        List<Row> large =
                ROWS.stream().filter(row -> row.event().json().length > 1_000).toList();
        assertTrue(large.size() > EVENTS / 200 && large.size() < EVENTS / 50, () -> large.size() + " large events");
        double small = ROWS.stream()
                .mapToInt(row -> row.event().json().length)
                .filter(bytes -> bytes <= 1_000)
                .average()
                .orElseThrow();
        assertTrue(small > 300 && small < 450, () -> "small events have " + small + " bytes");
    }

    @Test
    void comesInOrderOverNineDays() {
        for (int i = 1; i < FRAMES.size(); i++) {
            assertTrue(FRAMES.get(i - 1).receivedAt().isBefore(FRAMES.get(i).receivedAt()));
        }
        assertEquals(END, FRAMES.getLast().receivedAt());
        assertTrue(FRAMES.getFirst().receivedAt().isAfter(END.minus(Duration.ofDays(9))));
    }

    @Test
    void isTheSameAgain() {
        List<DataSet.Frame> again = all();
        for (int i = 0; i < FRAMES.size(); i++) {
            for (int j = 0; j < DataSet.FRAME; j++) {
                assertArrayEquals(
                        FRAMES.get(i).events().get(j).json(),
                        again.get(i).events().get(j).json());
            }
        }
    }

    @Test
    void aDayOfDataHasNoWindow() {
        DataSet data = new DataSet(1_000, 1, END, 7);
        int frames = 0;
        while (data.hasNext()) {
            frames += data.next().events().size() / DataSet.FRAME;
        }
        assertEquals(10, frames);
    }

    @Test
    void givesOtherIdsForTheNextSalt() {
        Set<String> ids = new HashSet<>();
        for (long salt = 0; salt < 4; salt++) {
            DataSet data = new DataSet(1_000, 1, END, salt);
            while (data.hasNext()) {
                data.next().events().forEach(event -> ids.add(event.id()));
            }
        }
        assertEquals(4_000, ids.size());
    }
}
