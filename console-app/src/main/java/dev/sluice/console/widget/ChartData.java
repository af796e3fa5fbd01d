package dev.sluice.console.widget;

import java.time.Instant;
import java.util.List;

/// What a chart shows: its window of time, its lines and its bands.
///
/// @param none what to say where no line has any point
public record ChartData(Instant from, Instant to, List<ChartSeries> series, List<ChartBand> bands, String none) {
    public static final ChartData NONE = new ChartData(Instant.EPOCH, Instant.EPOCH, List.of(), List.of(), "");

    public ChartData {
        series = List.copyOf(series);
        bands = List.copyOf(bands);
    }

    public ChartData(Instant from, Instant to, List<ChartSeries> series, List<ChartBand> bands) {
        this(from, to, series, bands, "No figures of this time");
    }
}
