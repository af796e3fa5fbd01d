package dev.sluice.console.widget;

/// One line of a chart. The arrays belong to the record and are not changed any more.
///
/// @param name as in the legend
/// @param fold how several points that fall into one step of the drawing become one
/// @param filled a soft fill under the line; at most one series of a chart
/// @param at epoch milliseconds, ascending
/// @param values one for each time; `NaN` where nothing was measured
/// @param stepMillis how far apart times are where none is missing
/// @param faint drawn broken and pale, below the others: what it is compared with
public record ChartSeries(
        String name, Tone tone, Fold fold, boolean filled, long[] at, double[] values, long stepMillis, boolean faint) {
    /// Of seconds.
    public ChartSeries(String name, Tone tone, Fold fold, boolean filled, long[] at, double[] values) {
        this(name, tone, fold, filled, at, values, 1_000, false);
    }

    /// How points become fewer.
    public enum Fold {
        /// Keeps the area: for rates and depths.
        MEAN,
        /// Keeps the peaks: for latencies.
        MAX
    }

    public ChartSeries {
        if (at.length != values.length) {
            throw new IllegalArgumentException(
                    "series " + name + " has " + at.length + " times and " + values.length + " values");
        }
    }
}
