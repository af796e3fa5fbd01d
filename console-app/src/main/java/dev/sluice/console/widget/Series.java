package dev.sluice.console.widget;

import java.util.Arrays;

/// Arithmetic on rows of figures, `NaN` meaning none.
final class Series {
    private Series() {}

    /// Means of equal slices, so that no more than `most` values are left.
    static double[] reduce(double[] values, int most) {
        if (values.length <= most) {
            return values;
        }
        double[] reduced = new double[most];
        for (int slot = 0; slot < most; slot++) {
            int from = (int) ((long) slot * values.length / most);
            int to = (int) ((long) (slot + 1) * values.length / most);
            reduced[slot] = Arrays.stream(values, from, to)
                    .filter(v -> !Double.isNaN(v))
                    .average()
                    .orElse(Double.NaN);
        }
        return reduced;
    }

    static Extent extent(double[] values) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                min = Math.min(min, value);
                max = Math.max(max, value);
            }
        }
        return new Extent(min, max);
    }

    record Extent(double min, double max) {
        boolean isEmpty() {
            return min > max;
        }
    }
}
