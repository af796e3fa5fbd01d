package dev.sluice.server.live;

import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The last samples in memory, oldest out first. Thread-safe.
final class TelemetryRing {
    private final int capacity;
    private final ArrayDeque<TelemetrySample> samples = new ArrayDeque<>();

    TelemetryRing(int capacity) {
        this.capacity = capacity;
    }

    synchronized void add(TelemetrySample sample) {
        if (samples.size() == capacity) {
            samples.removeFirst();
        }
        samples.addLast(sample);
    }

    /// Samples with `from` <= at < `to`, folded into steps of at least one second.
    TelemetryHistory history(@Nullable Instant from, @Nullable Instant to, Duration step) {
        List<TelemetrySample> folded = new ArrayList<>();
        List<TelemetrySample> bucket = new ArrayList<>();
        long stepMillis = step.toMillis();
        for (TelemetrySample sample : between(from, to)) {
            if (!bucket.isEmpty()
                    && bucket.getFirst().at().toEpochMilli() / stepMillis
                            != sample.at().toEpochMilli() / stepMillis) {
                folded.add(fold(bucket));
                bucket.clear();
            }
            bucket.add(sample);
        }
        if (!bucket.isEmpty()) {
            folded.add(fold(bucket));
        }
        return new TelemetryHistory(folded, stepMillis / 1_000.0);
    }

    private synchronized List<TelemetrySample> between(@Nullable Instant from, @Nullable Instant to) {
        return samples.stream()
                .filter(sample -> from == null || !sample.at().isBefore(from))
                .filter(sample -> to == null || sample.at().isBefore(to))
                .toList();
    }

    /// Rates are averaged, depths are the last, latencies the worst: a step hides no peak of waiting.
    private static TelemetrySample fold(List<TelemetrySample> bucket) {
        if (bucket.size() == 1) {
            return bucket.getFirst();
        }
        TelemetrySample last = bucket.getLast();
        return new TelemetrySample(
                last.at(),
                average(bucket, TelemetrySample::accepted),
                average(bucket, TelemetrySample::stored),
                average(bucket, TelemetrySample::duplicate),
                average(bucket, TelemetrySample::deadLettered),
                average(bucket, TelemetrySample::rejected),
                last.depthEvents(),
                last.depthMessages(),
                worst(bucket.stream().map(TelemetrySample::latencyP50).toList()),
                worst(bucket.stream().map(TelemetrySample::latencyP95).toList()),
                worst(bucket.stream().map(TelemetrySample::latencyP99).toList()));
    }

    private static double average(List<TelemetrySample> bucket, ToDoubleFunction<TelemetrySample> rate) {
        return bucket.stream().mapToDouble(rate).average().orElse(0);
    }

    private static @Nullable Double worst(List<@Nullable Double> latencies) {
        @Nullable Double worst = null;
        for (@Nullable Double latency : latencies) {
            if (latency != null && (worst == null || latency > worst)) {
                worst = latency;
            }
        }
        return worst;
    }
}
