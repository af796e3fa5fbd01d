package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HealthChecksTest {
    private final AtomicLong now = new AtomicLong();
    private final HealthChecks checks = new HealthChecks(now::get);

    @Test
    void takesTheWorstState() {
        checks.register("a", () -> new Check("a", HealthState.GREEN, "fine"));
        assertEquals(HealthState.GREEN, checks.report().state());
        checks.register("b", () -> new Check("b", HealthState.AMBER, "so so"));
        assertEquals(HealthState.AMBER, checks.report().state());
    }

    @Test
    void asksAtMostOnceASecond() {
        AtomicInteger asked = new AtomicInteger();
        checks.register("a", () -> new Check("a", HealthState.GREEN, "asked " + asked.incrementAndGet()));
        HealthReport first = checks.report();
        now.addAndGet(Duration.ofMillis(999).toNanos());
        assertSame(first, checks.report());
        now.addAndGet(Duration.ofMillis(2).toNanos());
        assertEquals("asked 2", checks.report().checks().getFirst().detail());
    }

    @Test
    void showsACheckThatFailsAsRed() {
        checks.register("a", () -> {
            throw new IllegalStateException("boom");
        });
        assertEquals(HealthState.RED, checks.report().state());
    }

    @Test
    void delaysNobodyWhenACheckHangsAndSaysSoAfterTenSeconds() throws InterruptedException {
        CountDownLatch asking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        checks.register("a", () -> {
            asking.countDown();
            await(release);
            return new Check("a", HealthState.GREEN, "late");
        });
        Thread asker = Thread.ofVirtual().start(checks::report);
        asking.await();
        assertEquals(HealthState.GREEN, checks.report().state());
        now.addAndGet(Duration.ofSeconds(11).toNanos());
        assertEquals("health", checks.report().checks().getFirst().name());
        release.countDown();
        asker.join();
        assertEquals("late", checks.report().checks().getFirst().detail());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
