package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DecimatorTest {
    @Test
    void choosesARoundStepOfAboutThreePixels() {
        assertEquals(5_000, Decimator.stepMillis(900_000, 782));
        assertEquals(2_000, Decimator.stepMillis(300_000, 782));
        assertEquals(1_000, Decimator.stepMillis(60_000, 782));
    }

    @Test
    void keepsTheMeanOfRates() {
        assertEquals(List.of(2.0, 7.0), values(series(ChartSeries.Fold.MEAN, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)));
    }

    @Test
    void keepsThePeakOfLatencies() {
        assertEquals(List.of(9.0, 8.0), values(series(ChartSeries.Fold.MAX, 0, 9, 2, 3, 4, 5, 6, 7, 8, 0)));
    }

    @Test
    void bridgesAFewMissingValues() {
        List<Decimator.Run> runs = runs(series(ChartSeries.Fold.MEAN, 1, 1, 1, 1, 1, Double.NaN, 1, 1));
        assertEquals(1, runs.size());
    }

    @Test
    void breaksTheLineWhereNothingWasMeasuredForLong() {
        ChartSeries series = new ChartSeries(
                "rate", Tone.ACCENT, ChartSeries.Fold.MEAN, false, new long[] {0, 1_000, 60_000}, new double[] {1, 1, 1
                });
        assertEquals(2, runs(series).size());
    }

    @Test
    void leavesAGapWhereNobodyWatchedHoweverCoarseTheDrawingIs() {
        long[] at = LongStream.concat(LongStream.range(0, 100), LongStream.range(105, 200))
                .map(minute -> minute * 60_000)
                .toArray();
        double[] values = new double[at.length];
        Arrays.fill(values, 1);
        ChartSeries series =
                new ChartSeries("rate", Tone.ACCENT, ChartSeries.Fold.MEAN, false, at, values, 60_000, false);
        assertEquals(2, Decimator.runs(series, 0, 200 * 60_000, 900_000).size());
    }

    @Test
    void joinsStepsThatAreFurtherApartThanTheDrawingCouldShow() {
        ChartSeries series = new ChartSeries(
                "rate",
                Tone.ACCENT,
                ChartSeries.Fold.MEAN,
                false,
                new long[] {60_000, 120_000, 180_000},
                new double[] {1, 2, 3},
                60_000,
                false);
        assertEquals(1, Decimator.runs(series, 0, 300_000, 2_000).size());
    }

    @Test
    void showsTheLastFigureThatWasEverMeasured() {
        // a pause ended, its backlog was stored in one second, and nothing came after
        double[] values = new double[90];
        Arrays.fill(values, Double.NaN);
        values[10] = 40;
        values[60] = 2_644;
        assertEquals(2_644, Decimator.max(Decimator.runs(series(ChartSeries.Fold.MAX, values), 0, 90_000, 5_000)));
    }

    @Test
    void findsTheValueUnderThePointer() {
        List<Decimator.Run> runs = runs(series(ChartSeries.Fold.MEAN, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        assertEquals(7, Decimator.nearest(runs, 8_500, 5_000));
        assertTrue(Double.isNaN(Decimator.nearest(runs, 60_000, 5_000)));
    }

    private static ChartSeries series(ChartSeries.Fold fold, double... values) {
        long[] at = IntStream.range(0, values.length).mapToLong(i -> i * 1_000L).toArray();
        return new ChartSeries("rate", Tone.ACCENT, fold, false, at, values);
    }

    private static List<Decimator.Run> runs(ChartSeries series) {
        return Decimator.runs(series, 0, 100_000, 5_000);
    }

    private static List<Double> values(ChartSeries series) {
        return runs(series).stream()
                .flatMap(run -> IntStream.range(0, run.size()).mapToObj(run::value))
                .toList();
    }
}
