package dev.sluice.server.access;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.RefusalCount;
import dev.sluice.server.store.Refused;
import dev.sluice.server.store.RejectionStore;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Takes refusals of requests and messages without making them wait, and keeps them when a pulse says so. While the
/// database is away, or when more come than fit, the oldest are given up: told in the metrics as unkept, and still
/// counted in the rates. Thread-safe.
public final class Rejections {
    static final int MAX_WAITING = RejectionStore.KEPT;
    static final long MAX_WAITING_BYTES = 16L << 20;
    private static final int MAX_COUNTED = 200;
    private static final int MAX_QUIET = 1_000;
    private static final Duration QUIET = Duration.ofSeconds(10);

    private record Waiting(Refusal refusal, Origin origin) {}

    private record Counted(Instant minute, String code, String source) {}

    private final RejectionStore store;
    private final PipelineMeters meters;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final Map<Counted, Long> countedOnly = new HashMap<>();
    private final Map<String, Instant> toldOff = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > MAX_QUIET;
        }
    };
    private long waitingBytes;

    public Rejections(RejectionStore store, PipelineMeters meters) {
        this.store = store;
        this.meters = meters;
    }

    /// Takes a refusal. Of those that are rate-limited, one in ten seconds and sender is kept, or they would push
    /// out what can be mended.
    public synchronized void add(Refusal refusal, Origin origin) {
        if (refusal.code() == ErrorCode.RATE_LIMITED && !worthKeeping(refusal, origin)) {
            count(refusal, "", 1, countedOnly);
            return;
        }
        waiting.addLast(new Waiting(refusal, origin));
        waitingBytes += refusal.held();
        giveUpWhatDoesNotFit();
    }

    private boolean worthKeeping(Refusal refusal, Origin origin) {
        Instant before = toldOff.get(origin.name());
        if (before != null && before.plus(QUIET).isAfter(refusal.at())) {
            return false;
        }
        toldOff.put(origin.name(), refusal.at());
        return true;
    }

    private void giveUpWhatDoesNotFit() {
        while (waiting.size() > MAX_WAITING || waitingBytes > MAX_WAITING_BYTES) {
            Refusal oldest = waiting.removeFirst().refusal();
            waitingBytes -= oldest.held();
            count(oldest, "", 1, countedOnly);
            meters.rejectionsUnkept(1);
        }
    }

    /// Keeps what waits. Called by one pulse.
    ///
    /// @throws PipelineException `database-unavailable`: all of it waits on
    public void flush() {
        List<Waiting> taken;
        Map<Counted, Long> counts;
        synchronized (this) {
            if (waiting.isEmpty() && countedOnly.isEmpty()) {
                return;
            }
            taken = new ArrayList<>(waiting);
            counts = new HashMap<>(countedOnly);
            waiting.clear();
            countedOnly.clear();
            waitingBytes = 0;
        }
        try {
            keep(taken, new HashMap<>(counts));
        } catch (PipelineException e) {
            putBack(taken, counts);
            throw e;
        }
    }

    private void keep(List<Waiting> taken, Map<Counted, Long> counts) {
        List<Refused> rows = new ArrayList<>(taken.size());
        for (Waiting one : taken) {
            Refused row = RefusedRows.of(one.refusal(), one.origin());
            rows.add(row);
            count(one.refusal(), row.source() == null ? "" : row.source(), 1, counts);
        }
        store.keep(
                rows,
                counts.entrySet().stream()
                        .map(e -> new RefusalCount(
                                e.getKey().minute(),
                                e.getKey().code(),
                                e.getKey().source(),
                                e.getValue()))
                        .sorted(RefusalCount.ORDER)
                        .toList());
    }

    private synchronized void putBack(List<Waiting> taken, Map<Counted, Long> counts) {
        counts.forEach((what, count) -> countedOnly.merge(what, count, Long::sum));
        for (int i = taken.size() - 1; i >= 0; i--) {
            waiting.addFirst(taken.get(i));
            waitingBytes += taken.get(i).refusal().held();
        }
        giveUpWhatDoesNotFit();
    }

    /// Sources beyond a bound are not told apart.
    private static void count(Refusal refusal, String source, long count, Map<Counted, Long> counts) {
        Instant minute = refusal.at().truncatedTo(ChronoUnit.MINUTES);
        Counted exact = new Counted(minute, refusal.code().code(), source);
        Counted what = counts.containsKey(exact) || counts.size() < MAX_COUNTED
                ? exact
                : new Counted(minute, refusal.code().code(), "");
        counts.merge(what, count, Long::sum);
    }
}
