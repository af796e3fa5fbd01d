package dev.sluice.console.widget;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/// What a chart shows, in rows: the newest first. Where figures are missing there is one row that says so.
public final class ChartRows {
    private static final int MOST = 300;
    /// as in the lines
    private static final long BRIDGED_MILLIS = 4_000;

    private ChartRows() {}

    /// @param at end of the step it stands for
    /// @param time as written
    /// @param values as written, one for each line of the chart
    public record Row(Instant at, String time, List<String> values) {
        public Row {
            values = List.copyOf(values);
        }
    }

    /// @param figure how a value is written
    public static List<Row> of(ChartData data, DoubleFunction<String> figure) {
        long from = data.from().toEpochMilli();
        long to = data.to().toEpochMilli();
        long step = step(data);
        Map<Long, double[]> slots = new TreeMap<>();
        for (int i = 0; i < data.series().size(); i++) {
            for (Decimator.Run run : Decimator.runs(data.series().get(i), from, to, step)) {
                for (int p = 0; p < run.size(); p++) {
                    if (run.at(p) >= from && run.at(p) <= to) {
                        slots.computeIfAbsent(
                                                Math.ceilDiv(run.at(p), step),
                                                _ -> nothing(data.series().size()))[i] =
                                run.value(p);
                    }
                }
            }
        }
        Duration window = Duration.between(data.from(), data.to());
        List<Row> rows = new ArrayList<>();
        long before = Long.MAX_VALUE;
        for (Map.Entry<Long, double[]> slot : slots.entrySet()) {
            long at = slot.getKey();
            if (before < at - 1 - BRIDGED_MILLIS / step) {
                rows.addFirst(
                        row(Instant.ofEpochMilli((at - 1) * step), window, nothing(slot.getValue().length), figure));
            }
            rows.addFirst(row(Instant.ofEpochMilli(Math.min(at * step, to)), window, slot.getValue(), figure));
            before = at;
        }
        return rows;
    }

    private static long step(ChartData data) {
        long coarsest = data.series().stream()
                .filter(series -> !series.faint())
                .mapToLong(ChartSeries::stepMillis)
                .max()
                .orElse(1_000);
        long span = data.to().toEpochMilli() - data.from().toEpochMilli();
        return Math.max(Decimator.stepMillis(span, MOST * Decimator.PIXELS_A_STEP), coarsest);
    }

    private static double[] nothing(int size) {
        double[] values = new double[size];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private static Row row(Instant at, Duration window, double[] values, DoubleFunction<String> figure) {
        List<String> texts = new ArrayList<>();
        for (double value : values) {
            texts.add(Double.isNaN(value) ? Numbers.NONE : figure.apply(value));
        }
        return new Row(at, Times.within(at, window), texts);
    }
}
