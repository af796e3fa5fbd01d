package dev.sluice.model.live;

import java.time.Instant;
import java.util.List;

/// What came in, by source and type, most first.
///
/// @param items at most 200 pairs. Where an instance saw more than 16,384 pairs in ten seconds, a figure is what
///     a pair brought at least, and the rest of it is in `other`
/// @param other events of all other pairs
/// @param total all of them together
/// @param from,to the stretch that was answered, in whole minutes or hours, `to` exclusive
public record TelemetryTypes(List<Pair> items, long other, long total, Instant from, Instant to) {
    public TelemetryTypes {
        items = List.copyOf(items);
    }

    /// @param source,type the first 200 characters of each
    /// @param events accepted
    public record Pair(String source, String type, long events) {}
}
