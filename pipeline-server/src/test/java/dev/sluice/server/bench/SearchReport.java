package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The readable end of `./sluice bench search`: what each question took, and which missed a target.
final class SearchReport {
    static final Targets.Vocabulary VOCABULARY = new Targets.Vocabulary(
            Stream.concat(
                            Arrays.stream(SearchQuery.Kind.values()).map(SearchQuery.Kind::word),
                            Stream.of(SearchSample.NAIVE))
                    .collect(Collectors.toSet()),
            Set.of("p50Ms", "p95Ms", "maxMs", "timesFaster", "eventsPerSecond", "growthMiB"));

    private static final String EXPORT = SearchQuery.Kind.EXPORT.word();

    private final List<SearchSample> samples;

    SearchReport(List<SearchSample> samples) {
        this.samples = List.copyOf(samples);
    }

    List<String> tables() {
        List<String> lines = new ArrayList<>();
        List<SearchSample> asked = samples.stream()
                .filter(sample ->
                        !sample.series().equals(EXPORT) && !sample.series().equals(SearchSample.NAIVE))
                .toList();
        if (!asked.isEmpty()) {
            lines.add("");
            lines.add("  %-16s%12s%8s%10s%10s%10s  %-9s %s"
                    .formatted("", "hits", "rounds", "p50 ms", "p95 ms", "max ms", "complete", "query"));
            asked.forEach(sample -> lines.add("  %-16s%12s%8d%10s%10s%10s  %-9s %s"
                    .formatted(
                            sample.name(),
                            count(sample.hits()),
                            sample.rounds(),
                            tenths(sample.p50Ms()),
                            tenths(sample.p95Ms()),
                            tenths(sample.maxMs()),
                            sample.complete() ? "yes" : "NO",
                            sample.query())));
        }
        List<SearchSample> naive = of(SearchSample.NAIVE);
        if (!naive.isEmpty()) {
            lines.add("");
            lines.add("  %-16s%14s%14s%14s".formatted("beside a scan", "scan ms", "ours p50 ms", "times faster"));
            naive.forEach(sample -> lines.add("  %-16s%14s%14s%14s"
                    .formatted(
                            sample.name(),
                            tenths(sample.naiveMs()),
                            tenths(sample.p50Ms()),
                            tenths(sample.value("timesFaster")))));
        }
        List<SearchSample> exports = of(EXPORT);
        if (!exports.isEmpty()) {
            lines.add("");
            lines.add("  %-16s%12s%12s%10s   %-30s%-30s"
                    .formatted("export", "events", "events/s", "seconds", "server MiB", "client MiB"));
            exports.forEach(sample -> lines.add("  %-16s%12s%12s%10s   %-30s%-30s"
                    .formatted(
                            sample.name(),
                            count(sample.found()),
                            count((long) sample.value("eventsPerSecond")),
                            tenths(sample.p50Ms() / 1e3),
                            memory(
                                    sample.memoryMiB().serverBefore(),
                                    sample.memoryMiB().serverPeak(),
                                    sample.memoryMiB().serverAfter()),
                            memory(
                                    sample.memoryMiB().clientBefore(),
                                    sample.memoryMiB().clientPeak(),
                                    sample.memoryMiB().clientAfter()))));
        }
        return lines;
    }

    private List<SearchSample> of(String series) {
        return samples.stream().filter(sample -> sample.series().equals(series)).toList();
    }

    private static String memory(long before, long peak, long after) {
        return "%d, at most %d, then %d".formatted(before, peak, after);
    }

    private static String count(long value) {
        return value == SearchQuery.UNKNOWN ? "?" : String.format(Locale.ROOT, "%,d", value);
    }

    private static String tenths(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%,.1f", value) : "-";
    }

    /// What became of a target.
    ///
    /// @param judged how many questions it is for
    /// @param missed those that missed it, with their figures
    record Judgement(Target target, int judged, List<String> missed) {
        String text() {
            if (judged == 0) {
                return "  not run  " + target.text();
            }
            return missed.isEmpty()
                    ? "  met      %s (all %d)".formatted(target.text(), judged)
                    : "  MISSED   %s (%d of %d: %s)"
                            .formatted(target.text(), missed.size(), judged, String.join(", ", missed));
        }
    }

    List<Judgement> judge(List<Target> targets) {
        return targets.stream().map(this::judge).toList();
    }

    private Judgement judge(Target target) {
        List<String> missed = new ArrayList<>();
        List<SearchSample> its = of(target.series());
        for (SearchSample sample : its) {
            double value = sample.value(target.measure());
            if (!(Targets.judge(target, value, Double.NaN) instanceof Verdict.Met)) {
                missed.add(sample.name() + " " + tenths(value));
            }
        }
        return new Judgement(target, its.size(), missed);
    }
}
