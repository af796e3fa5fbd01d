package dev.sluice.server.telemetry;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/// Milliseconds from accepted to stored; all null when nothing was stored.
public record LatencyQuantiles(
        @Nullable Double p50,
        @Nullable Double p95,
        @Nullable Double p99) {
    public static final LatencyQuantiles NONE = new LatencyQuantiles(null, null, null);

    static LatencyQuantiles of(Histogram micros) {
        return micros.getTotalCount() == 0
                ? NONE
                : new LatencyQuantiles(millis(micros, 50), millis(micros, 95), millis(micros, 99));
    }

    private static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1_000.0;
    }
}
