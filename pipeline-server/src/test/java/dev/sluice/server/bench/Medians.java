package dev.sluice.server.bench;

import java.util.Arrays;
import java.util.List;

/// Medians of the samples of one mode and one target.
final class Medians {
    private final List<Sample> samples;

    Medians(List<Sample> samples) {
        this.samples = List.copyOf(samples);
    }

    /// @return NaN when nothing was measured
    double of(Mode mode, String target, Measure measure) {
        return median(samples.stream()
                .filter(sample ->
                        sample.mode().equals(mode.word()) && sample.target().equals(target))
                .mapToDouble(sample -> sample.value(measure))
                .filter(value -> !Double.isNaN(value))
                .toArray());
    }

    /// @return the mean of the two in the middle for an even count, NaN for none
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        if (sorted.length == 0) {
            return Double.NaN;
        }
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
