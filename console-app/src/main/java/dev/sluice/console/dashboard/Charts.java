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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The lines of the dashboard's charts.
///
/// @param now the figures shown
/// @param before those compared with, at the times they are drawn at; empty for none
/// @param word what is compared with
record Charts(
        Instant from,
        Instant to,
        Duration step,
        TelemetryWindow now,
        Duration stepBefore,
        TelemetryWindow before,
        String word) {
    private static final String NOBODY = "No figures of this time: no server was watching";
    private static final String NOTHING_STORED = "Nothing was stored in this time, so there is no latency";

    ChartData rates(List<ChartBand> bands) {
        return data(
                bands,
                NOBODY,
                line("accepted", Tone.ACCENT, MEAN, true, TelemetrySample::accepted),
                line("stored", Tone.SUCCESS, MEAN, false, TelemetrySample::stored),
                line("dead", Tone.DANGER, MEAN, false, TelemetrySample::deadLettered),
                faint("accepted", Tone.ACCENT, MEAN, TelemetrySample::accepted));
    }

    ChartData depth(List<ChartBand> bands) {
        return data(
                bands,
                NOBODY,
                line("events", Tone.WARNING, MEAN, true, sample -> (double) sample.depthEvents()),
                faint("events", Tone.WARNING, MEAN, sample -> (double) sample.depthEvents()));
    }

    ChartData latency() {
        return data(
                List.of(),
                now.isEmpty() ? NOBODY : NOTHING_STORED,
                line("p99", Tone.DONE, MAX, false, TelemetrySample::latencyP99),
                line("p95", Tone.ACCENT, MAX, false, TelemetrySample::latencyP95),
                line("p50", Tone.SUCCESS, MAX, false, TelemetrySample::latencyP50),
                faint("p99", Tone.DONE, MAX, TelemetrySample::latencyP99));
    }

    private ChartData data(List<ChartBand> bands, String none, ChartSeries... lines) {
        List<ChartSeries> series = new ArrayList<>(List.of(lines));
        series.removeIf(line -> line.faint() && before.isEmpty());
        return new ChartData(from, to, series, bands, none);
    }

    private ChartSeries line(
            String name,
            Tone tone,
            ChartSeries.Fold fold,
            boolean filled,
            Function<TelemetrySample, @Nullable Double> figure) {
        return new ChartSeries(
                name, tone, fold, filled, now.times(), now.optionalColumn(figure), step.toMillis(), false);
    }

    private ChartSeries faint(
            String name, Tone tone, ChartSeries.Fold fold, Function<TelemetrySample, @Nullable Double> figure) {
        return new ChartSeries(
                name + " " + word,
                tone,
                fold,
                false,
                before.times(),
                before.optionalColumn(figure),
                stepBefore.toMillis(),
                true);
    }
}
