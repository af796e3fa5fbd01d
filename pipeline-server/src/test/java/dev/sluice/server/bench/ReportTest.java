package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.bench.Targets.Verdict;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static Sample sample(int run, String target, double accepted) {
        return new Sample(
                run,
                "batch",
                target,
                100,
                8,
                1,
                accepted,
                1,
                accepted / 2,
                1,
                0,
                0,
                0,
                2.0,
                9.0,
                Map.of(Sample.TOTAL, 20.0),
                0,
                null,
                null);
    }

    private final Report report = new Report(Stream.of(30, 90, 60)
            .flatMap(rate -> Stream.of(sample(1, "sluice", rate * 1_000), sample(1, "other", rate * 100)))
            .toList());

    @Test
    void showsMediansAndRatios() {
        List<String> lines = report.tables();
        assertTrue(lines.contains("batches of 100, 8 connections (medians of 3 runs)"), lines::toString);
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +sluice +60,000 +30,000 +20\\.0 +2\\.00 .*")),
                lines::toString);
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +sluice ÷ other +10\\.00 +10\\.00 +1\\.00 .*")),
                lines::toString);
    }

    @Test
    void judgesMedians() {
        List<Verdict> verdicts = report.judge(Targets.parse(
                List.of(
                        "batch acceptedPerSecond >= 10 other",
                        "batch acceptedPerSecond > 10 other",
                        "single acceptedPerSecond >= 10 other"),
                Report.VOCABULARY));
        assertEquals(
                List.of(
                        "  met      batch acceptedPerSecond >= 10 × other (10.00)",
                        "  MISSED   batch acceptedPerSecond > 10 × other (10.00)",
                        "  not run  single acceptedPerSecond >= 10 × other"),
                verdicts.stream().map(Report::text).toList());
    }

    @Test
    void theMedianOfAnEvenCountIsBetweenTheMiddleTwo() {
        assertEquals(2.5, Medians.median(new double[] {4, 1, 2, 3}));
    }
}
