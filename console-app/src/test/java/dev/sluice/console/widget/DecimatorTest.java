package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
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
