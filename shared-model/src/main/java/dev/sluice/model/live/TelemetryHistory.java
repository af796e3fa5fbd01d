package dev.sluice.model.live;

import java.util.List;

/// Samples, oldest first.
public record TelemetryHistory(List<TelemetrySample> items, double stepSeconds) {
    public TelemetryHistory {
        items = List.copyOf(items);
    }
}
