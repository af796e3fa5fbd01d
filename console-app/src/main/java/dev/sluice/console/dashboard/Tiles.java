package dev.sluice.console.dashboard;

import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.widget.Numbers;
import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The five figures on top.
///
/// @param accepted,stored mean of the last five seconds; where steps are longer, of the last one
/// @param latency p99 of the newest second in which something was stored, of the last ten
/// @param dead sum over the quarter of an hour
record Tiles(TileRow accepted, TileRow stored, TileRow depth, TileRow latency, TileRow dead) {
    private static final Duration SMOOTHED = Duration.ofSeconds(5);
    private static final Duration LATENCY_HOLDS = Duration.ofSeconds(10);

    static Tiles of(TelemetryWindow window) {
        TelemetrySample last = window.last();
        double[] dead = window.column(Tiles::dead);
        return new Tiles(
                rate(window, "events/s", TelemetrySample::accepted),
                rate(window, "events/s", TelemetrySample::stored),
                new TileRow(
                        last == null ? Numbers.NONE : Numbers.grouped(last.depthEvents()),
                        last != null && last.depthEvents() == 1 ? "event" : "events",
                        last == null || last.depthEvents() == 0 || last.depthMessages() == 0
                                ? ""
                                : "in " + Numbers.count(last.depthMessages(), "message", "messages"),
                        window.column(TelemetrySample::depthEvents)),
                new TileRow(
                        Numbers.measured(latency(window)),
                        "ms p99",
                        "",
                        window.optionalColumn(TelemetrySample::latencyP99)),
                new TileRow(
                        last == null
                                ? Numbers.NONE
                                : Numbers.grouped(Math.round(Arrays.stream(dead).sum())),
                        "in 15 min",
                        "",
                        dead));
    }

    private static TileRow rate(TelemetryWindow window, String unit, ToDoubleFunction<TelemetrySample> figure) {
        return new TileRow(Numbers.measured(rate(window, figure)), unit, "", window.column(figure));
    }

    private static double dead(TelemetrySample sample) {
        TelemetryCounts counts = sample.counts();
        return counts == null ? sample.deadLettered() * sample.seconds() : Math.max(0, counts.deadLettered());
    }

    /// null when nothing was measured yet
    static @Nullable Double rate(TelemetryWindow window, ToDoubleFunction<TelemetrySample> figure) {
        return newest(window, SMOOTHED).isEmpty()
                ? null
                : newest(window, SMOOTHED).stream()
                        .mapToDouble(figure)
                        .average()
                        .orElse(0);
    }

    private static @Nullable Double latency(TelemetryWindow window) {
        return newest(window, LATENCY_HOLDS).reversed().stream()
                .map(TelemetrySample::latencyP99)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static List<TelemetrySample> newest(TelemetryWindow window, Duration length) {
        TelemetrySample last = window.last();
        List<TelemetrySample> samples = window.samples();
        int first = samples.size();
        while (last != null
                && first > 0
                && samples.get(first - 1).at().isAfter(last.at().minus(length))) {
            first--;
        }
        return samples.subList(first, samples.size());
    }
}
