package dev.sluice.model.search;

import java.time.Instant;
import java.util.List;

/// Events over receive time, oldest bucket first, empty buckets included.
///
/// @param from start of the first bucket
/// @param to end of the last bucket, exclusive
/// @param stepSeconds width of a bucket
/// @param counts one count a bucket
public record Histogram(Instant from, Instant to, double stepSeconds, List<Long> counts, boolean complete) {
    public Histogram {
        counts = List.copyOf(counts);
    }
}
