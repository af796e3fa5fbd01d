package dev.sluice.console.task;

import java.time.Duration;
import java.time.Instant;

/// Lets any number of requests a second become at most one drain a gap, on the FX thread. The first request after a
/// quiet time is drained at once; none is ever lost. Thread-safe.
public final class Throttle {
    private final Ticker ticker;
    private final Duration gap;
    private final Runnable drain;
    private Instant last = Instant.EPOCH;
    private boolean pending;

    /// @param gap least time between two drains
    public Throttle(Ticker ticker, Duration gap, Runnable drain) {
        this.ticker = ticker;
        this.gap = gap;
        this.drain = drain;
    }

    public void request() {
        Duration delay;
        synchronized (this) {
            if (pending) {
                return;
            }
            pending = true;
            Duration since = Duration.between(last, ticker.now());
            delay = since.isNegative() || since.compareTo(gap) >= 0 ? Duration.ZERO : gap.minus(since);
        }
        ticker.after(delay, this::run);
    }

    private void run() {
        synchronized (this) {
            pending = false;
            last = ticker.now();
        }
        drain.run();
    }
}
