package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The readable end of `./sluice bench purge`: medians and verdicts.
final class PurgeReport {
    private static final List<String> SERIES = List.of(PurgeSample.PURGE, PurgeSample.UNDO);

    static final Targets.Vocabulary VOCABULARY = new Targets.Vocabulary(
            Set.copyOf(SERIES), Set.of(PurgeSample.EVENTS_PER_SECOND, PurgeSample.CPU_MICROS, PurgeSample.WAL_BYTES));

    private final List<PurgeSample> samples;

    /// @param samples that count
    PurgeReport(List<PurgeSample> samples) {
        this.samples = List.copyOf(samples);
    }

    /// @return NaN when it was not measured
    double median(String series, String measure) {
        return Medians.median(samples.stream()
                .filter(sample -> sample.series().equals(series))
                .mapToDouble(sample -> sample.value(measure))
                .toArray());
    }

    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("  %-10s%12s%12s%12s".formatted("", "events/s", "CPU µs", "WAL bytes"));
        SERIES.forEach(series -> lines.add(String.format(
                Locale.ROOT,
                "  %-10s%,12.0f%,12.1f%,12.0f",
                series,
                median(series, PurgeSample.EVENTS_PER_SECOND),
                median(series, PurgeSample.CPU_MICROS),
                median(series, PurgeSample.WAL_BYTES))));
        lines.add("  the ledger was read %,d times meanwhile"
                .formatted(samples.stream().mapToInt(PurgeSample::looks).sum()));
        return lines;
    }

    List<Verdict> judge(List<Target> targets) {
        return targets.stream()
                .map(target -> Targets.judge(target, median(target.series(), target.measure()), Double.NaN))
                .toList();
    }
}
