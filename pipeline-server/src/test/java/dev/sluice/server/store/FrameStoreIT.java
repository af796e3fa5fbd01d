package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.event;
import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FrameStoreIT {
    private static TestDatabase server;
    private static Database database;
    private static FrameStore store;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        store = new FrameStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void empty() {
        server.execute("truncate event, event_identity, dead_letter, incarnation, frame_outcome, purged_frame");
    }

    @Test
    void storesEachEventWithItsBytesAsTheyCame() {
        String data = "{ \"a\" : 1E2, \"b\":\"\\u0000 \\ud800\", \"c\":\"é\uD83D\uDE00\", \"d\": 1e999999999 }";
        Event event = event("/s", "1", "t", data);
        FrameOutcome outcome =
                store.append(List.of(frame(1, 0, List.of(event)))).getFirst();
        assertEquals(new FrameOutcome(new FrameId(1, 0), 1, 0, 0, 0, List.of(), false), outcome);
        String hex = server.value("select encode(convert_to(body, 'UTF8'), 'hex') from event");
        assertArrayEquals(event.json(), HexFormat.of().parseHex(hex));
    }

    @Test
    void keepsReceiveTimeToTheMicrosecondAndNeverRoundsUp() {
        Instant received = Instant.parse("2026-03-01T12:00:00.999999999Z");
        store.append(List.of(frame(1, 0, received, events("/s", 0, 1))));
        assertEquals("2026-03-01 12:00:00.999999", server.value("select received_at at time zone 'UTC' from event"));
    }

    @Test
    void countsDuplicatesAcrossBatchesAndPartitions() {
        Instant now = Instant.now();
        store.append(List.of(frame(1, 0, now, events("/s", 0, 10))));
        FrameOutcome second = store.append(List.of(frame(1, 10, now.plus(Duration.ofDays(2)), events("/s", 5, 15))))
                .getFirst();
        assertEquals(5, second.stored());
        assertEquals(5, second.duplicate());
        assertEquals(15, server.number("select count(*) from event"));
    }

    @Test
    void countsDuplicatesWithinABatchAndTheFirstWins() {
        Event first = event("/s", "1", "first", "1");
        Event second = event("/s", "1", "second", "2");
        List<FrameOutcome> outcomes =
                store.append(List.of(frame(1, 0, List.of(first)), frame(1, 1, List.of(second, event("/s", "2")))));
        assertEquals(1, outcomes.get(0).stored());
        assertEquals(1, outcomes.get(1).stored());
        assertEquals(1, outcomes.get(1).duplicate());
        assertEquals("first", server.value("select type from event where id = '1'"));
    }

    @Test
    void tellsSourceAndIdApartByteForByte() {
        List<Event> events = List.of(event("/a", "b"), event("/", "ab"), event("/A", "b"), event("/a", "B"));
        assertEquals(4, store.append(List.of(frame(1, 0, events))).getFirst().stored());
    }

    @Test
    void changesNothingForARepeatedFrame() {
        FrameToStore frame = frame(1, 0, events("/s", 0, 3));
        store.append(List.of(frame));
        assertEquals(
                FrameOutcome.repeated(frame.id()), store.append(List.of(frame)).getFirst());
        assertEquals(1, server.number("select count(*) from frame_outcome"));
        assertEquals(3, server.number("select stored from frame_outcome"));
    }

    @Test
    void changesNothingForARepeatedFrameAfterItWasFolded() {
        FrameToStore frame = frame(1, 0, events("/s", 0, 3));
        store.append(List.of(frame));
        server.execute("update incarnation set resolved_upto = 3, confirmed = '{[0,3)}', confirmed_frames = 1");
        assertEquals(1, store.fold());
        assertEquals(
                FrameOutcome.repeated(frame.id()), store.append(List.of(frame)).getFirst());
        assertEquals(0, server.number("select count(*) from frame_outcome"));
        assertEquals(
                "3/0/1", server.value("select stored || '/' || duplicate || '/' || settled_frames from incarnation"));
    }

    @Test
    void settlesAFrameOnceThatComesTwiceInOneCall() {
        FrameToStore frame = frame(1, 0, events("/s", 0, 3));
        List<FrameOutcome> outcomes = store.append(List.of(frame, frame));
        assertEquals(3, outcomes.get(0).stored());
        assertEquals(FrameOutcome.repeated(frame.id()), outcomes.get(1));
    }

    @Test
    void isolatesTheEventTheDatabaseRefusesAndStoresItsNeighbours() {
        List<Event> events = new ArrayList<>(events("/s", 0, 100));
        events.set(17, event("/s", "too-long-for-an-index-" + longText(20_000)));
        events.set(60, new Event("/s", "nul\0", "t", null, null, "{\"id\":\"nul\"}".getBytes(StandardCharsets.UTF_8)));
        FrameOutcome outcome = store.append(List.of(frame(1, 0, events), frame(1, 100, events("/t", 0, 5))))
                .getFirst();
        assertEquals(new FrameOutcome(new FrameId(1, 0), 98, 0, 2, 0, List.of(), false), outcome);
        assertEquals(103, server.number("select count(*) from event"));
        assertEquals(103, server.number("select count(*) from event_identity"));
        assertEquals(2, server.number("select count(*) from dead_letter where code = 'unstorable' and seq = 0"));
        assertEquals(1, server.number("select count(*) from dead_letter where bytes = '{\"id\":\"nul\"}'"));
    }

    @Test
    void keepsDeadEventsOfAFrameWithTheirBytesAndReason() {
        DeadEvent dead = new DeadEvent(new byte[] {1, 0, 2}, "too-deep", "nested \0 too deep");
        FrameToStore frame =
                new FrameToStore(new FrameId(7, 0), "orders", Instant.now(), 2, events("/s", 0, 1), List.of(dead));
        assertEquals(
                new FrameOutcome(new FrameId(7, 0), 1, 0, 1, 0, List.of(), false),
                store.append(List.of(frame)).getFirst());
        assertEquals(
                "orders/010002/too-deep/new",
                server.value(
                        "select queue || '/' || encode(bytes, 'hex') || '/' || code || '/' || state from dead_letter"));
    }

    @Test
    void keepsAForeignMessageOnce() {
        store.deadLetterForeign("q", new byte[] {1}, "not-a-frame", "no headers");
        store.deadLetterForeign("q", new byte[] {1}, "not-a-frame", "no headers");
        store.deadLetterForeign("r", new byte[] {1}, "not-a-frame", "no headers");
        assertEquals(2, server.number("select count(*) from dead_letter"));
    }

    @Test
    void overlappingWritersNeitherFailNorStoreTwice() throws Exception {
        int writers = 4;
        int rounds = 15;
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int w = 0; w < writers; w++) {
            int writer = w;
            tasks.add(() -> {
                int stored = 0;
                for (int round = 0; round < rounds; round++) {
                    List<Event> events = new ArrayList<>(events("/s", round * 50, round * 50 + 200));
                    Collections.shuffle(events, new Random(writer * 100L + round));
                    stored += store.append(List.of(frame(writer + 1, round * 200L, events)))
                            .getFirst()
                            .stored();
                }
                return stored;
            });
        }
        assertEquals((rounds - 1) * 50 + 200, sum(tasks));
        assertEquals((rounds - 1) * 50 + 200, server.number("select count(*) from event"));
    }

    @Test
    void racingConsumersOfTheSameFramesSettleEachOnceWhileOthersFold() throws Exception {
        int frames = 60;
        server.execute("insert into incarnation (id, queue, resolved_upto, confirmed, confirmed_frames)"
                + " values (1, 'default', 600, '{[0,600)}', 60)");
        List<Callable<Integer>> tasks = new ArrayList<>();
        for (int w = 0; w < 3; w++) {
            tasks.add(() -> {
                int settled = 0;
                for (int i = 0; i < frames; i++) {
                    FrameToStore frame = frame(1, i * 10L, events("/s", i * 10, i * 10 + 10));
                    settled += store.append(List.of(frame)).getFirst().repeated() ? 0 : 1;
                }
                return settled;
            });
        }
        tasks.add(() -> {
            for (int i = 0; i < 60; i++) {
                store.fold();
            }
            return 0;
        });
        assertEquals(frames, sum(tasks));
        store.fold();
        assertEquals(
                "600/0/60/{[0,600)}",
                server.value(
                        "select stored || '/' || duplicate || '/' || settled_frames || '/' || settled from incarnation"));
    }

    private static int sum(List<Callable<Integer>> tasks) throws Exception {
        int sum = 0;
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Integer> result : executor.invokeAll(tasks)) {
                sum += result.get();
            }
        }
        return sum;
    }

    /// Text that does not compress below an index entry's limit.
    private static String longText(int length) {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
