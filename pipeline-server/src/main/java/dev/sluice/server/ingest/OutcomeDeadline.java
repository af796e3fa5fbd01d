package dev.sluice.server.ingest;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Completes outcomes that nobody else completes in time. A timer for each would wake a thread for each; here one is
/// set for the oldest only, and the next when that has passed. Thread-safe.
final class OutcomeDeadline<T> {
    private record Due<T>(CompletableFuture<T> outcome, long nanos) {}

    private final long within;
    private final T otherwise;
    private final Deque<Due<T>> open = new ArrayDeque<>();
    private boolean set;

    /// @param otherwise the outcome of who waited so long
    OutcomeDeadline(Duration within, T otherwise) {
        this.within = within.toNanos();
        this.otherwise = otherwise;
    }

    /// watches an outcome from now on
    void watch(CompletableFuture<T> outcome) {
        synchronized (open) {
            forgetDone();
            open.addLast(new Due<>(outcome, System.nanoTime() + within));
            if (!set) {
                set = true;
                CompletableFuture.delayedExecutor(within, TimeUnit.NANOSECONDS).execute(this::pass);
            }
        }
    }

    private void forgetDone() {
        for (Due<T> first = open.peekFirst(); first != null && first.outcome().isDone(); first = open.peekFirst()) {
            open.removeFirst();
        }
    }

    private void pass() {
        List<CompletableFuture<T>> late = new ArrayList<>();
        synchronized (open) {
            long now = System.nanoTime();
            for (Due<T> first = open.peekFirst();
                    first != null && (first.outcome().isDone() || first.nanos() <= now);
                    first = open.peekFirst()) {
                late.add(open.removeFirst().outcome());
            }
            Due<T> next = open.peekFirst();
            set = next != null;
            if (next != null) {
                CompletableFuture.delayedExecutor(next.nanos() - now, TimeUnit.NANOSECONDS)
                        .execute(this::pass);
            }
        }
        late.forEach(outcome -> outcome.complete(otherwise));
    }
}
