package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoreReportTest {
    private static StoreSample sample(int run, String series, double rate) {
        return new StoreSample(
                run, series, 0, 1_000, 1, rate, 2, 4, 250, Map.of(Sample.TOTAL, 1e6 / rate), 1_200, null);
    }

    private final StoreReport report = new StoreReport(Stream.of(3, 1, 2)
            .flatMap(run -> Stream.of(
                    sample(run, StoreSample.STORE, run * 20_000), sample(run, StoreSample.COPY, run * 50_000)))
            .toList());

    @Test
    void showsMediansAndTheirRatio() {
        List<String> lines = report.table();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +store +40,000 +25\\.0 +1,200 +250 +2 +0")),
                lines::toString);
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +store ÷ copy +0\\.40 +2\\.50 +1\\.00")),
                lines::toString);
    }

    @Test
    void judgesMediansAndSaysWhatWasNotRun() {
        List<String> lines = List.of(
                "store eventsPerSecond >= 0.7 copy", "store cpuMicros <= 3 copy", "rows eventsPerSecond >= 0.8 store");
        assertEquals(
                List.of(
                        "  MISSED   store eventsPerSecond >= 0.7 × copy (0.40)",
                        "  met      store cpuMicros <= 3 × copy (2.50)",
                        "  not run  rows eventsPerSecond >= 0.8 × store"),
                report.judge(Targets.parse(lines, StoreReport.VOCABULARY)).stream()
                        .map(Report::text)
                        .toList());
    }
}
