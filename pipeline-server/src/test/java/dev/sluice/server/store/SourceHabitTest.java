package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SourceHabitTest {
    private static final Instant MONDAY = Instant.parse("2026-11-02T09:00:00Z");

    private static SourceHabit every(Duration gap, int times) {
        SourceHabit habit = SourceHabit.of("/s", MONDAY);
        for (int i = 1; i <= times; i++) {
            habit = habit.heard(MONDAY.plus(gap.multipliedBy(i)));
        }
        return habit;
    }

    @Test
    void hasNoHabitUntilItWasHeardOften() {
        assertNull(every(Duration.ofSeconds(10), 9).quiet(MONDAY.plusSeconds(10_000)));
        assertNotNull(every(Duration.ofSeconds(10), 10).quiet(MONDAY.plusSeconds(10_000)));
    }

    @Test
    void measuresQuietByItsOwnUsualGap() {
        SourceHabit often = every(Duration.ofSeconds(10), 100);
        SourceHabit rare = every(Duration.ofMinutes(10), 100);
        Double soon = often.quiet(often.lastAt().plusSeconds(120));
        Double early = rare.quiet(rare.lastAt().plusSeconds(120));
        assertTrue(soon != null && soon > 10, "a dozen gaps: " + soon);
        assertTrue(early != null && early < 1, "less than one gap: " + early);
    }

    @Test
    void doesNotTakeOneLongSilenceForItsHabit() {
        SourceHabit often = every(Duration.ofSeconds(10), 100);
        SourceHabit after = often.heard(often.lastAt().plus(Duration.ofHours(10)));
        assertTrue(after.usual() < 600, "usual gap is " + after.usual());
    }

    @Test
    void isNotMissedInAnHourOfTheWeekItIsNeverHeardIn() {
        SourceHabit daytime = SourceHabit.of("/s", MONDAY);
        for (int day = 0; day < 15; day++) {
            for (int minute = 0; minute < 120; minute++) {
                daytime = daytime.heard(MONDAY.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute)));
            }
        }
        assertNull(daytime.quiet(MONDAY.plus(Duration.ofDays(15)).minus(Duration.ofHours(6))), "at night");
        assertNotNull(daytime.quiet(MONDAY.plus(Duration.ofDays(15)).plus(Duration.ofMinutes(30))), "in the morning");
        assertEquals(MONDAY, daytime.firstAt());
    }
}
