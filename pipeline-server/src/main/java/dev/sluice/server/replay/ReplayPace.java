package dev.sluice.server.replay;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How fast a replay may go, and how fast it goes. Used by one thread.
final class ReplayPace {
    private static final double NANOS = 1e9;
    private static final long MEASURE_FOR = 2_000_000_000L;
    private static final int MOST = 500;
    private static final int PARTS_A_SECOND = 4;

    private final LongSupplier nanoTime;
    private final int rate;
    private long freeAt;
    private long measuredFrom;
    private long measured;
    private @Nullable Double perSecond;

    /// @param rate events a second, at least 1
    ReplayPace(int rate, LongSupplier nanoTime) {
        this.rate = rate;
        this.nanoTime = nanoTime;
        this.freeAt = nanoTime.getAsLong();
        this.measuredFrom = freeAt;
    }

    /// how many events to take at a time
    int part() {
        return Math.clamp(rate / PARTS_A_SECOND, 1, MOST);
    }

    /// Notes that so many are sent from now on.
    void taken(int events) {
        freeAt = Math.max(freeAt, nanoTime.getAsLong()) + Math.round(events / (double) rate * NANOS);
    }

    /// Notes that so many were sent.
    void done(int events) {
        measured += events;
        long now = nanoTime.getAsLong();
        if (now - measuredFrom >= MEASURE_FOR) {
            perSecond = Math.round(10 * measured * NANOS / (now - measuredFrom)) / 10.0;
            measuredFrom = now;
            measured = 0;
        }
    }

    /// events a second lately, null before that is known
    @Nullable
    Double perSecond() {
        return perSecond;
    }

    /// how long to wait before more may be taken
    Duration left() {
        return Duration.ofNanos(Math.max(0, freeAt - nanoTime.getAsLong()));
    }
}
