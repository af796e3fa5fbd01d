package dev.sluice.console.dashboard;

import static dev.sluice.console.widget.ChartSeries.Fold.MAX;
import static dev.sluice.console.widget.ChartSeries.Fold.MEAN;

import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.widget.ChartBand;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.ChartSeries;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The lines of the dashboard's charts.
final class Charts {
    private Charts() {}

    static ChartData rates(TelemetryWindow window, Instant end, Duration length, List<ChartBand> bands) {
        long[] at = window.times();
        return new ChartData(
                end.minus(length),
                end,
                List.of(
                        new ChartSeries(
                                "accepted", Tone.ACCENT, MEAN, true, at, window.column(TelemetrySample::accepted)),
                        new ChartSeries(
                                "stored", Tone.SUCCESS, MEAN, false, at, window.column(TelemetrySample::stored)),
                        new ChartSeries(
                                "dead", Tone.DANGER, MEAN, false, at, window.column(TelemetrySample::deadLettered))),
                bands);
    }

    static ChartData depth(TelemetryWindow window, Instant end, Duration length, List<ChartBand> bands) {
        return new ChartData(
                end.minus(length),
                end,
                List.of(new ChartSeries(
                        "events",
                        Tone.WARNING,
                        MEAN,
                        true,
                        window.times(),
                        window.column(TelemetrySample::depthEvents))),
                bands);
    }

    static ChartData latency(TelemetryWindow window, Instant end, Duration length) {
        long[] at = window.times();
        return new ChartData(
                end.minus(length),
                end,
                List.of(
                        new ChartSeries(
                                "p99", Tone.DONE, MAX, false, at, window.optionalColumn(TelemetrySample::latencyP99)),
                        new ChartSeries(
                                "p95", Tone.ACCENT, MAX, false, at, window.optionalColumn(TelemetrySample::latencyP95)),
                        new ChartSeries(
                                "p50",
                                Tone.SUCCESS,
                                MAX,
                                false,
                                at,
                                window.optionalColumn(TelemetrySample::latencyP50))),
                List.of());
    }
}
