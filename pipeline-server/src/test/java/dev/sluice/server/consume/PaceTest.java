package dev.sluice.server.consume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaceTest {
    private long now = 5_000;
    private final Pace pace = new Pace(() -> now);

    @Test
    void waitsForNothingUntilItIsLimited() {
        pace.settled(1_000_000);
        assertFalse(pace.limited());
        assertEquals(Duration.ZERO, pace.left());
        assertEquals(200, pace.frames(200));
    }

    @Test
    void waitsAsLongAsWhatWasSettledIsWorth() {
        pace.set(100);
        assertTrue(pace.limited());
        assertEquals(Duration.ZERO, pace.left());
        pace.settled(50);
        pace.settled(25);
        assertEquals(Duration.ofMillis(750), pace.left());
        now += 250_000_000;
        assertEquals(Duration.ofMillis(500), pace.left());
        now += 5_000_000_000L;
        pace.settled(10);
        assertEquals(Duration.ofMillis(100), pace.left(), "time in which nothing came is not saved up");
    }

    @Test
    void keepsWhatIsOwedInEventsWhenTheRateChanges() {
        pace.set(1);
        pace.settled(500);
        pace.set(100);
        assertEquals(Duration.ofSeconds(5), pace.left());
        pace.set(Double.POSITIVE_INFINITY);
        assertEquals(Duration.ZERO, pace.left());
        pace.set(10);
        assertEquals(Duration.ZERO, pace.left());
    }

    @Test
    void takesMoreFramesAtATimeTheFasterItMayBe() {
        pace.set(0.5);
        assertEquals(1, pace.frames(200));
        pace.set(10_000);
        assertEquals(5, pace.frames(200));
        pace.set(1_000_000);
        assertEquals(200, pace.frames(200));
    }
}
