package dev.sluice.server.bench;

import dev.sluice.model.ledger.Ledger;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One run of one endpoint.
///
/// @param run from 1
/// @param target `sluice`, a peer's name, or `bare`
/// @param accepted events acknowledged while the load tool ran
/// @param stored events that were stored, from the first request to the last
/// @param storedMeanwhile those of them that were stored before the load tool ended
/// @param lost accepted less stored, duplicates and dead letters; below 0 when answers were cut off at the end of
/// the run
/// @param errors connections and requests that failed or got no answer
/// @param refused answers with a status of 400 or more
/// @param cpuMicros CPU an event stored, by group of processes; empty where it is not measured
/// @param memoryMiB resident memory of the server after the run, 0 where it is not measured
/// @param ledger what the run added to the ledger; null for a peer
/// @param fault what is wrong with the ledger; null when it is zero off
record Sample(
        int run,
        String mode,
        String target,
        int batch,
        int connections,
        long accepted,
        double acceptedPerSecond,
        long stored,
        double storedPerSecond,
        long storedMeanwhile,
        long lost,
        long errors,
        long refused,
        double p50Ms,
        double p99Ms,
        Map<String, Double> cpuMicros,
        long memoryMiB,
        @Nullable Ledger ledger,
        @Nullable String fault) {
    static final String SLUICE = "sluice";
    static final String BARE = "bare";
    static final String TOTAL = "total";

    /// @return NaN where this run has no such figure
    double value(Measure measure) {
        return switch (measure) {
            case ACCEPTED -> accepted == 0 ? Double.NaN : acceptedPerSecond;
            case STORED -> stored == 0 ? Double.NaN : storedPerSecond;
            case CPU -> cpuMicros.getOrDefault(TOTAL, Double.NaN);
            case P50 -> p50Ms;
            case P99 -> p99Ms;
        };
    }
}
