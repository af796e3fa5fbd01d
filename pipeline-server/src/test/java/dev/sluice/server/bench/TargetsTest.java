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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static Target target(String line) {
        return Targets.parse(List.of(line), Report.VOCABULARY).getFirst();
    }

    @Test
    void readsFractionsAndTheOtherMeasureOfAPeer() {
        Target target = target("single  p99Ms  <  1/4  other.p50Ms");
        assertEquals(new Target("single", "p99Ms", "<", 0.25, "1/4", "other", "p50Ms"), target);
    }

    @Test
    void skipsCommentsAndEmptyLines() {
        assertEquals(List.of(), Targets.parse(List.of("# a comment", "", "   "), Report.VOCABULARY));
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

    @ParameterizedTest
    @CsvSource({"<=, 99, true", "<=, 100.1, false", ">=, 100, true"})
    void judgesAFigureWithoutAPeerByItself(String bound, double mine, boolean met) {
        Target target = target("single p99Ms " + bound + " 100 -");
        assertEquals(met, Targets.judge(target, mine, Double.NaN) instanceof Verdict.Met);
        assertEquals("single p99Ms " + bound + " 100", target.text());
    }

    @ParameterizedTest
    @MethodSource
    void theFilesOfTheProjectCanBeRead(String benchmark, Targets.Vocabulary vocabulary, int targets)
            throws IOException {
        Path file = Path.of("src/test/bench", benchmark + "-targets.txt");
        assertEquals(
                targets, Targets.parse(Files.readAllLines(file), vocabulary).size());
    }

    static Stream<Arguments> theFilesOfTheProjectCanBeRead() {
        return Stream.of(
                Arguments.of("ingest", Report.VOCABULARY, 14),
                Arguments.of("store", StoreReport.VOCABULARY, 2),
                Arguments.of("search", SearchReport.VOCABULARY, 6));
    }
}
