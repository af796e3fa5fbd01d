package dev.sluice.server.access;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.access.KeyRate;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.LimitsConfig;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final Principal ADMIN = new Principal.Admin();

    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits = new RateLimits(new LimitsConfig(10, 0), now::get);

    private PipelineException refused(Principal who, Map<String, Integer> counts) {
        PipelineException e = assertThrows(
                PipelineException.class,
                () -> limits.charge(
                        who, counts.values().stream().mapToInt(i -> i).sum(), counts));
        assertEquals(ErrorCode.RATE_LIMITED, e.code());
        return e;
    }

    @Test
    void limitsEachSourceByItself() {
        limits.charge(ADMIN, 10, Map.of("/a", 10));
        assertEquals(Duration.ofMillis(100), refused(ADMIN, Map.of("/a", 1)).retryAfter());
        assertDoesNotThrow(() -> limits.charge(ADMIN, 1, Map.of("/b", 1)));
    }

    @Test
    void takesARequestOfSeveralSourcesWholeOrNotAtAll() {
        limits.charge(ADMIN, 10, Map.of("/spent", 10));
        for (int i = 0; i < 100; i++) {
            refused(ADMIN, Map.of("/spent", 1, "/fresh", 10));
        }
        assertDoesNotThrow(() -> limits.charge(ADMIN, 10, Map.of("/fresh", 10)));
    }

    @Test
    void neverSendsACallerAwayForMoreThanTenSeconds() {
        limits.charge(ADMIN, 10_000, Map.of("/a", 10_000));
        assertEquals(Duration.ofSeconds(10), refused(ADMIN, Map.of("/a", 1)).retryAfter());
    }

    @Test
    void saysNoAtTheDoorWhenNothingIsLeftForTheKey() {
        Principal key = new Principal.Producer(Keys.grant(new KeyRate(5, 5)));
        limits.enter(key);
        limits.charge(key, 5, Map.of("/a", 5));
        assertEquals(
                ErrorCode.RATE_LIMITED,
                assertThrows(PipelineException.class, () -> limits.enter(key)).code());
        assertDoesNotThrow(() -> limits.enter(ADMIN));
    }

    @Test
    void tracksABoundedNumberOfSourcesAndLimitsTheRestTogether() {
        for (int i = 0; i < RateLimits.MAX_SOURCES; i++) {
            limits.charge(ADMIN, 1, Map.of("/s" + i, 1));
        }
        limits.charge(ADMIN, 10, Map.of("/one-more", 10));
        refused(ADMIN, Map.of("/and-another", 1));
        assertEquals(RateLimits.MAX_SOURCES, limits.tracked());
        now.addAndGet(Duration.ofSeconds(2).toNanos());
        limits.charge(ADMIN, 1, Map.of("/later", 1));
        assertTrue(limits.tracked() < 10, "idle sources are forgotten");
    }

    @Test
    void limitsNothingByDefault() {
        RateLimits none = new RateLimits(new LimitsConfig(0, 0), now::get);
        assertDoesNotThrow(() -> none.charge(ADMIN, 1_000_000, Map.of("/a", 1_000_000)));
        assertEquals(0, none.tracked());
    }
}
