package dev.sluice.server.access;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A rate with a burst. Whoever comes while anything is left may take as much as it needs, into debt: a request is
/// taken whole or not at all, whatever the burst, and over time the rate holds. Thread-safe.
public final class TokenBucket {
    private static final double NANOS = 1e9;

    private final double perNano;
    private final double burst;
    private final LongSupplier nanoTime;
    private double left;
    private long at;

    /// @param perSecond,burst 1 or more
    TokenBucket(int perSecond, int burst) {
        this(perSecond, burst, System::nanoTime);
    }

    TokenBucket(int perSecond, int burst, LongSupplier nanoTime) {
        this.perNano = perSecond / NANOS;
        this.burst = burst;
        this.left = burst;
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    /// @return how long until something may be taken, zero when it may be now
    public synchronized Duration untilOpen() {
        refill();
        return left >= 1 ? Duration.ZERO : Duration.ofNanos(Math.round((1 - left) / perNano));
    }

    /// Takes so much when it is open.
    ///
    /// @return zero when it was taken, else how long until something may be taken
    synchronized Duration take(long events) {
        Duration wait = untilOpen();
        if (wait.isZero()) {
            left = left - events;
        }
        return wait;
    }

    /// Undoes a take.
    synchronized void giveBack(long events) {
        left = Math.min(burst, left + events);
    }

    /// true: as if it had never been used
    synchronized boolean full() {
        refill();
        return left >= burst;
    }

    private void refill() {
        long now = nanoTime.getAsLong();
        left = Math.min(burst, left + (now - at) * perNano);
        at = now;
    }
}
