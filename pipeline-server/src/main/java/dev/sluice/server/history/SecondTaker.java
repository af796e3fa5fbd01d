package dev.sluice.server.history;

import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.PipelineMeters.Flow;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a slice of what this process counted since the last one. For one thread.
final class SecondTaker {
    private final PipelineMeters meters;
    private final HealthChecks health;
    private final Map<Flow, Map<String, Long>> last = new EnumMap<>(Flow.class);
    private long rejected;
    private long refused;

    SecondTaker(PipelineMeters meters, HealthChecks health) {
        this.meters = meters;
        this.health = health;
    }

    /// @param at start of the second it is to stand for, of the epoch
    Slice take(long at) {
        Slice slice = new Slice(at, 1);
        for (Flow flow : Flow.values()) {
            Map<String, Long> now = meters.byQueue(flow);
            Map<String, Long> before = last.getOrDefault(flow, Map.of());
            now.forEach((queue, total) -> {
                long events = total - before.getOrDefault(queue, 0L);
                if (events > 0) {
                    count(slice.queue(queue), flow, events);
                }
            });
            last.put(flow, now);
        }
        meters.stages()
                .take()
                .forEach((queue, stages) -> slice.queue(queue).latency.putAll(stages));
        meters.takeLatency();
        long rejectedNow = sum(meters.rejectedByCode());
        long refusedNow = sum(meters.refusedByReason());
        slice.rejected = rejectedNow - rejected;
        slice.refused = refusedNow - refused;
        rejected = rejectedNow;
        refused = refusedNow;
        HealthReport report = health.report();
        slice.broker = state(report, "broker");
        slice.database = state(report, "database");
        return slice;
    }

    private static void count(QueueFigures figures, Flow flow, long events) {
        switch (flow) {
            case ACCEPTED -> {
                figures.accepted = events;
                figures.peakAccepted = events;
            }
            case STORED -> {
                figures.stored = events;
                figures.peakStored = events;
            }
            case DUPLICATE -> figures.duplicate = events;
            case DEAD_LETTERED -> figures.dead = events;
            case PURGED -> figures.purged = events;
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static @Nullable HealthState state(HealthReport report, String name) {
        return report.checks().stream()
                .filter(check -> check.name().equals(name))
                .map(Check::state)
                .findFirst()
                .orElse(null);
    }
}
