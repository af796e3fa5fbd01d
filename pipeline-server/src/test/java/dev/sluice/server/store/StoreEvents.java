package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.event.Event;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.server.frame.FrameId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

/// Events and frames for tests of this room.
final class StoreEvents {
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private StoreEvents() {}

    static Event event(String source, String id) {
        return event(source, id, "test.happened", "{\"n\":1}");
    }

    static Event event(String source, String id, String type, String data) {
        String json = "{\"specversion\":\"1.0\",\"source\":\"" + source + "\",\"id\":\"" + id + "\",\"type\":\"" + type
                + "\",\"data\":" + data + "}";
        return new Event(source, id, type, null, null, json.getBytes(StandardCharsets.UTF_8));
    }

    /// Events `id<from>` to `id<to - 1>` of one source.
    static List<Event> events(String source, int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> event(source, "id" + i)).toList();
    }

    static FrameToStore frame(long incarnation, long seq, List<Event> events) {
        return frame(incarnation, seq, Instant.now(), events);
    }

    static FrameToStore frame(long incarnation, long seq, Instant receivedAt, List<Event> events) {
        return new FrameToStore(new FrameId(incarnation, seq), "default", receivedAt, events.size(), events, List.of());
    }

    /// Purges a frame of the queue `default` by a plan of its own, without a snapshot.
    static void purge(Database database, FrameId id, int count) {
        String plan = UUID.randomUUID().toString();
        UUID run = UUID.randomUUID();
        PurgeStore purges = new PurgeStore(database);
        purges.plan(PurgeRecord.planned(
                new PurgePlan(
                        plan,
                        "default",
                        count,
                        1,
                        NOON,
                        NOON,
                        List.of(),
                        0,
                        true,
                        false,
                        Instant.now().plusSeconds(60)),
                "me",
                new PurgeCut(new TreeMap<>(), NOON),
                new LedgerMark(new TreeMap<>()),
                count));
        purges.start(
                plan,
                "me",
                "::1",
                null,
                run,
                false,
                new AuditRecord(NOON, "me", "start-purge", "queue:default", null, "started", "::1", null, null));
        new SnapshotStore(database)
                .take(plan, run, "default", List.of(new TakenFrame(id, NOON, count, count, null, null)));
    }
}
