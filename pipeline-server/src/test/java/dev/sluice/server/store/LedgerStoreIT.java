package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.event;
import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LedgerStoreIT {
    private static final UUID ALIVE = new UUID(1, 1);
    private static TestDatabase server;
    private static Database database;
    private static FrameStore frames;
    private static JournalStore journal;
    private static LedgerStore ledger;
    private static InstanceStore instances;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        journal = new JournalStore(database);
        ledger = new LedgerStore(database);
        instances = new InstanceStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @BeforeEach
    void beat() {
        instances.beat(new InstanceBeat(ALIVE, "a", Set.of("ingest"), Instant.now(), Instant.now(), Set.of(), 1));
    }

    @AfterEach
    void empty() {
        server.execute("truncate event, event_identity, dead_letter, incarnation, frame_outcome, incarnation_point,"
                + " purged_frame, instance");
    }

    @Test
    void countsConfirmedEventsAsAcceptedAndUnsettled() {
        journal.record(List.of(marks(1, "q", ranges(0, 30), List.of(), List.of(), 3, 30)));
        assertEquals(List.of(account("q", 30, 0, 0, 0, 0, 30, 3, 0)), accounts());
    }

    @Test
    void movesNothingWhenMarksAreRecordedTwiceOrOutOfOrder() {
        IncarnationMarks late = marks(1, "q", ranges(0, 30), List.of(), List.of(), 3, 30);
        journal.record(List.of(late));
        journal.record(List.of(late, marks(2, "r", ranges(0, 1), List.of(), List.of(), 1, 1)));
        journal.record(List.of(marks(1, "q", ranges(0, 10), List.of(), List.of(), 1, 10)));
        assertEquals(List.of(account("q", 30, 0, 0, 0, 0, 30, 3, 0), account("r", 1, 0, 0, 0, 0, 1, 1, 0)), accounts());
    }

    @Test
    void keepsItsNumbersWhenOutcomesAreFolded() {
        journal.record(List.of(marks(1, "default", ranges(0, 30), List.of(), List.of(), 3, 30)));
        List<Event> withDuplicate = new ArrayList<>(events("/s", 0, 9));
        withDuplicate.add(event("/s", "id0"));
        frames.append(List.of(frame(1, 0, withDuplicate)));
        StoreEvents.purge(database, new FrameId(1, 10), 10);
        List<QueueAccount> expected = List.of(account("default", 30, 9, 1, 0, 10, 10, 1, 0));
        assertEquals(expected, accounts());
        assertEquals(2, frames.fold());
        assertEquals(expected, accounts());
        assertEquals(0, frames.fold());
    }

    @Test
    void countsAnEventWhoseConfirmWasLostOnceItIsSettled() {
        journal.record(List.of(marks(1, "default", ranges(0, 10), List.of(), ranges(10, 30), 1, 30)));
        assertEquals(List.of(account("default", 10, 0, 0, 0, 0, 10, 1, 0)), accounts());
        frames.append(List.of(frame(1, 10, events("/s", 0, 10))));
        assertEquals(List.of(account("default", 20, 10, 0, 0, 0, 10, 1, 0)), accounts());
        frames.fold();
        assertEquals(List.of(account("default", 20, 10, 0, 0, 0, 10, 1, 0)), accounts());
    }

    @Test
    void knowsAFrameThatIsStoredBeforeItsConfirmIsJournaled() {
        frames.append(List.of(frame(1, 0, events("/s", 0, 10))));
        assertEquals(List.of(account("default", 10, 10, 0, 0, 0, 0, 0, 0)), accounts());
        assertEquals(0, frames.fold());
        journal.record(List.of(marks(1, "default", ranges(0, 20), List.of(), List.of(), 2, 20)));
        assertEquals(List.of(account("default", 20, 10, 0, 0, 0, 10, 1, 0)), accounts());
        assertEquals(1, frames.fold());
        assertEquals(List.of(account("default", 20, 10, 0, 0, 0, 10, 1, 0)), accounts());
    }

    @Test
    void explainsRefusedOrdinalsAndCountsTheRestAsHoles() {
        journal.record(List.of(marks(1, "q", ranges(0, 10), ranges(10, 20), ranges(20, 25), 1, 30)));
        assertEquals(List.of(account("q", 10, 0, 0, 0, 0, 10, 1, 5)), accounts());
    }

    @Test
    void toleratesOrdinalsOnTheirWayOnlyWhileTheirInstanceLives() {
        journal.record(List.of(marks(
                1, "q", List.of(new OrdinalRange(0, 10), new OrdinalRange(20, 30)), List.of(), List.of(), 2, 10)));
        assertEquals(List.of(account("q", 20, 0, 0, 0, 0, 20, 2, 0)), accounts());
        instances.leave(ALIVE);
        assertEquals(List.of(account("q", 20, 0, 0, 0, 0, 20, 2, 10)), accounts());
    }

    @Test
    void countsWhatIsUnsettledBeforeAMark() {
        journal.record(List.of(
                marks(1, "default", ranges(0, 20), List.of(), List.of(), 2, 20),
                marks(2, "other", ranges(0, 5), List.of(), List.of(), 1, 5)));
        LedgerMark mark = LedgerMark.parse(ledger.mark().text());
        journal.record(List.of(marks(1, "default", ranges(0, 90), List.of(), List.of(), 9, 90)));
        assertEquals(Map.of("default", 20L, "other", 5L), ledger.unsettled(mark));
        frames.append(List.of(frame(1, 10, events("/s", 0, 10)), frame(2, 0, events("/t", 0, 5))));
        assertEquals(Map.of("default", 10L), ledger.unsettled(mark));
        frames.append(List.of(frame(1, 0, events("/u", 0, 10))));
        frames.fold();
        assertEquals(Map.of(), ledger.unsettled(mark));
    }

    @Test
    void marksNothingWhenNothingWaits() {
        journal.record(List.of(marks(1, "default", ranges(0, 10), List.of(), List.of(), 1, 10)));
        frames.append(List.of(frame(1, 0, events("/s", 0, 10))));
        assertTrue(ledger.mark().upto().isEmpty());
    }

    @Test
    void tellsSinceWhenTheOldestUnsettledEventWaits() {
        journal.record(List.of(marks(1, "default", ranges(0, 10), List.of(), List.of(), 1, 10)));
        server.execute("update incarnation_point set at = at - interval '1 hour'");
        journal.record(List.of(marks(1, "default", ranges(0, 20), List.of(), List.of(), 2, 20)));
        Instant oldest = ledger.accounts().getFirst().oldestUnsettled();
        assertNotNull(oldest);
        assertTrue(Duration.between(oldest, Instant.now()).toMinutes() >= 59, () -> "waits since " + oldest);
        frames.append(List.of(frame(1, 0, events("/s", 0, 10))));
        Instant next = ledger.accounts().getFirst().oldestUnsettled();
        assertNotNull(next);
        assertTrue(Duration.between(next, Instant.now()).toMinutes() < 1, () -> "waits since " + next);
        frames.append(List.of(frame(1, 10, events("/t", 0, 10))));
        frames.fold();
        assertNull(ledger.accounts().getFirst().oldestUnsettled());
        assertEquals(0, server.number("select count(*) from incarnation_point"));
    }

    @Test
    void listsInstancesUntilTheyLeaveOrFallSilent() {
        UUID other = new UUID(2, 2);
        instances.beat(
                new InstanceBeat(other, "b", Set.of("api", "store"), Instant.now(), Instant.now(), Set.of("q"), 7));
        List<InstanceBeat> alive = instances.alive(Duration.ofSeconds(5));
        assertEquals(List.of(ALIVE, other), alive.stream().map(InstanceBeat::id).toList());
        assertEquals(Set.of("q"), alive.get(1).pausedQueues());
        server.execute("update instance set seen_at = seen_at - interval '6 s' where name = 'b'");
        assertEquals(1, instances.alive(Duration.ofSeconds(5)).size());
        instances.leave(ALIVE);
        assertEquals(List.of(), instances.alive(Duration.ofSeconds(5)));
    }

    /// Without the time, which no test can know.
    private static List<QueueAccount> accounts() {
        return ledger.accounts().stream()
                .map(a -> account(
                        a.queue(),
                        a.accepted(),
                        a.stored(),
                        a.duplicate(),
                        a.deadLettered(),
                        a.purged(),
                        a.unsettledEvents(),
                        a.unsettledFrames(),
                        a.holes()))
                .toList();
    }

    private static QueueAccount account(
            String queue,
            long accepted,
            long stored,
            long duplicate,
            long dead,
            long purged,
            long unsettled,
            long unsettledFrames,
            long holes) {
        return new QueueAccount(
                queue, accepted, stored, duplicate, dead, purged, 0, unsettled, unsettledFrames, holes, null);
    }

    private static List<OrdinalRange> ranges(long lo, long hi) {
        return List.of(new OrdinalRange(lo, hi));
    }

    private static IncarnationMarks marks(
            long incarnation,
            String queue,
            List<OrdinalRange> confirmed,
            List<OrdinalRange> refused,
            List<OrdinalRange> unknown,
            long frames,
            long resolvedUpto) {
        return new IncarnationMarks(
                incarnation, queue, ALIVE, confirmed, refused, unknown, frames, resolvedUpto, false);
    }
}
