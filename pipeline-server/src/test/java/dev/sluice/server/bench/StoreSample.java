package dev.sluice.server.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of storing.
///
/// @param run from 1; 0 does not count
/// @param series [#STORE], [#COPY] or [#ROWS]
/// @param rowsBefore events in the tables before
/// @param seconds from the begin of the first transaction to the last commit
/// @param transactions that stored an event, of that many events in the middle (`medianEvents`)
/// @param cpuMicros CPU an event, by group of processes
/// @param walBytes of the write-ahead log, an event
/// @param fault what is wrong with the ledger; null when it is zero off
record StoreSample(
        int run,
        String series,
        long rowsBefore,
        long events,
        double seconds,
        double eventsPerSecond,
        int connections,
        int transactions,
        long medianEvents,
        Map<String, Double> cpuMicros,
        double walBytes,
        @Nullable String fault) {
    /// the server, tables empty before
    static final String STORE = "store";
    /// the server, on top of rows
    static final String ROWS = "rows";
    /// raw COPY of the rows of `store`, tables empty before
    static final String COPY = "copy";

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
