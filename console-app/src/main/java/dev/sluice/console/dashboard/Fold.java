package dev.sluice.console.dashboard;

import dev.sluice.model.live.TelemetrySample;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Makes samples of samples.
final class Fold {
    private Fold() {}

    /// Seconds as one: rates are their mean, what waits is that of the last one, latencies are the worst.
    ///
    /// @param seconds at least one, in order
    static TelemetrySample of(List<TelemetrySample> seconds) {
        TelemetrySample last = seconds.getLast();
        return new TelemetrySample(
                last.at(),
                mean(seconds, TelemetrySample::accepted),
                mean(seconds, TelemetrySample::stored),
                mean(seconds, TelemetrySample::duplicate),
                mean(seconds, TelemetrySample::deadLettered),
                mean(seconds, TelemetrySample::rejected),
                last.depthEvents(),
                last.depthMessages(),
                worst(seconds, TelemetrySample::latencyP50),
                worst(seconds, TelemetrySample::latencyP95),
                worst(seconds, TelemetrySample::latencyP99),
                seconds.size(),
                null,
                null,
                null,
                worst(seconds, TelemetrySample::oldestAgeSeconds),
                last.broker(),
                last.database());
    }

    static TelemetrySample at(TelemetrySample sample, Instant at) {
        return new TelemetrySample(
                at,
                sample.accepted(),
                sample.stored(),
                sample.duplicate(),
                sample.deadLettered(),
                sample.rejected(),
                sample.depthEvents(),
                sample.depthMessages(),
                sample.latencyP50(),
                sample.latencyP95(),
                sample.latencyP99(),
                sample.seconds(),
                sample.counts(),
                sample.peaks(),
                sample.latency(),
                sample.oldestAgeSeconds(),
                sample.broker(),
                sample.database());
    }

    private static double mean(List<TelemetrySample> samples, ToDoubleFunction<TelemetrySample> figure) {
        return samples.stream().mapToDouble(figure).average().orElse(0);
    }

    private static @Nullable Double worst(
            List<TelemetrySample> samples, Function<TelemetrySample, @Nullable Double> figure) {
        return samples.stream()
                .map(figure)
                .filter(Objects::nonNull)
                .max(Double::compare)
                .orElse(null);
    }
}
