package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.event;
import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.conflict.EventConflict;
import dev.sluice.model.event.Event;
import dev.sluice.server.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ConflictStoreIT {
    private static final Instant FIRST = Instant.parse("2026-11-20T10:00:00.123456Z");
    private static final Instant LATER = Instant.parse("2026-11-21T10:00:00.654321Z");

    private static TestDatabase server;
    private static Database database;
    private static FrameStore frames;
    private static ConflictStore store;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        store = new ConflictStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void empty() {
        server.execute("truncate event, event_identity, dead_letter, incarnation, frame_outcome, conflict");
    }

    private static List<EventConflict> all() {
        return store.page(1_000, Long.MAX_VALUE);
    }

    private static String sha256(Event event) {
        return HexFormat.of().formatHex(Identity.sha256().digest(event.json()));
    }

    @Test
    void keepsWhatCameLaterBesideWhatStays() {
        Event kept = event("/s", "1", "t", "\"é\"");
        Event later = event("/s", "1", "u", "{ \"a\" : 2 }");
        frames.append(List.of(frame(1, 0, FIRST, List.of(kept))));
        frames.append(List.of(frame(1, 1, LATER, List.of(later, event("/s", "2")))));
        EventConflict conflict = all().getFirst();
        assertEquals(
                new EventConflict(
                        conflict.id(),
                        conflict.at(),
                        "/s",
                        "1",
                        "u",
                        "default",
                        new EventConflict.Version(FIRST, sha256(kept), kept.json().length),
                        new EventConflict.Version(LATER, sha256(later), later.json().length)),
                conflict);
        assertEquals(1, all().size());
        ConflictStore.Kept both = store.find(Long.parseLong(conflict.id())).orElseThrow();
        assertEquals(new String(kept.json(), StandardCharsets.UTF_8), both.keptBody());
        assertArrayEquals(later.json(), both.laterBody());
        assertFalse(both.cut());
    }

    @Test
    void tellsNothingOfWhatIsTheSameAndNothingTwice() {
        FrameToStore first = frame(1, 0, List.of(event("/s", "1", "t", "1")));
        FrameToStore conflicting = frame(1, 1, List.of(event("/s", "1", "t", "2")));
        frames.append(List.of(first));
        frames.append(List.of(frame(1, 2, first.events()), conflicting));
        frames.append(List.of(first, conflicting));
        assertEquals(1, all().size(), "a frame that is delivered again is settled already");
    }

    @Test
    void tellsTwoOfOneBatchApart() {
        frames.append(List.of(frame(1, 0, List.of(event("/s", "1", "t", "1"), event("/s", "1", "t", "2")))));
        assertEquals(1, all().size());
    }

    @Test
    void keepsNothingOfABatchThatIsRolledBackAndIsolatesItsBadEvent() {
        frames.append(List.of(frame(1, 0, List.of(event("/s", "1", "t", "1")))));
        // the database refuses a text with a NUL, and halves are stored between savepoints
        FrameOutcome outcome = frames.append(
                        List.of(frame(1, 1, List.of(event("/s", "1", "t", "2"), event("/s\0", "2"), event("/s", "3")))))
                .getFirst();
        assertEquals("1 1 1", outcome.stored() + " " + outcome.duplicate() + " " + outcome.dead());
        assertEquals(1, all().size(), "the attempt that failed left none");
    }

    @Test
    void keepsTheBeginningOfALargeTextAndSomeOfMany() {
        int many = ConflictStore.MAX_AT_ONCE + 10;
        frames.append(List.of(frame(1, 0, events("/s", 0, many))));
        List<Event> changed = IntStream.range(0, many)
                .mapToObj(i -> event("/s", "id" + i, "t", "\"" + "x".repeat(ConflictStore.MAX_BODY) + "\""))
                .toList();
        FrameOutcome outcome = frames.append(List.of(frame(1, 1, changed))).getFirst();
        assertEquals(many, outcome.conflicts().size(), "all are counted");
        List<EventConflict> kept = all();
        assertEquals(ConflictStore.MAX_AT_ONCE, kept.size());
        ConflictStore.Kept one =
                store.find(Long.parseLong(kept.getFirst().id())).orElseThrow();
        assertEquals(ConflictStore.MAX_BODY, one.laterBody().length);
        assertTrue(one.cut());
        Event whole = changed.stream()
                .filter(e -> e.id().equals(one.conflict().eventId()))
                .findFirst()
                .orElseThrow();
        assertEquals(whole.json().length, one.conflict().later().bytes());
        assertEquals(sha256(whole), one.conflict().later().sha256());
    }

    @Test
    void saysWhenTheFirstIsNoLongerStored() {
        frames.append(List.of(frame(1, 0, List.of(event("/s", "1", "t", "1")))));
        frames.append(List.of(frame(1, 1, List.of(event("/s", "1", "t", "2")))));
        server.execute("delete from event");
        long id = Long.parseLong(all().getFirst().id());
        assertNull(store.find(id).orElseThrow().keptBody());
        assertTrue(store.find(id + 1).isEmpty());
    }

    @Test
    void dropsAllButTheLast() {
        server.execute("insert into conflict (source, event_id, type, queue, identity, kept_received_at, kept_sha256,"
                + " kept_bytes, later_received_at, later_sha256, later_bytes, later_body)"
                + " select '/s', n::text, 't', 'q', gen_random_uuid(), now(), '', 1, now(), '', 1, ''"
                + " from generate_series(1, " + (ConflictStore.KEPT + 5) + ") as n");
        store.trim();
        store.trim();
        assertEquals(ConflictStore.KEPT, server.number("select count(*) from conflict"));
        assertEquals("" + (ConflictStore.KEPT + 5), all().getFirst().eventId());
        assertEquals(2, store.page(2, Long.parseLong(all().getFirst().id())).size());
    }
}
