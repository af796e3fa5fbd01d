package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SearchReportTest {
    private static SearchSample sample(String name, double... millis) {
        SearchQuery query = new SearchQuery(SearchQuery.Kind.PAGE, name, 100, null, null, "a word", null);
        return SearchSample.asked(query, 100, millis, true, null);
    }

    private static final SearchSample QUICK =
            sample("quick", IntStream.rangeClosed(1, 20).asDoubleStream().toArray());
    private static final SearchSample SLOW = sample("slow", 900, 3, 2);

    private final SearchReport report = new SearchReport(List.of(QUICK, SLOW, QUICK.besides(500)));

    @Test
    void takesPercentilesThatWereMeasured() {
        assertEquals(10, QUICK.p50Ms());
        assertEquals(19, QUICK.p95Ms());
        assertEquals(20, QUICK.maxMs());
        assertEquals(900, SLOW.p95Ms());
    }

    @Test
    void showsEachQuestionAndTheScanBesideIt() {
        List<String> lines = report.tables();
        assertTrue(
                lines.stream().anyMatch(line -> line.matches(" +quick +100 +20 +10\\.0 +19\\.0 +20\\.0 +yes +a word")),
                lines::toString);
        assertTrue(lines.stream().anyMatch(line -> line.matches(" +quick +500\\.0 +10\\.0 +50\\.0")), lines::toString);
    }

    @Test
    void namesWhatMissedATarget() {
        List<String> lines = List.of(
                "page p95Ms <= 100 -", "page p50Ms <= 10 -", "naive timesFaster >= 100 -", "export growthMiB <= 64 -");
        assertEquals(
                List.of(
                        "  MISSED   page p95Ms <= 100 (1 of 2: slow 900.0)",
                        "  met      page p50Ms <= 10 (all 2)",
                        "  MISSED   naive timesFaster >= 100 (1 of 1: quick 50.0)",
                        "  not run  export growthMiB <= 64"),
                report.judge(Targets.parse(lines, SearchReport.VOCABULARY)).stream()
                        .map(SearchReport.Judgement::text)
                        .toList());
    }
}
