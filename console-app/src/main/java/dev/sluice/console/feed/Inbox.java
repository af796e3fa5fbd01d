package dev.sluice.console.feed;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Updates that wait for the FX thread. Of a state only the newest is kept, of samples and acts a bounded number, so a
/// busy FX thread costs no memory. Thread-safe.
final class Inbox {
    private static final int MOST_ACTS = 200;

    private final Deque<TelemetrySample> samples = new ArrayDeque<>();
    private final Deque<AuditRecord> acts = new ArrayDeque<>();
    private LiveUpdate.@Nullable Welcome server;
    private @Nullable List<QueueState> queues;
    private @Nullable Ledger ledger;
    private @Nullable StorageState storage;
    private @Nullable HealthReport health;
    private @Nullable Instant heardAt;
    private long missed;

    synchronized void add(LiveUpdate update, Instant now) {
        heardAt = now;
        switch (update) {
            case LiveUpdate.Welcome welcome -> server = welcome;
            case LiveUpdate.Telemetry(TelemetrySample sample) -> bounded(samples, sample, TelemetryWindow.MOST);
            case LiveUpdate.Queues(List<QueueState> items) -> queues = items;
            case LiveUpdate.Account(Ledger next) -> ledger = next;
            case LiveUpdate.Storage(StorageState state) -> storage = state;
            case LiveUpdate.Health(HealthReport report) -> health = report;
            case LiveUpdate.Act(AuditRecord act) -> bounded(acts, act, MOST_ACTS);
            case LiveUpdate.Gap(long more) -> missed += more;
        }
    }

    /// Takes everything that waits.
    synchronized Batch drain() {
        Batch batch = new Batch(
                List.copyOf(samples), List.copyOf(acts), server, queues, ledger, storage, health, heardAt, missed);
        samples.clear();
        acts.clear();
        server = null;
        queues = null;
        ledger = null;
        storage = null;
        health = null;
        heardAt = null;
        missed = 0;
        return batch;
    }

    private static <T> void bounded(Deque<T> deque, T item, int most) {
        if (deque.size() == most) {
            deque.removeFirst();
        }
        deque.addLast(item);
    }

    /// What has changed since the drain before; null for what has not.
    record Batch(
            List<TelemetrySample> samples,
            List<AuditRecord> acts,
            LiveUpdate.@Nullable Welcome server,
            @Nullable List<QueueState> queues,
            @Nullable Ledger ledger,
            @Nullable StorageState storage,
            @Nullable HealthReport health,
            @Nullable Instant heardAt,
            long missed) {}
}
