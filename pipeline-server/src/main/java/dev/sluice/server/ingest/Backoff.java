package dev.sluice.server.ingest;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Waits that double from 200 ms to 5 s, each between half and all of its length so that instances do not march in
/// step. Not thread-safe.
final class Backoff {
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private Duration wait = FIRST;

    Duration next() {
        Duration now =
                Duration.ofMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis() + 1));
        Duration doubled = wait.multipliedBy(2);
        wait = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
        return now;
    }

    void reset() {
        wait = FIRST;
    }
}
