package dev.sluice.console.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// Waits for something to become true.
public final class Eventually {
    private Eventually() {}

    /// @throws AssertionError with the description when it does not come true in time
    public static void eventually(Duration deadline, BooleanSupplier condition, Supplier<String> description) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + deadline.toMillis() + " ms: " + description.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
