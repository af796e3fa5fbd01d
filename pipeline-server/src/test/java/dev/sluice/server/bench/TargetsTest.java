package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.bench.Targets.Target;
import dev.sluice.server.bench.Targets.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static Target target(String line) {
        return Targets.parse(List.of(line)).getFirst();
    }

    @Test
    void readsFractionsAndTheOtherMeasureOfAPeer() {
        Target target = target("single  p99Ms  <  1/4  other.p50Ms");
        assertEquals(new Target(Mode.SINGLE, Measure.P99, "<", 0.25, "1/4", "other", Measure.P50), target);
    }

    @Test
    void skipsCommentsAndEmptyLines() {
        assertEquals(List.of(), Targets.parse(List.of("# a comment", "", "   ")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "single p99Ms < 1",
                "single p99Ms = 1 other",
                "triple p99Ms < 1 other",
                "single speed < 1 other",
                "single p99Ms < one other",
                "single p99Ms < 1 other.speed"
            })
    void saysWhichLineCannotBeRead(String line) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> target(line)).getMessage();
        assertTrue(message.contains(line), message);
    }

    @ParameterizedTest
    @CsvSource({
        ">=, 30, 3000, 100, true",
        ">=, 30, 2999, 100, false",
        "<=, 1/6, 10, 60, true",
        "<=, 1/6, 10.1, 60, false",
        "<, 1, 60, 60, false",
        ">, 1, 60, 60, false"
    })
    void judgesTheRatioByItsBound(String bound, String factor, double mine, double theirs, boolean met) {
        Verdict verdict = Targets.judge(target("single cpuMicros %s %s other".formatted(bound, factor)), mine, theirs);
        assertEquals(met, verdict instanceof Verdict.Met);
    }

    @Test
    void isNotRunWithoutAFigureOfBoth() {
        Target target = target("batch storedPerSecond >= 6 other");
        assertInstanceOf(Verdict.NotRun.class, Targets.judge(target, 100, Double.NaN));
        assertInstanceOf(Verdict.NotRun.class, Targets.judge(target, Double.NaN, 100));
    }

    @Test
    void theFileOfTheProjectCanBeRead() throws IOException {
        assertEquals(
                14,
                Targets.parse(Files.readAllLines(Path.of("src/test/bench/ingest-targets.txt")))
                        .size());
    }
}
