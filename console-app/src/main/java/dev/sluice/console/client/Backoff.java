package dev.sluice.console.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waiting times between attempts with full jitter: evenly spread between nothing and a bound that doubles with each
/// attempt, so that many clients do not come back at the same moment. Immutable.
///
/// @param first bound of the first wait
/// @param cap bound that is never passed
public record Backoff(Duration first, Duration cap) {

    /// @param attempt 1 for the wait after the first failure
    public Duration delay(int attempt, RandomGenerator random) {
        long bound = first.toMillis() << Math.clamp(attempt - 1, 0, 20);
        long millis = Math.min(Math.max(bound, 1), cap.toMillis());
        return Duration.ofMillis(random.nextLong(millis) + 1);
    }
}
