package dev.sluice.server.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// When the frames of a data set were received: over a span that ends at an instant, now busier, now quieter.
///
/// @param rhythms how often it is busy: once a day, when the span is so many days
/// @param end receive time of the last frame
record Timeline(long frames, int rhythms, Duration span, Instant end) {
    /// from 0, always the same, to 1, when nothing comes at the quietest moment
    private static final double RHYTHM = 0.6;

    /// Over whole days, busier by day than by night.
    static Timeline ofDays(long frames, int days, Instant end) {
        return new Timeline(frames, days, Duration.ofDays(days), end);
    }

    Instant start() {
        return end.minus(span);
    }

    Instant receivedAt(long frame) {
        double whole = 2 * Math.PI * rhythms;
        double part = (frame + 1.0) / frames;
        double at = part - RHYTHM * Math.sin(whole * part) / whole;
        long micros = span.toNanos() / 1_000;
        return end.minus(Math.round((1 - at) * micros), ChronoUnit.MICROS).truncatedTo(ChronoUnit.MICROS);
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
