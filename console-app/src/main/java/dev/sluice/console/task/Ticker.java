package dev.sluice.console.task;

import java.time.Duration;
import java.time.Instant;

/// Time as the console sees it: now, and calls on the FX thread later or again and again.
public interface Ticker {
    Instant now();

    /// First call after one period. A call that takes longer than the period delays the next; calls never pile up.
    Subscription every(Duration period, Runnable onFxThread);

    Subscription after(Duration delay, Runnable onFxThread);
}
