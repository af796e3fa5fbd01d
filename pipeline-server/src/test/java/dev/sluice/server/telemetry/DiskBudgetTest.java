package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.config.DiskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBudgetTest {
    @TempDir
    Path home;

    @Test
    void isExceededWhenTheDataOutgrowsTheBudgetAndNoMoreWhenItShrinks() throws IOException {
        Path data = Files.createDirectories(home.resolve("postgresql")).resolve("data");
        Files.write(data, new byte[700]);
        try (DiskBudget budget = new DiskBudget(home, new DiskConfig(1_000, 1, 5_000L))) {
            assertEquals(HealthState.GREEN, budget.check().state());
            Files.write(data, new byte[900]);
            budget.refresh();
            assertEquals(HealthState.AMBER, budget.check().state());
            assertFalse(budget.exceeded());
            Files.write(data, new byte[1_001]);
            budget.refresh();
            assertTrue(budget.exceeded());
            assertEquals(HealthState.RED, budget.check().state());
            assertTrue(budget.detail().contains("SLUICE_DISK_BUDGET"), budget.detail());
            Files.write(data, new byte[10]);
            budget.refresh();
            assertFalse(budget.exceeded());
            budget.database(4_500);
            assertEquals(HealthState.AMBER, budget.check().state());
            budget.database(5_001);
            assertTrue(budget.exceeded());
            assertTrue(budget.detail().contains("SLUICE_DB_BUDGET"), budget.detail());
            budget.database(100);
            assertEquals(HealthState.GREEN, budget.check().state());
        }
    }

    @Test
    void warnsADayBeforeTheBudgetIsUsedUp() throws IOException {
        AtomicLong nanos = new AtomicLong();
        Path data = home.resolve("data");
        Files.write(data, new byte[100]);
        try (DiskBudget budget = new DiskBudget(home, new DiskConfig(1_000_000, 1, null), nanos::get)) {
            for (int minute = 1; minute <= 6; minute++) {
                nanos.addAndGet(Duration.ofMinutes(1).toNanos());
                Files.write(data, new byte[100 + 1_200 * minute]);
                budget.refresh();
                assertEquals(minute < 5, budget.home().growthBytesPerSecond() == null);
            }
            assertEquals(20, Objects.requireNonNull(budget.home().growthBytesPerSecond()), 0.01);
            assertEquals(992_700 / 20.0, Objects.requireNonNull(budget.home().fullSeconds()), 1);
            assertEquals(HealthState.AMBER, budget.check().state());
            assertTrue(budget.detail().endsWith("are kept)"), budget.detail());
            assertTrue(
                    budget.check().detail().contains("is full in about 14 h"),
                    budget.check().detail());
        }
    }

    @Test
    void isExceededWhenTheDiskRunsLow() {
        try (DiskBudget budget =
                new DiskBudget(home.resolve("not-yet"), new DiskConfig(1_000, Long.MAX_VALUE / 2, null))) {
            assertTrue(budget.exceeded());
            assertTrue(budget.detail().contains("until disk space is freed"), budget.detail());
        }
    }
}
