package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.OutboxStore.Waiting;
import dev.sluice.server.store.PurgeStore.Order;
import dev.sluice.server.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PurgeStoreIT {
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private static final UUID RUN = UUID.randomUUID();
    private static TestDatabase server;
    private static Database database;
    private static PurgeStore purges;
    private static SnapshotStore snapshots;
    private static FrameStore frames;
    private static LedgerStore ledger;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        purges = new PurgeStore(database);
        snapshots = new SnapshotStore(database);
        frames = new FrameStore(database);
        ledger = new LedgerStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void empty() {
        server.execute("truncate event, event_identity, incarnation, frame_outcome, incarnation_point, purged_frame,"
                + " purge_snapshot, purge_plan, outbox, outbox_lane, ledger_shift, audit");
    }

    @Test
    void startsAPlanExactlyOnceHoweverManyTry() throws Exception {
        PurgeRecord plan = planned("race", NOW.plusSeconds(60));
        assertEquals(plan, purges.find("race").orElseThrow());
        Callable<Boolean> start = () -> purges.start("race", "you", "::1", null, UUID.randomUUID(), true, audit());
        long started;
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            started = executor.invokeAll(List.of(start, start, start, start)).stream()
                    .filter(result -> result.resultNow())
                    .count();
        }
        assertEquals(1, started);
        assertEquals(1, server.number("select count(*) from audit"), "what did not start is not recorded as started");
        PurgeRecord running = purges.find("race").orElseThrow();
        assertEquals("you", running.startedBy());
        assertEquals(
                Duration.ofDays(7), Duration.between(running.startedAt(), running.undoUntil()), "undo for seven days");
    }

    @Test
    void startsNoExpiredOrUnknownPlan() {
        planned("old", Instant.now().minusSeconds(1));
        assertFalse(purges.start("old", "me", "::1", "r", RUN, true, audit()));
        assertFalse(purges.start("none", "me", "::1", "r", RUN, true, audit()));
        assertTrue(purges.find("none").isEmpty());
    }

    @Test
    void takesOverOnlyARunWithoutASignOfLife() {
        running("p");
        UUID second = UUID.randomUUID();
        assertTrue(purges.takeOver(second).isEmpty());
        server.execute("update purge_plan set seen_at = now() - interval '1 minute'");
        assertEquals("p", purges.takeOver(second).orElseThrow().id());
        assertEquals(Order.LEAVE, purges.beat("p", RUN));
        assertEquals(Order.GO_ON, purges.beat("p", second));
        assertEquals(Order.LEAVE, take("p", RUN, taken(0, 5)));
        assertEquals(0, server.number("select count(*) from frame_outcome"), "the first run does nothing any more");
        assertTrue(purges.stop("p", audit()));
        assertEquals(Order.STOP, purges.beat("p", second));
        assertFalse(purges.end("p", RUN, Purge.DONE, null, audit()));
        assertTrue(purges.end("p", second, Purge.STOPPED, null, audit()));
        assertEquals(3, server.number("select count(*) from audit"), "a start, a stop and an end");
        assertTrue(purges.takeOver(RUN).isEmpty());
        assertFalse(purges.stop("p", audit()));
    }

    @Test
    void keepsWhatItPurgesOnceAndNeverAStoredFrame() {
        frames.append(List.of(frame(1, 0, events("/s", 0, 3))));
        running("p");
        List<TakenFrame> all = List.of(taken(0, 3), taken(3, 4));
        assertEquals(Order.GO_ON, take("p", RUN, all.toArray(TakenFrame[]::new)));
        assertEquals(Order.GO_ON, take("p", RUN, all.toArray(TakenFrame[]::new)), "delivered again");
        assertEquals("3/4", server.value("select seq || '/' || count from purge_snapshot"));
        assertEquals(4, purges.find("p").orElseThrow().purged());
        assertEquals(
                FrameOutcome.repeated(new FrameId(1, 3)),
                frames.append(List.of(frame(1, 3, events("/s", 3, 7)))).getFirst());
        assertEquals(3, server.number("select count(*) from event"));
    }

    @Test
    void putsBackWhatItKeptAsItCameAndCountsItInFlightAgain() {
        running("p");
        take("p", RUN, taken(0, 5), taken(5, 2));
        assertEquals(7, account().purged());
        assertTrue(purges.end("p", RUN, Purge.DONE, null, audit()));
        UUID undo = UUID.randomUUID();
        assertTrue(purges.startUndo("p", "you", "::1", undo, audit()));
        assertFalse(purges.startUndo("p", "you", "::1", undo, audit()));
        assertEquals(2, snapshots.putBack("p", undo, "default").frames());
        assertEquals(0, snapshots.putBack("p", undo, "default").frames());
        assertEquals(7, purges.find("p").orElseThrow().undone());
        QueueAccount account = account();
        assertEquals(0, account.purged());
        assertEquals(7, account.accepted());
        assertEquals(7, account.unsettledEvents());
        List<Waiting> waiting = new OutboxStore(database).claim(Duration.ofSeconds(5));
        assertEquals(2, waiting.size());
        Waiting first = waiting.stream()
                .filter(w -> w.wire().headers().containsValue(5))
                .findFirst()
                .orElseThrow();
        assertArrayEquals(new byte[] {'[', 0}, first.wire().body());
        assertTrue(first.wire().headers().containsValue(ChronoUnit.MICROS.between(Instant.EPOCH, NOW)));
    }

    @Test
    void sendsTheRestOfAFrameToTheTailInTheSameTransaction() {
        running("p");
        OutboxFrame kept = new OutboxFrame(NOW, 3, null, new byte[] {1});
        OutboxFrame rest = new OutboxFrame(NOW, 2, null, new byte[] {2});
        take("p", RUN, new TakenFrame(new FrameId(1, 0), NOW, 5, 3, kept, rest));
        QueueAccount account = account();
        assertEquals(3, account.purged());
        assertEquals(2, account.unsettledEvents());
        assertEquals(5, account.accepted());
        assertEquals(3, purges.find("p").orElseThrow().purged());
        assertEquals(2, server.number("select sum(count) from outbox"));
    }

    @Test
    void forgetsSnapshotsThatCanBeUndoneNoLonger() {
        running("p");
        running("q");
        take("p", RUN, taken(0, 5));
        take("q", RUN, taken(5, 5));
        server.execute("update purge_plan set undo_until = now() - interval '2 minutes' where id = 'p'");
        assertTrue(purges.end("p", RUN, Purge.DONE, null, audit()));
        assertFalse(purges.startUndo("p", "you", "::1", RUN, audit()));
        assertEquals(1, snapshots.expire());
        assertEquals(0, snapshots.expire());
        assertEquals("q", server.value("select plan from purge_snapshot"));
    }

    @Test
    void goesByLanesAndOnlyForEndedOnesByTime() {
        PurgeCut cut = new PurgeCut(new TreeMap<>(Map.of(7L, 100L)), NOW);
        assertTrue(cut.covers(new FrameId(7, 99), NOW.plusSeconds(5)), "a clock that is ahead");
        assertFalse(cut.covers(new FrameId(7, 100), NOW.minusSeconds(5)), "a clock that is behind");
        assertTrue(cut.covers(new FrameId(8, 0), NOW));
        assertFalse(cut.covers(new FrameId(8, 0), NOW.plusMillis(1)));
    }

    private static QueueAccount account() {
        return ledger.accounts().getFirst();
    }

    private static Order take(String plan, UUID run, TakenFrame... taken) {
        return snapshots.take(plan, run, "default", List.of(taken));
    }

    private static TakenFrame taken(long seq, int count) {
        OutboxFrame kept = new OutboxFrame(NOW, count, null, new byte[] {'[', 0});
        return new TakenFrame(new FrameId(1, seq), NOW, count, count, kept, null);
    }

    private static void running(String id) {
        planned(id, NOW.plusSeconds(60));
        assertTrue(purges.start(id, "you", "::1", null, RUN, true, audit()));
    }

    private static PurgeRecord planned(String id, Instant expires) {
        PurgePlan plan = new PurgePlan(
                id,
                "default",
                5,
                2,
                NOW,
                NOW,
                List.of(new PurgePlan.Sample("t", "/s", "1", null)),
                1.5,
                false,
                true,
                expires.truncatedTo(ChronoUnit.MICROS));
        PurgeRecord record =
                PurgeRecord.planned(plan, "me", new PurgeCut(new TreeMap<>(), NOW), new LedgerMark(new TreeMap<>()), 5);
        purges.plan(record);
        return record;
    }

    private static AuditRecord audit() {
        return new AuditRecord(NOW, "me", "purge", "queue:default", null, "done", "::1", "a", "b");
    }
}
