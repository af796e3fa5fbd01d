package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChartRowsTest {
    private static final Instant END = Instant.parse("2026-11-23T10:00:00Z");

    private static ChartData data(Duration length, long stepMillis, long missingFrom, long missingTo) {
        long end = END.toEpochMilli();
        long[] at = LongStream.rangeClosed(1, length.toMillis() / stepMillis)
                .filter(i -> i < missingFrom || i >= missingTo)
                .map(i -> end - length.toMillis() + i * stepMillis)
                .toArray();
        double[] values = new double[at.length];
        Arrays.fill(values, 20);
        double[] none = new double[at.length];
        Arrays.fill(none, Double.NaN);
        return new ChartData(
                END.minus(length),
                END,
                List.of(
                        new ChartSeries(
                                "one", Tone.ACCENT, ChartSeries.Fold.MEAN, false, at, values, stepMillis, false),
                        new ChartSeries("two", Tone.DONE, ChartSeries.Fold.MAX, false, at, none, stepMillis, false)),
                List.of());
    }

    @Test
    void holdARowForEachSecondOfAMinuteNewestFirst() {
        List<ChartRows.Row> rows = ChartRows.of(data(Duration.ofMinutes(1), 1_000, 0, 0), Numbers::measured);
        assertEquals(60, rows.size());
        assertEquals(new ChartRows.Row(END, "10:00:00", List.of("20", "–")), rows.getFirst());
        assertEquals("09:59:59", rows.get(1).time());
    }

    @Test
    void areAtMostSomeHundred() {
        int rows = ChartRows.of(data(Duration.ofHours(1), 1_000, 0, 0), Numbers::measured)
                .size();
        assertTrue(rows > 100 && rows <= 301, rows + " rows");
    }

    @Test
    void sayWhereNothingIsKnown() {
        List<ChartRows.Row> rows = ChartRows.of(data(Duration.ofHours(2), 60_000, 60, 90), Numbers::measured);
        assertEquals(91, rows.size());
        assertEquals(
                1,
                rows.stream()
                        .filter(row -> row.values().equals(List.of("–", "–")))
                        .count());
    }
}
