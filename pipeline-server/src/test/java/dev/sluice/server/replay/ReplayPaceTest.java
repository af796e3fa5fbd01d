package dev.sluice.server.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayPaceTest {
    private long now;

    private ReplayPace pace(int rate) {
        return new ReplayPace(rate, () -> now);
    }

    @Test
    void takesPartsOfAQuarterOfASecondUpToFiveHundred() {
        assertEquals(1, pace(1).part());
        assertEquals(25, pace(100).part());
        assertEquals(500, pace(50_000).part());
    }

    @Test
    void countsTheTimeThatSendingTakes() {
        ReplayPace pace = pace(1_000);
        pace.taken(500);
        now += Duration.ofMillis(200).toNanos();
        assertEquals(Duration.ofMillis(300), pace.left());
        now += Duration.ofMillis(900).toNanos();
        assertEquals(Duration.ZERO, pace.left());
        pace.taken(500);
        assertEquals(Duration.ofMillis(500), pace.left());
    }

    @Test
    void tellsHowFastItWasLately() {
        ReplayPace pace = pace(1_000);
        pace.done(400);
        assertEquals(null, pace.perSecond());
        now += Duration.ofSeconds(2).toNanos();
        pace.done(400);
        assertEquals(400.0, pace.perSecond());
    }
}
