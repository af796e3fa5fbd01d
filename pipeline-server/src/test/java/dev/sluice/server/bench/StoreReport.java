package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The readable end of `./sluice bench store`: medians, ratios, verdicts.
final class StoreReport {
    private static final List<String> SERIES = List.of(StoreSample.STORE, StoreSample.COPY, StoreSample.ROWS);
    private static final List<String> MEASURES =
            List.of(StoreSample.EVENTS_PER_SECOND, StoreSample.CPU_MICROS, StoreSample.WAL_BYTES);

    static final Targets.Vocabulary VOCABULARY = new Targets.Vocabulary(Set.copyOf(SERIES), Set.copyOf(MEASURES));

    private final List<StoreSample> samples;

    /// @param samples that count
    StoreReport(List<StoreSample> samples) {
        this.samples = List.copyOf(samples);
    }

    private List<StoreSample> of(String series) {
        return samples.stream().filter(sample -> sample.series().equals(series)).toList();
    }

    /// @return NaN when it was not measured
    double median(String series, String measure) {
        return Medians.median(
                of(series).stream().mapToDouble(sample -> sample.value(measure)).toArray());
    }

    List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("storing from a full queue (medians of %d runs)"
                .formatted(of(StoreSample.STORE).size()));
        lines.add("  %-16s%12s%12s%12s%14s%14s%14s"
                .formatted("", "events/s", "CPU µs", "WAL bytes", "transaction", "connections", "rows before"));
        for (String series : SERIES) {
            List<StoreSample> its = of(series);
            if (!its.isEmpty()) {
                StoreSample one = its.getFirst();
                lines.add(String.format(
                        Locale.ROOT,
                        "  %-16s%,12.0f%,12.1f%,12.0f%,14d%14d%,14d",
                        series,
                        median(series, StoreSample.EVENTS_PER_SECOND),
                        median(series, StoreSample.CPU_MICROS),
                        median(series, StoreSample.WAL_BYTES),
                        one.medianEvents(),
                        one.connections(),
                        one.rowsBefore()));
            }
        }
        ratio(lines, StoreSample.STORE, StoreSample.COPY);
        ratio(lines, StoreSample.ROWS, StoreSample.STORE);
        return lines;
    }

    private void ratio(List<String> lines, String series, String other) {
        if (!of(series).isEmpty() && !of(other).isEmpty()) {
            StringBuilder line = new StringBuilder("  %-16s".formatted(series + " ÷ " + other));
            MEASURES.forEach(measure -> line.append(
                    String.format(Locale.ROOT, "%12.2f", median(series, measure) / median(other, measure))));
            lines.add(line.toString());
        }
    }

    List<Verdict> judge(List<Target> targets) {
        return targets.stream()
                .map(target -> Targets.judge(
                        target,
                        median(target.series(), target.measure()),
                        target.peer() == null ? Double.NaN : median(target.peer(), target.peerMeasure())))
                .toList();
    }
}
