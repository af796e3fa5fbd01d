package dev.sluice.console.queues;

import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The queues of a shop at one minute past ten: one is paused, one grows, one is quiet.
final class QueuesTestData {
    static final Instant NOW = Instant.parse("2026-11-23T10:01:40Z");

    private QueuesTestData() {}

    /// The queues as they were `secondsAgo`.
    static List<QueueState> at(int secondsAgo, SplittableRandom random) {
        double wave = wave(secondsAgo, 1);
        boolean paused = secondsAgo < 248;
        QueueState.Pause pause = paused
                ? new QueueState.Pause(
                        "paused", "db upgrade", "admin", NOW.minusSeconds(248), Instant.parse("2026-11-23T10:15:00Z"))
                : null;
        long waiting = paused ? 110 + (248 - secondsAgo) * 212L / 188 : 100 + Math.round(12 * wave);
        return List.of(
                queue("audit", List.of("audit.*"), 0, 31 + random.nextInt(4), null, null, null),
                queue(
                        "clicks",
                        List.of("click.*", "page.viewed"),
                        118_204 - secondsAgo * 90L,
                        5_210 + 300 * wave(secondsAgo, 3) + random.nextInt(200),
                        38.0,
                        null,
                        null),
                queue(
                        "default",
                        List.of("*"),
                        3_020,
                        1_041 + 60 * wave(secondsAgo, 5) + random.nextInt(50),
                        2.0,
                        118.0,
                        null),
                queue(
                        "orders",
                        List.of("order.*", "refund.*"),
                        waiting,
                        212 + 20 * wave + random.nextInt(20),
                        paused ? 248.0 - secondsAgo : 1.0,
                        null,
                        pause),
                queue("test", List.of("test.*"), 0, 0, null, null, null));
    }

    /// Rises and falls without a beat.
    private static double wave(int secondsAgo, int phase) {
        return Math.sin(secondsAgo / 97.0 + phase) * 0.6
                + Math.sin(secondsAgo / 31.0 + 2 * phase) * 0.5
                + Math.sin(secondsAgo / 13.0 + phase) * 0.35;
    }

    private static QueueState queue(
            String name,
            List<String> patterns,
            long events,
            double in,
            @Nullable Double oldest,
            @Nullable Double drains,
            QueueState.@Nullable Pause pause) {
        double out = pause != null ? 0 : name.equals("clicks") ? in - 1_212 : Math.max(0, in - 2);
        long messages = events == 0 ? 0 : 1 + events / 130;
        return new QueueState(
                name,
                patterns,
                new QueueState.Depth(events, messages, messages, 0),
                new QueueState.Rates(in, out, 0, 0),
                pause == null ? 4 : 0,
                oldest,
                drains,
                pause,
                name.equals("default") ? Integer.MAX_VALUE : 10 * (1 + "audit clicks orders test".indexOf(name)),
                QueueState.ACTIVE,
                new QueueState.Limits(
                        name.equals("clicks") ? 512L << 20 : 2L << 30,
                        name.equals("clicks"),
                        events * 460,
                        false,
                        QueueState.Limits.APPLIED,
                        null),
                List.of(),
                null,
                QueueState.Ingest.OPENED);
    }

    /// The queue with limits and faults as given.
    static QueueState with(QueueState queue, QueueState.@Nullable Limits limits, List<String> faults) {
        return new QueueState(
                queue.name(),
                queue.patterns(),
                queue.depth(),
                queue.rates(),
                queue.consumers(),
                queue.oldestAgeSeconds(),
                queue.drainSeconds(),
                queue.pause(),
                queue.position(),
                queue.status(),
                limits,
                faults,
                queue.throttle(),
                queue.ingest());
    }

    /// One that cannot be undone, so that the name is asked for, or one that can.
    static PurgePlan plan(long count, boolean confirmName) {
        return plan(count, confirmName, null);
    }

    /// The same by filter: half of it fits.
    static PurgePlan plan(PurgePlan all, PurgeFilter filter) {
        return plan(all.count() / 2, all.confirmName(), filter);
    }

    private static PurgePlan plan(long count, boolean confirmName, @Nullable PurgeFilter filter) {
        boolean undo = !confirmName;
        return new PurgePlan(
                "plan-1",
                "orders",
                count,
                count == 0 ? 0 : 3,
                count == 0 ? null : Instant.parse("2026-11-23T09:57:12Z"),
                count == 0 ? null : NOW,
                count == 0
                        ? List.of()
                        : List.of(
                                new PurgePlan.Sample("order.placed", "/shop/3", "1", "order-88121"),
                                new PurgePlan.Sample("order.placed", "/shop/1", "2", "order-88122"),
                                new PurgePlan.Sample("refund.asked", "/shop/3", "3", "order-87001")),
                212,
                undo,
                confirmName,
                NOW.plusSeconds(600),
                filter,
                true,
                0,
                51_200,
                undo ? NOW.plus(Duration.ofDays(7)) : null,
                undo
                        ? null
                        : "The events take about 1.4 GiB on the broker; a snapshot holds at most 1 GiB"
                                + " (SLUICE_UNDO_BYTES).",
                List.of("shop-3", "import"),
                List.of("1@local"));
    }

    /// @param moved events removed, or put back when it is undone
    static Purge purge(String state, long planned, long moved, @Nullable Instant undoUntil) {
        boolean undo = state.equals(Purge.UNDOING) || state.equals(Purge.UNDONE);
        return new Purge(
                "plan-1",
                "orders",
                state,
                planned,
                undo ? planned : moved,
                NOW.minusSeconds(80),
                state.equals(Purge.RUNNING) || state.equals(Purge.UNDOING) ? null : NOW,
                null,
                undo ? moved : 0,
                12_000,
                undoUntil,
                undoUntil == null && !undo ? "The events took too much room." : null,
                "admin",
                "imported twice",
                null);
    }

    static PeekPage peeked() {
        List<PeekPage.Item> items = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            items.add(new PeekPage.Item(
                    "{\"id\":\"o-" + (1042 + i) + "\",\"source\":\"/shop/" + (1 + i % 3)
                            + "\",\"type\":\"order.placed\",\"data\":{\"amount\":" + (19.9 + i)
                            + ",\"currency\":\"EUR\",\"lines\":" + (1 + i % 4) + "}}",
                    "77:" + 8 * (i / 8),
                    NOW.minusSeconds(64).plusMillis(31L * i),
                    1,
                    null));
        }
        items.add(new PeekPage.Item(null, null, null, 3, "The message lacks the headers of a frame"));
        return new PeekPage("orders", items, NOW, NOW.plusSeconds(60), 4, null);
    }

    /// the same queue, with other taps
    static QueueState tapped(QueueState queue, QueueState.Throttle throttle, QueueState.Ingest ingest) {
        return new QueueState(
                queue.name(),
                queue.patterns(),
                queue.depth(),
                queue.rates(),
                queue.consumers(),
                queue.oldestAgeSeconds(),
                queue.drainSeconds(),
                queue.pause(),
                queue.position(),
                queue.status(),
                queue.limits(),
                queue.faults(),
                throttle,
                ingest);
    }
}
