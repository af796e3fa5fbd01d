package dev.sluice.console.widget;

import java.time.Instant;
import java.util.List;

/// What a chart shows: its window of time, its lines and its bands.
public record ChartData(Instant from, Instant to, List<ChartSeries> series, List<ChartBand> bands) {
    public static final ChartData NONE = new ChartData(Instant.EPOCH, Instant.EPOCH, List.of(), List.of());

    public ChartData {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
    }
}
