package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GrowthTest {
    private final Growth growth = new Growth();
    private long seconds;

    private void add(int spanSeconds, long from, double perSecond) {
        for (int second = 0; second < spanSeconds; second += 5) {
            growth.add(Duration.ofSeconds(seconds + second).toNanos(), Math.round(from + perSecond * second));
        }
        seconds += spanSeconds;
    }

    private double perSecond() {
        Double pace = growth.perSecond();
        assertNotNull(pace);
        return pace;
    }

    @Test
    void saysNothingBeforeFiveMinutes() {
        assertNull(growth.perSecond());
        add(300, 0, 100);
        assertNull(growth.perSecond());
        add(5, 30_000, 100);
        assertEquals(100, perSecond(), 0.01);
    }

    @Test
    void forgetsWhatIsOlderThanAQuarterOfAnHour() {
        add(900, 0, 1_000);
        add(1_000, 900_000, 10);
        assertEquals(10, perSecond(), 0.01);
    }

    @Test
    void isNegativeWhenItShrinksAndFlatWhenItStands() {
        add(600, 1 << 20, -50);
        assertEquals(-50, perSecond(), 0.1);
        add(1_000, 5_000, 0);
        assertEquals(0, perSecond(), 0.01);
    }
}
