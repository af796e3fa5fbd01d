package dev.sluice.console.widget;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes a series as coarse as its drawing. The steps lie at fixed moments, not at fixed pixels, so that a line that
/// moves on does not shimmer.
final class Decimator {
    static final double PIXELS_A_STEP = 3;
    private static final long[] STEPS_MILLIS = {
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        10_800_000,
        21_600_000
    };

    private Decimator() {}

    /// Length of one step for a window of `spanMillis` on `pixels`.
    static long stepMillis(long spanMillis, double pixels) {
        double least = spanMillis / Math.max(1, pixels) * PIXELS_A_STEP;
        return Arrays.stream(STEPS_MILLIS).filter(s -> s >= least).findFirst().orElse((long) least);
    }

    /// Runs of points without a gap between them. Where times are missing nobody was there to measure: that is a gap,
    /// however coarse the drawing is. Where nothing was measured (`NaN`) for more than two steps it is one too; for
    /// shorter it is bridged, so that a slow trickle of events is still a line. Four seconds are always bridged.
    static List<Run> runs(ChartSeries series, long fromMillis, long toMillis, long stepMillis) {
        List<Run> runs = new ArrayList<>();
        Run run = new Run();
        Bucket bucket = new Bucket(series.fold());
        long missing = Math.max(4_000, series.stepMillis() * 5 / 2);
        long gap = Math.max(missing, 2 * stepMillis);
        long last = Long.MIN_VALUE;
        long seen = Long.MIN_VALUE;
        boolean hole = false;
        for (int i = firstAfter(series.at(), fromMillis - gap); i < series.at().length; i++) {
            long at = series.at()[i];
            if (at > toMillis + stepMillis) {
                break;
            }
            hole |= seen != Long.MIN_VALUE && at - seen > missing;
            seen = at;
            double value = series.values()[i];
            if (Double.isNaN(value)) {
                continue;
            }
            boolean broken = last != Long.MIN_VALUE && (hole || at - last > gap);
            hole = false;
            long slot = Math.floorDiv(at, stepMillis);
            if (broken || slot != bucket.slot) {
                bucket.flush(run, stepMillis);
            }
            if (broken && !run.isEmpty()) {
                runs.add(run);
                run = new Run();
            }
            bucket.add(slot, at, value);
            last = at;
        }
        // what was measured last and never again is no step that has only begun
        long known = Math.max(seen, toMillis - 4_000);
        boolean whole = stepMillis <= series.stepMillis() || known - bucket.slot * stepMillis >= stepMillis / 2;
        if (run.isEmpty() || whole) {
            bucket.flush(run, stepMillis);
        }
        if (!run.isEmpty()) {
            runs.add(run);
        }
        return runs;
    }

    /// Value of the drawn line nearest to `at`, `NaN` when there is none within `reach` milliseconds.
    static double nearest(List<Run> runs, long at, long reach) {
        double value = Double.NaN;
        long best = reach;
        for (Run run : runs) {
            for (int i = 0; i < run.size; i++) {
                long distance = Math.abs(run.at[i] - at);
                if (distance <= best) {
                    best = distance;
                    value = run.values[i];
                }
            }
        }
        return value;
    }

    static double max(List<Run> runs) {
        double max = Double.NaN;
        for (Run run : runs) {
            for (int i = 0; i < run.size; i++) {
                max = Double.isNaN(max) ? run.values[i] : Math.max(max, run.values[i]);
            }
        }
        return max;
    }

    private static int firstAfter(long[] at, long millis) {
        int index = Arrays.binarySearch(at, millis);
        return index >= 0 ? index : -index - 1;
    }

    /// Points that are joined by a line.
    static final class Run {
        private long[] at = new long[64];
        private double[] values = new double[64];
        private int size;

        int size() {
            return size;
        }

        long at(int index) {
            return at[index];
        }

        double value(int index) {
            return values[index];
        }

        private boolean isEmpty() {
            return size == 0;
        }

        private void add(long moment, double value) {
            if (size == at.length) {
                at = Arrays.copyOf(at, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            at[size] = moment;
            values[size] = value;
            size++;
        }
    }

    private static final class Bucket {
        private final ChartSeries.Fold fold;
        private long slot = Long.MIN_VALUE;
        private long lastAt;
        private double folded;
        private int count;

        private Bucket(ChartSeries.Fold fold) {
            this.fold = fold;
        }

        private void add(long slotOfValue, long at, double value) {
            slot = slotOfValue;
            lastAt = at;
            folded = switch (fold) {
                case MEAN -> folded + value;
                case MAX -> count == 0 ? value : Math.max(folded, value);
            };
            count++;
        }

        private void flush(Run run, long stepMillis) {
            if (count > 0) {
                double value = fold == ChartSeries.Fold.MEAN ? folded / count : folded;
                // The newest step is not full yet: its point stands where its last value was measured. While it is less
                // than half full it is left out, since few values tell little of a mean or a peak.
                run.add(Math.min(lastAt, slot * stepMillis + stepMillis), value);
            }
            slot = Long.MIN_VALUE;
            folded = 0;
            count = 0;
        }
    }
}
