package dev.sluice.server.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.TelemetryConfig;
import dev.sluice.server.store.TelemetryGrain;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepsTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    static final TelemetryConfig KEPT =
            new TelemetryConfig(true, Duration.ofHours(24), Duration.ofDays(30), Duration.ofDays(730), 1 << 30);

    private static Steps last(Duration length, @Nullable Integer step) {
        return Steps.of(NOW.minus(length), NOW, step, NOW, KEPT);
    }

    @ParameterizedTest
    @CsvSource({
        "PT1M, 1, SECOND",
        "PT1H, 1, SECOND",
        "PT2H, 2, SECOND",
        "PT6H, 60, MINUTE",
        "PT24H, 60, MINUTE",
        "P7D, 300, MINUTE",
        "P30D, 900, MINUTE",
        "P365D, 10800, HOUR",
        "P730D, 21600, HOUR"
    })
    void chooseStepsThatSuitTheStretch(Duration length, long step, TelemetryGrain grain) {
        Steps steps = last(length, null);
        assertEquals(step, steps.step());
        assertEquals(grain, steps.grain());
        assertTrue((steps.to() - steps.from()) / step <= Steps.MOST + 1);
    }

    @Test
    void lieOnWholeStepsThatHoldAllThatWasAsked() {
        Steps steps = Steps.of(NOW.minusSeconds(100), NOW.plusMillis(1), 30, NOW, KEPT);
        assertEquals(0, steps.from() % 30);
        assertEquals(0, steps.to() % 30);
        assertTrue(steps.holds(NOW.minusSeconds(100).getEpochSecond()));
        assertTrue(steps.holds(NOW.getEpochSecond()));
    }

    @Test
    void areLongerWhereSecondsAreKeptNoMore() {
        Steps steps = Steps.of(
                NOW.minus(Duration.ofDays(3)), NOW.minus(Duration.ofDays(3)).plusSeconds(600), 1, NOW, KEPT);
        assertEquals(60, steps.step());
        assertEquals(TelemetryGrain.MINUTE, steps.grain());
    }

    @Test
    void refuseMoreThanAnAnswerHoldsAndSayWhatWouldDo() {
        PipelineException e = assertThrows(PipelineException.class, () -> last(Duration.ofHours(24), 1));
        assertTrue(e.getMessage().contains("86400 samples") && e.getMessage().contains("step=60"), e.getMessage());
        assertThrows(PipelineException.class, () -> last(Duration.ofHours(-1), null));
    }
}
