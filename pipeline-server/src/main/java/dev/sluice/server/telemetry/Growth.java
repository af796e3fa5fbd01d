package dev.sluice.server.telemetry;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// How fast a size grows: the slope of the line through what was measured in the last quarter of an hour. A line, since
/// write-ahead logs come and go in steps. Thread-safe.
public final class Growth {
    private static final long WINDOW_NANOS = Duration.ofMinutes(15).toNanos();
    /// Less says more about a start than about a day.
    private static final long LEAST_NANOS = Duration.ofMinutes(5).toNanos();

    private record Sample(long atNanos, long bytes) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /// @param atNanos by [System#nanoTime()], not before the last one
    public synchronized void add(long atNanos, long bytes) {
        samples.addLast(new Sample(atNanos, bytes));
        while (atNanos - samples.getFirst().atNanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    /// Bytes a second, negative when it shrinks; null while it is too early to tell.
    public synchronized @Nullable Double perSecond() {
        if (samples.isEmpty()
                || samples.getLast().atNanos() - samples.getFirst().atNanos() < LEAST_NANOS) {
            return null;
        }
        long origin = samples.getFirst().atNanos();
        double meanTime = samples.stream()
                .mapToDouble(sample -> (sample.atNanos() - origin) / 1e9)
                .average()
                .orElse(0);
        double meanBytes = samples.stream().mapToDouble(Sample::bytes).average().orElse(0);
        double together = 0;
        double alone = 0;
        for (Sample sample : samples) {
            double time = (sample.atNanos() - origin) / 1e9 - meanTime;
            together += time * (sample.bytes() - meanBytes);
            alone += time * time;
        }
        return together / alone;
    }
}
