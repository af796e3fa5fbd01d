package dev.sluice.console.task;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ThrottleTest {
    private final ManualTicker ticker = new ManualTicker(Instant.parse("2026-11-23T10:00:00Z"));
    private final AtomicInteger drains = new AtomicInteger();
    private final Throttle throttle = new Throttle(ticker, Duration.ofMillis(100), drains::incrementAndGet);

    @Test
    void drainsTheFirstRequestAtOnce() {
        throttle.request();
        ticker.advance(Duration.ZERO);
        assertEquals(1, drains.get());
    }

    @Test
    void drainsAtMostTenTimesASecondAndKeepsTheLastRequest() {
        for (int i = 0; i < 1_000; i++) {
            throttle.request();
            ticker.advance(Duration.ofMillis(1));
        }
        ticker.advance(Duration.ofMillis(100));
        assertEquals(11, drains.get());
    }

    @Test
    void restsWhenNothingIsRequested() {
        throttle.request();
        ticker.advance(Duration.ofMinutes(1));
        assertEquals(1, drains.get());
    }
}
