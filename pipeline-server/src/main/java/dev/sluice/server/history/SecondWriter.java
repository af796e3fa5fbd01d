package dev.sluice.server.history;

import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryKind;
import dev.sluice.server.store.TelemetryRow;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.PairCounts;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.SliceCodec;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;

/// Keeps what this process saw until the database has it: an hour of seconds at most, the oldest go first. Adding
/// is for one thread and never waits long; writing for another.
final class SecondWriter {
    private static final int MOST_SECONDS = 3_600;
    private static final int MOST_PAIR_ROWS = 360;
    /// pairs of ten seconds of one instance
    private static final int PAIRS = 1_000;

    private final TelemetryStore store;
    private final UUID self;
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Slice> waiting = new ArrayDeque<>();
    private final Deque<TelemetryRow> pairs = new ArrayDeque<>();
    private long lostSeconds;
    /// of the writing thread only: what was sent and is not known to be there
    private List<TelemetryRow> sending = List.of();

    private long sent;

    /// @param name of the instance, for people
    SecondWriter(TelemetryStore store, UUID self, String name) {
        this.store = store;
        this.self = self;
        this.name = name;
    }

    void add(Slice slice) {
        lock.lock();
        try {
            waiting.addLast(slice);
            if (waiting.size() > MOST_SECONDS) {
                waiting.removeFirst();
                lostSeconds++;
            }
        } finally {
            lock.unlock();
        }
    }

    /// @param at the ten seconds it came in, of the epoch
    void add(long at, PairCounts counts) {
        if (counts.total() == 0) {
            return;
        }
        TelemetryRow row = new TelemetryRow(TelemetryKind.TYPES, at, self, counts.encode(PAIRS));
        lock.lock();
        try {
            pairs.addLast(row);
            if (pairs.size() > MOST_PAIR_ROWS) {
                pairs.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes all that waits.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: it waits on
    void write() {
        if (sending.isEmpty()) {
            sending = take();
        }
        store.append(self, sending, sent);
        sent += sending.size();
        sending = List.of();
    }

    private List<TelemetryRow> take() {
        Map<Long, List<Slice>> byMinute = new TreeMap<>();
        List<TelemetryRow> rows = new ArrayList<>();
        lock.lock();
        try {
            for (Slice slice : waiting) {
                byMinute.computeIfAbsent(TelemetryGrain.SECOND.rowOf(slice.at), _ -> new ArrayList<>())
                        .add(slice);
            }
            waiting.clear();
            rows.addAll(pairs);
            pairs.clear();
        } finally {
            lock.unlock();
        }
        byMinute.values()
                .forEach(slices -> rows.add(new TelemetryRow(
                        TelemetryKind.INSTANCE,
                        slices.getFirst().at,
                        self,
                        SliceCodec.encode(new Chunk(name, slices)))));
        return rows;
    }

    /// seconds that found no room while the database was away
    long lostSeconds() {
        lock.lock();
        try {
            return lostSeconds;
        } finally {
            lock.unlock();
        }
    }
}
