package dev.sluice.server.store;

import static dev.sluice.server.store.StoreEvents.events;
import static dev.sluice.server.store.StoreEvents.frame;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.OutboxStore.Waiting;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OutboxIT {
    private static final Instant RECEIVED = Instant.parse("2026-11-01T10:00:00.000123Z");
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static TestDatabase server;
    private static Database database;
    private static FrameStore frames;
    private static LedgerStore ledger;
    private static OutboxStore outbox;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        frames = new FrameStore(database);
        ledger = new LedgerStore(database);
        outbox = new OutboxStore(database);
    }

    @AfterAll
    static void close() {
        database.close();
        server.close();
    }

    @AfterEach
    void empty() {
        server.execute("truncate event, event_identity, dead_letter, incarnation, frame_outcome, incarnation_point,"
                + " purged_frame, outbox, outbox_lane, ledger_shift");
    }

    @Test
    void countsWhatIsPutInAsAcceptedAndInFlight() {
        put("q", 3, 4);
        assertEquals(account("q", 7, 0, 0, 0, 0, 7), accounts());
        assertEquals(Map.of("q", 7L), ledger.outbox());
    }

    @Test
    void handsFramesOutAsTheyWerePutInUnderIdsOfTheirOwn() {
        List<FrameId> ids = put("q", 3, 4);
        ids.addAll(put("q", 2));
        List<Waiting> claimed = outbox.claim(LEASE);
        assertEquals(
                ids, claimed.stream().map(Waiting::id).sorted(OutboxIT::bySeq).toList());
        Waiting first = claimed.stream()
                .filter(w -> w.id().equals(ids.getFirst()))
                .findFirst()
                .orElseThrow();
        assertEquals("q", first.queue());
        assertEquals(
                FrameCodec.headers(ids.getFirst(), 3, RECEIVED), first.wire().headers());
        assertEquals("deflate", first.wire().contentEncoding());
        assertArrayEquals(body(3), first.wire().body());
        assertEquals(List.of(0L, 3L, 7L), ids.stream().map(FrameId::seq).toList(), "each frame begins where one ended");
    }

    @Test
    void handsAFrameToOneAtATimeUntilItIsSentOrItsLeaseEnds() {
        put("q", 1, 1);
        List<Waiting> claimed = outbox.claim(Duration.ofMillis(300));
        assertEquals(2, claimed.size());
        assertTrue(outbox.claim(LEASE).isEmpty(), "both are taken");
        outbox.sent(List.of(claimed.getFirst().id()));
        Set<FrameId> again = new HashSet<>();
        Eventually.eventually(
                Duration.ofSeconds(10),
                () -> {
                    outbox.claim(LEASE).forEach(w -> again.add(w.id()));
                    return !again.isEmpty();
                },
                "the lease ends");
        assertEquals(Set.of(claimed.getLast().id()), again);
        outbox.postpone(List.copyOf(again), Duration.ZERO);
        assertEquals(1, outbox.claim(LEASE).size(), "what was given back is free");
    }

    @Test
    void movesPurgedEventsBackToInFlightAndKeepsWhatWasAccepted() {
        frames.append(List.of(frame(1, 0, events("/s", 0, 10))));
        StoreEvents.purge(database, new FrameId(1, 10), 10);
        assertEquals(account("default", 20, 10, 0, 10, 0, 0), accounts());
        database.write("undoing", connection -> {
            Outbox.put(connection, "default", List.of(boxed(10)), "undo p");
            Outbox.shift(connection, "default", 0, 10, 0);
            return null;
        });
        assertEquals(account("default", 20, 10, 0, 0, 10, 10), accounts());
        Waiting sent = outbox.claim(LEASE).getFirst();
        outbox.sent(List.of(sent.id()));
        frames.append(List.of(frame(sent.id().incarnation(), sent.id().seq(), events("/s", 10, 20))));
        assertEquals(account("default", 20, 20, 0, 0, 10, 0), accounts());
        server.execute("update incarnation set created_at = now() - interval '1 hour' where instance is null");
        assertTrue(frames.fold() > 0, "outcomes are folded");
        assertEquals(account("default", 20, 20, 0, 0, 10, 0), accounts());
        assertEquals(0, ledger.accounts().getFirst().holes());
    }

    @Test
    void movesDeadLettersBackToInFlightOrToPurged() {
        frames.append(List.of(new FrameToStore(
                new FrameId(1, 0), "default", RECEIVED, 3, List.of(), List.of(dead("a"), dead("b"), dead("c")))));
        assertEquals(account("default", 3, 0, 3, 0, 0, 0), accounts());
        database.write("redriving", connection -> {
            Outbox.put(connection, "default", List.of(boxed(1)), "redrive r");
            Outbox.shift(connection, "default", 1, 0, 1);
            return null;
        });
        assertEquals(account("default", 3, 0, 1, 1, 1, 1), accounts());
    }

    @Test
    void leavesNothingBehindOfAnActThatIsRolledBack() {
        RuntimeException thrown = assertThrows(
                IllegalStateException.class,
                () -> database.write("failing", connection -> {
                    Outbox.put(connection, "q", List.of(boxed(5)), "act");
                    throw new IllegalStateException("killed");
                }));
        assertEquals("killed", thrown.getMessage());
        assertTrue(ledger.accounts().isEmpty()
                && ledger.outbox().isEmpty()
                && outbox.claim(LEASE).isEmpty());
    }

    private static DeadEvent dead(String text) {
        return new DeadEvent(text.getBytes(StandardCharsets.UTF_8), "unstorable", "no");
    }

    private static int bySeq(FrameId a, FrameId b) {
        return Long.compare(a.seq(), b.seq());
    }

    private static List<FrameId> put(String queue, int... counts) {
        List<OutboxFrame> boxed = new ArrayList<>();
        for (int count : counts) {
            boxed.add(boxed(count));
        }
        return new ArrayList<>(database.write("putting", connection -> Outbox.put(connection, queue, boxed, "a test")));
    }

    private static OutboxFrame boxed(int count) {
        return new OutboxFrame(RECEIVED, count, "deflate", body(count));
    }

    private static byte[] body(int count) {
        return new byte[] {1, 2, (byte) count};
    }

    private static QueueAccount accounts() {
        QueueAccount a = ledger.accounts().getFirst();
        return account(
                a.queue(), a.accepted(), a.stored(), a.deadLettered(), a.purged(), a.moved(), a.unsettledEvents());
    }

    private static QueueAccount account(
            String queue, long accepted, long stored, long dead, long purged, long moved, long unsettled) {
        return new QueueAccount(queue, accepted, stored, 0, dead, purged, moved, unsettled, 0, 0, null);
    }
}
