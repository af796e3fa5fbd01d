package dev.sluice.console.widget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeAxisTest {
    private static final Instant FROM = Instant.parse("2026-11-23T09:46:12Z");

    @Test
    void putsTicksAtRoundMinutes() {
        Instant to = FROM.plus(Duration.ofMinutes(15));
        List<String> labels = Arrays.stream(TimeAxis.ticks(FROM, to, 6))
                .mapToObj(tick -> TimeAxis.label(tick, FROM, to))
                .toList();
        assertEquals(List.of("09:48", "09:51", "09:54", "09:57", "10:00"), labels);
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 60, 300, 900, 3_600, 86_400, 2_592_000})
    void putsAboutAsManyAsAsked(long seconds) {
        long[] ticks = TimeAxis.ticks(FROM, FROM.plusSeconds(seconds), 6);
        assertTrue(ticks.length <= 7 && ticks.length >= 1, () -> ticks.length + " ticks");
    }

    @Test
    void keepsItsStepWhileTheWindowMovesOn() {
        for (int second = 0; second < 600; second++) {
            Instant from = FROM.plusSeconds(second);
            long[] ticks = TimeAxis.ticks(from, from.plus(Duration.ofMinutes(15)), 7);
            assertEquals(180_000, ticks[1] - ticks[0]);
        }
    }

    @Test
    void hasNoTickInAnEmptyWindow() {
        assertEquals(0, TimeAxis.ticks(FROM, FROM, 6).length);
    }
}
