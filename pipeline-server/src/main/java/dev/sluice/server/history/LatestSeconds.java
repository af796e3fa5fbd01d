package dev.sluice.server.history;

import dev.sluice.model.live.TelemetrySample;
import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryKind;
import dev.sluice.server.store.TelemetryRow;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.SliceCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The last seconds of the whole fleet, as soon as all of it has written them down; while the database is away,
/// those of this process alone. Thread-safe.
final class LatestSeconds {
    private static final int KEPT = 15 * 60;
    /// Everybody writes within a second, and a slow one does not hold the others up for longer.
    private static final long SETTLED_MILLIS = 1_600;

    private static final int WAIT_SECONDS = 5;
    private static final int FEW_SECONDS = 2;
    private static final int OWN_KEPT = 10;
    /// of a clock; less of it is waited for
    private static final int SET_BACK_SECONDS = 10;

    private final TelemetryStore store;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<TelemetrySample> samples = new ArrayDeque<>();
    private final List<TelemetrySample> unread = new ArrayList<>();
    private final Deque<Slice> own = new ArrayDeque<>();
    /// of one thread only: start of the last second that was told, or passed over
    private long told;

    LatestSeconds(TelemetryStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
        told = clock.instant().getEpochSecond() - 2;
    }

    /// what this process saw
    void add(Slice slice) {
        lock.lock();
        try {
            own.addLast(slice);
            while (own.size() > OWN_KEPT) {
                own.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Looks for seconds that are complete by now.
    ///
    /// @param shared true: the database is there and all of the fleet writes to it
    void tick(boolean shared) {
        long now = clock.instant().toEpochMilli();
        long upto = Math.floorDiv(now - SETTLED_MILLIS, 1_000) - 1;
        if (told > upto + SET_BACK_SECONDS) {
            // the clock was set back: go on from there
            told = upto - 1;
        }
        told = Math.max(told, upto - OWN_KEPT);
        if (upto <= told) {
            return;
        }
        Map<Long, StepFold> folds = shared ? written(upto) : alone();
        for (long at = told + 1; at <= upto; at++) {
            StepFold fold = folds.get(at);
            if (fold != null && fold.observed()) {
                tell(fold.sample(Instant.ofEpochSecond(at + 1)));
            } else if (at > upto - WAIT_SECONDS) {
                // perhaps the recorder is late
                return;
            }
            told = at;
        }
    }

    /// Each row mostly holds the second it begins with. Where one is missing it may lie in a row that holds more, as
    /// after an outage of the database.
    private Map<Long, StepFold> written(long upto) {
        long from = told + 1;
        Map<Long, StepFold> folds = folds(from - FEW_SECONDS, upto + 1);
        StepFold first = folds.get(from);
        boolean late = from <= upto - FEW_SECONDS && (first == null || !first.observed());
        return late ? folds(TelemetryGrain.SECOND.rowOf(from), upto + 1) : folds;
    }

    private Map<Long, StepFold> folds(long from, long to) {
        Map<Long, StepFold> folds = new TreeMap<>();
        for (TelemetryRow row : store.fresh(from, to)) {
            for (Slice slice : decode(row)) {
                StepFold fold = folds.computeIfAbsent(slice.at, _ -> new StepFold(null));
                if (row.kind() == TelemetryKind.FLEET) {
                    fold.count(slice);
                } else {
                    fold.see(slice);
                }
            }
        }
        return folds;
    }

    private static List<Slice> decode(TelemetryRow row) {
        try {
            return SliceCodec.decode(row.data()).slices();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<Long, StepFold> alone() {
        Map<Long, StepFold> folds = new TreeMap<>();
        lock.lock();
        try {
            @Nullable TelemetrySample last = samples.peekLast();
            for (Slice slice : own) {
                StepFold fold = folds.computeIfAbsent(slice.at, _ -> new StepFold(null));
                fold.see(slice);
                fold.count(slice);
                if (last != null) {
                    fold.waiting(last.depthEvents(), last.depthMessages());
                }
            }
        } finally {
            lock.unlock();
        }
        return folds;
    }

    private void tell(TelemetrySample sample) {
        lock.lock();
        try {
            samples.addLast(sample);
            unread.add(sample);
            while (samples.size() > KEPT) {
                samples.removeFirst();
            }
            while (unread.size() > WAIT_SECONDS) {
                unread.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Takes the seconds that nobody has taken; for one reader.
    List<TelemetrySample> take() {
        lock.lock();
        try {
            List<TelemetrySample> taken = List.copyOf(unread);
            unread.clear();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// The last quarter of an hour, oldest first.
    List<TelemetrySample> samples() {
        lock.lock();
        try {
            return List.copyOf(samples);
        } finally {
            lock.unlock();
        }
    }
}
