package dev.sluice.console.dashboard;

import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.widget.Numbers;
import dev.sluice.model.live.TelemetrySample;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// The five figures on top.
///
/// @param accepted,stored mean of the last five seconds
/// @param latency p99 of the newest second in which something was stored, of the last ten
/// @param dead sum over the quarter of an hour
record Tiles(TileRow accepted, TileRow stored, TileRow depth, TileRow latency, TileRow dead) {
    private static final int SMOOTHED = 5;
    private static final int LATENCY_HOLDS = 10;

    static Tiles of(TelemetryWindow window) {
        TelemetrySample last = window.last();
        double[] dead = window.column(TelemetrySample::deadLettered);
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

    /// null when nothing was measured yet
    static @Nullable Double rate(TelemetryWindow window, ToDoubleFunction<TelemetrySample> figure) {
        List<TelemetrySample> samples = window.samples();
        return samples.isEmpty()
                ? null
                : samples.subList(Math.max(0, samples.size() - SMOOTHED), samples.size()).stream()
                        .mapToDouble(figure)
                        .average()
                        .orElse(0);
    }

    private static @Nullable Double latency(TelemetryWindow window) {
        List<TelemetrySample> samples = window.samples();
        for (int i = samples.size() - 1; i >= Math.max(0, samples.size() - LATENCY_HOLDS); i--) {
            if (samples.get(i).latencyP99() != null) {
                return samples.get(i).latencyP99();
            }
        }
        return null;
    }
}
