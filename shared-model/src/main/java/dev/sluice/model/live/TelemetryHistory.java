package dev.sluice.model.live;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Samples, oldest first. A step that nobody observed has none: a gap, not a zero.
///
/// @param stepSeconds length of a step, which may be longer than was asked for
/// @param resolution `second`, `minute` or `hour`: what the steps are made of
/// @param from,to the stretch that was answered, in whole steps, `to` exclusive
public record TelemetryHistory(
        List<TelemetrySample> items,
        double stepSeconds,
        @Nullable String resolution,
        @Nullable Instant from,
        @Nullable Instant to) {
    public TelemetryHistory {
        items = List.copyOf(items);
    }

    /// Of seconds.
    public TelemetryHistory(List<TelemetrySample> items, double stepSeconds) {
        this(items, stepSeconds, null, null, null);
    }
}
