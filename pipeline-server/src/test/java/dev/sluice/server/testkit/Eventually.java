package dev.sluice.server.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Waits for what comes true by itself.
public final class Eventually {
    private static final Duration PACE = Duration.ofMillis(20);

    private Eventually() {}

    /// Asks until the answer fits.
    ///
    /// @throws AssertionError with the description and the last answer when the deadline has passed
    public static <T> T eventually(
            Duration deadline, Supplier<T> question, Predicate<? super T> fits, String description) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            T answer = question.get();
            if (fits.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("Not within " + deadline.toSeconds() + " s: " + description
                        + "; the last answer was " + answer);
            }
            LockSupport.parkNanos(PACE.toNanos());
        }
    }

    /// Asks until the condition holds.
    public static void eventually(Duration deadline, Supplier<Boolean> condition, String description) {
        eventually(deadline, condition, Boolean::booleanValue, description);
    }
}
