package dev.sluice.server.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlarmWebhookTest {
    @Test
    void pausesLongerEachTimeUpToFiveMinutesWithJitter() {
        assertEquals(Duration.ofMillis(500), AlarmWebhook.pause(0, 0));
        assertEquals(Duration.ofSeconds(1), AlarmWebhook.pause(0, 1));
        assertEquals(Duration.ofSeconds(8), AlarmWebhook.pause(3, 1));
        assertEquals(Duration.ofMinutes(5), AlarmWebhook.pause(1_000, 1));
    }
}
