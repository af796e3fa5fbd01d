package dev.sluice.console.feed;

import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The samples of the last quarter of an hour, oldest first, one a second. Immutable.
public record TelemetryWindow(List<TelemetrySample> samples) {
    public static final Duration LENGTH = Duration.ofMinutes(15);
    public static final TelemetryWindow EMPTY = new TelemetryWindow(List.of());

    /// More than one a second cannot be: a server that sends more is cut.
    static final int MOST = 1_000;

    public TelemetryWindow {
        samples = List.copyOf(samples);
    }

    /// This window with more samples, in order, each moment once, without what is now too old.
    TelemetryWindow with(List<TelemetrySample> more) {
        SortedMap<Instant, TelemetrySample> byTime = new TreeMap<>();
        samples.forEach(sample -> byTime.put(sample.at(), sample));
        more.forEach(sample -> byTime.put(sample.at(), sample));
        if (byTime.isEmpty()) {
            return this;
        }
        // One sample more than the window is long, so that the line reaches the edge.
        Instant oldest = byTime.lastKey().minus(LENGTH).minusSeconds(2);
        List<TelemetrySample> kept = new ArrayList<>(byTime.tailMap(oldest).values());
        return new TelemetryWindow(kept.subList(Math.max(0, kept.size() - MOST), kept.size()));
    }

    public boolean isEmpty() {
        return samples.isEmpty();
    }

    public @Nullable TelemetrySample last() {
        return samples.isEmpty() ? null : samples.getLast();
    }

    /// Epoch milliseconds of each sample.
    public long[] times() {
        return samples.stream().mapToLong(sample -> sample.at().toEpochMilli()).toArray();
    }

    public double[] column(ToDoubleFunction<TelemetrySample> figure) {
        return samples.stream().mapToDouble(figure).toArray();
    }

    /// A column with `NaN` where the sample has no such figure.
    public double[] optionalColumn(Function<TelemetrySample, @Nullable Double> figure) {
        return samples.stream()
                .mapToDouble(sample -> {
                    Double value = figure.apply(sample);
                    return value == null ? Double.NaN : value;
                })
                .toArray();
    }
}
