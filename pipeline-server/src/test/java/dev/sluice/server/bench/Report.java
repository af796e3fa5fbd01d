package dev.sluice.server.bench;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The readable end of a benchmark: medians, ratios, verdicts.
final class Report {
    static final Targets.Vocabulary VOCABULARY = new Targets.Vocabulary(
            Stream.of(Mode.values()).map(Mode::word).collect(Collectors.toSet()),
            Stream.of(Measure.values()).map(Measure::word).collect(Collectors.toSet()));

    private final List<Sample> samples;
    private final Medians medians;

    Report(List<Sample> samples) {
        this.samples = List.copyOf(samples);
        this.medians = new Medians(samples);
    }

    /// Lines of text, one table a mode.
    List<String> tables() {
        List<String> lines = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            List<Sample> ofMode = samples.stream()
                    .filter(sample -> sample.mode().equals(mode.word()))
                    .toList();
            if (!ofMode.isEmpty()) {
                lines.add("");
                lines.add(title(mode, ofMode));
                lines.add(row("", "accepted/s", "stored/s", "CPU µs", "p50 ms", "p99 ms", "errors", "refused", "lost"));
                Set<String> targets = new LinkedHashSet<>();
                ofMode.forEach(sample -> targets.add(sample.target()));
                targets.forEach(target -> lines.add(figures(mode, target, ofMode)));
                targets.stream()
                        .filter(target -> !target.equals(Sample.SLUICE) && targets.contains(Sample.SLUICE))
                        .forEach(target -> lines.add(ratios(mode, target)));
            }
        }
        return lines;
    }

    private static String title(Mode mode, List<Sample> ofMode) {
        Sample one = ofMode.getFirst();
        long runs = ofMode.stream()
                .filter(sample -> sample.target().equals(one.target()))
                .count();
        String what =
                switch (mode) {
                    case SINGLE -> "singles, %d connections".formatted(one.connections());
                    case BATCH -> "batches of %d, %d connections".formatted(one.batch(), one.connections());
                    case LONELY -> "singles, one lonely connection; bare: the RabbitMQ client's own confirm round trip";
                };
        return "%s (%s)".formatted(what, runs == 1 ? "one run" : "medians of %d runs".formatted(runs));
    }

    private String figures(Mode mode, String target, List<Sample> ofMode) {
        List<Sample> mine =
                ofMode.stream().filter(sample -> sample.target().equals(target)).toList();
        return row(
                target,
                whole(medians.of(mode, target, Measure.ACCEPTED)),
                whole(medians.of(mode, target, Measure.STORED)),
                tenths(medians.of(mode, target, Measure.CPU)),
                hundredths(medians.of(mode, target, Measure.P50)),
                hundredths(medians.of(mode, target, Measure.P99)),
                whole(mine.stream().mapToLong(Sample::errors).sum()),
                whole(mine.stream().mapToLong(Sample::refused).sum()),
                whole(mine.stream()
                        .mapToLong(sample -> Math.max(0, sample.lost()))
                        .sum()));
    }

    private String ratios(Mode mode, String peer) {
        return row(
                Sample.SLUICE + " ÷ " + peer,
                times(mode, peer, Measure.ACCEPTED),
                times(mode, peer, Measure.STORED),
                times(mode, peer, Measure.CPU),
                times(mode, peer, Measure.P50),
                times(mode, peer, Measure.P99),
                "",
                "",
                "");
    }

    private String times(Mode mode, String peer, Measure measure) {
        return hundredths(medians.of(mode, Sample.SLUICE, measure) / medians.of(mode, peer, measure));
    }

    List<Verdict> judge(List<Target> targets) {
        return targets.stream()
                .map(target -> Targets.judge(
                        target,
                        of(target, Sample.SLUICE, target.measure()),
                        target.peer() == null ? Double.NaN : of(target, target.peer(), target.peerMeasure())))
                .toList();
    }

    private double of(Target target, String name, String measure) {
        return medians.of(Mode.of(target.series()), name, Measure.of(measure));
    }

    static String text(Verdict verdict) {
        String target = verdict.target().text();
        return switch (verdict) {
            case Verdict.Met met -> "  met      %s (%s)".formatted(target, hundredths(met.ratio()));
            case Verdict.Missed missed -> "  MISSED   %s (%s)".formatted(target, hundredths(missed.ratio()));
            case Verdict.NotRun notRun ->
                "  not run  %s".formatted(notRun.target().text());
        };
    }

    private static String row(String name, String... cells) {
        StringBuilder line = new StringBuilder("  %-24s".formatted(name));
        for (String cell : cells) {
            line.append("%11s".formatted(cell));
        }
        return line.toString().stripTrailing();
    }

    private static String whole(double value) {
        return format("%,.0f", value);
    }

    private static String tenths(double value) {
        return format("%,.1f", value);
    }

    private static String hundredths(double value) {
        return format("%,.2f", value);
    }

    private static String format(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : "-";
    }
}
