package dev.sluice.server.ingest;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RushTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Map<String, Duration> busy = new HashMap<>();
    private final Rush rush = new Rush(() -> Map.copyOf(busy));

    @Test
    void isOnWhileALaneIsBusyNearlyAllTheTime() {
        assertFalse(rush.since(SECOND));
        busy.put("quiet", Duration.ofMillis(10));
        busy.put("loud", Duration.ofMillis(950));
        assertTrue(rush.since(2 * SECOND));
        busy.put("loud", Duration.ofMillis(1_900));
        assertTrue(rush.since(3 * SECOND));
        busy.put("loud", Duration.ofMillis(2_300));
        assertFalse(rush.since(4 * SECOND));
    }

    @Test
    void doesNotAddUpQueues() {
        assertFalse(rush.since(SECOND));
        busy.put("a", Duration.ofMillis(600));
        busy.put("b", Duration.ofMillis(600));
        assertFalse(rush.since(2 * SECOND));
    }

    @Test
    void saysNothingOfTheTimeBeforeItWasAsked() {
        busy.put("loud", Duration.ofHours(1));
        assertFalse(rush.since(SECOND));
        assertFalse(rush.since(2 * SECOND));
    }
}
