package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
    private long now;
    private final LoginThrottle throttle = new LoginThrottle(() -> now);

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private Duration refused(String name, String address) {
        PipelineException e = assertThrows(PipelineException.class, () -> throttle.enter(name, address));
        assertEquals(ErrorCode.LOGIN_THROTTLED, e.code());
        return e.retryAfter();
    }

    private void fail(String name, String address, int times) {
        for (int i = 0; i < times; i++) {
            throttle.enter(name, address);
        }
    }

    @Test
    void makesWhoFailedFiveTimesWaitLongerAndLonger() {
        fail("anna", "10.0.0.1", 5);
        assertEquals(Duration.ofSeconds(1), refused("anna", "10.0.0.1"));
        pass(Duration.ofSeconds(1));
        fail("anna", "10.0.0.1", 1);
        assertEquals(Duration.ofSeconds(2), refused("anna", "10.0.0.1"));
        for (int i = 0; i < 20; i++) {
            pass(Duration.ofMinutes(5));
            fail("anna", "10.0.0.1", 1);
        }
        assertTrue(refused("anna", "10.0.0.1").compareTo(Duration.ofMinutes(5)) <= 0, "never for good");
    }

    @Test
    void letsSomebodyElseInFromElsewhere() {
        fail("anna", "10.0.0.1", 5);
        refused("anna", "10.0.0.1");
        throttle.enter("anna", "10.0.0.2");
        throttle.enter("ben", "10.0.0.1");
    }

    @Test
    void countsAnAddressThatTriesManyNames() {
        for (int i = 0; i < 20; i++) {
            throttle.enter("name" + i, "10.0.0.1");
        }
        refused("another", "10.0.0.1");
        throttle.enter("another", "10.0.0.2");
    }

    @Test
    void slowsStrangersFromManyAddressesButNotWhereTheNameLoggedInBefore() {
        throttle.enter("anna", "10.0.0.1");
        throttle.succeeded("anna", "10.0.0.1");
        for (int i = 0; i < 50; i++) {
            throttle.enter("anna", "172.16.0." + i);
        }
        assertTrue(refused("anna", "172.16.1.1").compareTo(Duration.ofSeconds(30)) <= 0);
        throttle.enter("anna", "10.0.0.1");
    }

    @Test
    void forgetsFailuresAfterASuccessAndAfterAnHour() {
        fail("anna", "10.0.0.1", 5);
        pass(Duration.ofSeconds(1));
        throttle.enter("anna", "10.0.0.1");
        throttle.succeeded("anna", "10.0.0.1");
        fail("anna", "10.0.0.1", 5);
        refused("anna", "10.0.0.1");
        pass(Duration.ofMinutes(61));
        fail("anna", "10.0.0.1", 5);
    }

    @Test
    void doesNotCountATryThatWasNotLookedAt() {
        for (int i = 0; i < 30; i++) {
            throttle.enter("anna", "10.0.0.1");
            throttle.undone("anna", "10.0.0.1");
        }
    }
}
