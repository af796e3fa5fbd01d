package dev.sluice.model.health;

import java.util.List;

/// @param state the worst of the checks
public record HealthReport(HealthState state, List<Check> checks) {
    public HealthReport {
        checks = List.copyOf(checks);
    }

    public static HealthReport of(List<Check> checks) {
        HealthState worst = HealthState.GREEN;
        for (Check check : checks) {
            worst = worst.worse(check.state());
        }
        return new HealthReport(worst, checks);
    }

    /// @param name of the thing checked, kebab-case: `broker`, `database`, `ledger`, `disk`
    /// @param detail one sentence for people: what is wrong, the figure, what to do
    public record Check(String name, HealthState state, String detail) {}
}
