package dev.sluice.console.widget;

import java.time.Instant;
import java.util.Arrays;

/// Round moments of a window of time.
final class TimeAxis {
    private static final long[] STEPS_SECONDS = {
        5, 10, 15, 30, 60, 120, 180, 300, 600, 900, 1_800, 3_600, 7_200, 10_800, 21_600, 43_200, 86_400, 172_800,
        432_000, 604_800
    };

    private static final long DAY_MILLIS = 86_400_000;

    private TimeAxis() {}

    /// About `most` round moments, one more at most; ascending, epoch milliseconds.
    static long[] ticks(Instant from, Instant to, int most) {
        long start = from.toEpochMilli();
        long end = to.toEpochMilli();
        if (end <= start || most < 1) {
            return new long[0];
        }
        for (long seconds : STEPS_SECONDS) {
            long step = seconds * 1_000;
            // By the length of the window alone, so that the step stays the same while the window moves on.
            if ((double) (end - start) / step <= most) {
                long first = Math.ceilDiv(start, step) * step;
                long count = first > end ? 0 : (end - first) / step + 1;
                long[] ticks = new long[(int) count];
                Arrays.setAll(ticks, i -> first + i * step);
                return ticks;
            }
        }
        return new long[] {end};
    }

    /// Seconds are written only where the window is too short for minutes to tell moments apart, days where it is
    /// longer than one.
    static String label(long tick, Instant from, Instant to) {
        Instant at = Instant.ofEpochMilli(tick);
        long span = to.toEpochMilli() - from.toEpochMilli();
        if (span <= 150_000) {
            return Times.second(at);
        }
        boolean midnight = tick % DAY_MILLIS == 0;
        return span > DAY_MILLIS / 2 && midnight ? Times.dayOnly(at) : Times.minute(at);
    }
}
