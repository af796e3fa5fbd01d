package dev.sluice.server.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One purge, or one undo.
///
/// @param run from 1; 0 does not count
/// @param series [#PURGE] or [#UNDO]
/// @param seconds from the request to the end: of a purge, when its snapshot is committed and all is acked; of an
///     undo, when the broker has confirmed all
/// @param cpuMicros CPU an event, by group of processes
/// @param walBytes of the write-ahead log, an event
/// @param looks how often the ledger was read meanwhile
/// @param fault what was wrong with the ledger, meanwhile or at rest; null when it was zero off throughout
record PurgeSample(
        int run,
        String series,
        long events,
        double seconds,
        double eventsPerSecond,
        Map<String, Double> cpuMicros,
        double walBytes,
        int looks,
        @Nullable String fault) {
    static final String PURGE = "purge";
    static final String UNDO = "undo";

    static final String EVENTS_PER_SECOND = "eventsPerSecond";
    static final String CPU_MICROS = "cpuMicros";
    static final String WAL_BYTES = "walBytes";

    /// @return NaN where this run has no such figure
    double value(String measure) {
        return switch (measure) {
            case EVENTS_PER_SECOND -> eventsPerSecond;
            case CPU_MICROS -> cpuMicros.getOrDefault(Sample.TOTAL, Double.NaN);
            case WAL_BYTES -> walBytes;
            default -> Double.NaN;
        };
    }
}
