package dev.sluice.console.command;

import java.time.Duration;

/// Holds a steady rate: each event has its place in time, and lost time is made up for by at most one second's
/// worth. Not thread-safe.
final class Pacer {
    private static final long SECOND = 1_000_000_000L;

    private final double eventsPerSecond;
    private final Retry.Pauses pauses;
    private long due;
    private boolean started;

    Pacer(double eventsPerSecond, Retry.Pauses pauses) {
        this.eventsPerSecond = eventsPerSecond;
        this.pauses = pauses;
    }

    /// Waits until `events` more may go.
    void await(int events) throws InterruptedException {
        if (eventsPerSecond <= 0) {
            return;
        }
        long now = pauses.nanoTime();
        if (!started) {
            started = true;
            due = now;
        }
        due = Math.max(due, now - SECOND);
        if (due > now) {
            pauses.pause(Duration.ofNanos(due - now));
        }
        due += (long) (events / eventsPerSecond * SECOND);
    }
}
