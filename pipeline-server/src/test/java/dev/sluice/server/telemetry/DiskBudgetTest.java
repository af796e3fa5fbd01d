package dev.sluice.server.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.config.DiskConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBudgetTest {
    @TempDir
    Path home;

    @Test
    void isExceededWhenTheDataOutgrowsTheBudgetAndNoMoreWhenItShrinks() throws IOException {
        Path data = Files.createDirectories(home.resolve("postgresql")).resolve("data");
        Files.write(data, new byte[700]);
        try (DiskBudget budget = new DiskBudget(home, new DiskConfig(1_000, 1))) {
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
        }
    }

    @Test
    void isExceededWhenTheDiskRunsLow() {
        try (DiskBudget budget = new DiskBudget(home.resolve("not-yet"), new DiskConfig(1_000, Long.MAX_VALUE / 2))) {
            assertTrue(budget.exceeded());
            assertTrue(budget.detail().contains("until disk space is freed"), budget.detail());
        }
    }
}
