package dev.sluice.server.bench;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What one question cost. Figures that do not apply are null.
///
/// @param series the kind of the query as the list spells it; [#NAIVE] beside it for one that is compared
/// @param hits events it finds, [SearchQuery#UNKNOWN] where nobody planted them
/// @param found events on the page, in the histogram or in the export
/// @param complete false when a time limit cut the answer, once or more often
/// @param naiveMs of the same by a sequential scan
/// @param timesFaster that by the median of ours
/// @param growthMiB by which server or client grew in the second half of an export
/// @param memoryMiB of server and client before, at most and after an export
/// @param fault what is wrong with the answer, null when nothing is
record SearchSample(
        String series,
        String name,
        String query,
        long hits,
        long found,
        int rounds,
        double p50Ms,
        double p95Ms,
        double maxMs,
        boolean complete,
        @Nullable Double naiveMs,
        @Nullable Double timesFaster,
        @Nullable Double eventsPerSecond,
        @Nullable Double growthMiB,
        @Nullable Memory memoryMiB,
        @Nullable String fault) {
    static final String NAIVE = "naive";

    /// MiB resident.
    record Memory(
            long serverBefore,
            long serverPeak,
            long serverAfter,
            long clientBefore,
            long clientPeak,
            long clientAfter) {}

    /// Asked some times.
    ///
    /// @param millis of each time
    static SearchSample asked(
            SearchQuery query, long found, double[] millis, boolean complete, @Nullable String fault) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new SearchSample(
                query.kind().word(),
                query.name(),
                query.text(),
                query.hits(),
                found,
                sorted.length,
                percentile(sorted, 0.5),
                percentile(sorted, 0.95),
                percentile(sorted, 1),
                complete,
                null,
                null,
                null,
                null,
                null,
                fault);
    }

    SearchSample besides(double naiveMillis) {
        return new SearchSample(
                NAIVE,
                name,
                query,
                hits,
                found,
                rounds,
                p50Ms,
                p95Ms,
                maxMs,
                complete,
                naiveMillis,
                naiveMillis / p50Ms,
                null,
                null,
                null,
                null);
    }

    static SearchSample exported(
            SearchQuery query, long found, double seconds, double growthMiB, Memory memory, @Nullable String fault) {
        return new SearchSample(
                query.kind().word(),
                query.name(),
                query.text(),
                query.hits(),
                found,
                1,
                seconds * 1e3,
                seconds * 1e3,
                seconds * 1e3,
                fault == null,
                null,
                null,
                (double) Math.round(found / seconds),
                growthMiB,
                memory,
                fault);
    }

    /// The smallest that so large a part of them does not exceed.
    static double percentile(double[] sorted, double part) {
        return sorted.length == 0 ? Double.NaN : sorted[Math.max(0, (int) Math.ceil(part * sorted.length) - 1)];
    }

    /// @return NaN when there is no such figure
    double value(String measure) {
        return switch (measure) {
            case "p50Ms" -> p50Ms;
            case "p95Ms" -> p95Ms;
            case "maxMs" -> maxMs;
            case "timesFaster" -> known(timesFaster);
            case "eventsPerSecond" -> known(eventsPerSecond);
            case "growthMiB" -> known(growthMiB);
            default -> Double.NaN;
        };
    }

    private static double known(@Nullable Double figure) {
        return figure == null ? Double.NaN : figure;
    }
}
