package dev.sluice.server.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DrainTest {
    @Test
    void waitsForMoreThanWasAcceptedUntilNothingChanges() throws Exception {
        // answers that were cut off: two events more than the load tool knows of come later
        AtomicLong looks = new AtomicLong();
        Drain drain = Drain.await(() -> Math.min(12, 8 + looks.getAndIncrement()), 10, Duration.ofMinutes(1));
        assertEquals(8, drain.meanwhile());
        assertEquals(12, drain.settled());
    }

    @Test
    void givesUpWhenItsPatienceEnds() throws Exception {
        Drain drain = Drain.await(() -> 3, 10, Duration.ofMillis(1));
        assertEquals(3, drain.settled());
    }
}
