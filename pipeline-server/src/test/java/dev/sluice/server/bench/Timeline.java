package dev.sluice.server.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When the frames of a data set were received: over whole days that end at an instant, busier by day than by night.
///
/// @param end receive time of the last frame
record Timeline(long frames, int days, Instant end) {
    /// from 0, always the same, to 1, when nothing comes at the quietest moment
    private static final double RHYTHM = 0.6;

    Instant receivedAt(long frame) {
        double whole = 2 * Math.PI * days;
        double part = (frame + 1.0) / frames;
        double at = part - RHYTHM * Math.sin(whole * part) / whole;
        long span = Duration.ofDays(days).toNanos() / 1_000;
        return end.minus(Math.round((1 - at) * span), ChronoUnit.MICROS).truncatedTo(ChronoUnit.MICROS);
    }

    /// The first frame received at that instant or later.
    long firstAt(Instant instant) {
        long low = 0;
        long high = frames;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (receivedAt(middle).isBefore(instant)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
