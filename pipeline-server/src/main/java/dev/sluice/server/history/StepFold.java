package dev.sluice.server.history;

import dev.sluice.model.live.TelemetryCounts;
import dev.sluice.model.live.TelemetryLatency;
import dev.sluice.model.live.TelemetryPeaks;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.server.telemetry.LatencyCounts;
import dev.sluice.server.telemetry.QueueFigures;
import dev.sluice.server.telemetry.Slice;
import dev.sluice.server.telemetry.Stage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One step of an answer: the ledger's part gives counts and depth, the instances' part latency, refusals and health.
/// Not thread-safe.
final class StepFold {
    private final @Nullable String queue;
    private final QueueFigures counted = new QueueFigures();
    /// refusals and health
    private final Slice seen = new Slice(0, 0);
    private final QueueFigures measured = new QueueFigures();
    private int seconds;

    /// @param queue null: all of them
    StepFold(@Nullable String queue) {
        this.queue = queue;
    }

    /// @param slice of whom the counts are, in order of time
    void count(Slice slice) {
        counted.addLater(of(slice));
        seconds += slice.seconds;
    }

    /// @param slice of any instance
    void see(Slice slice) {
        seen.addSums(slice);
        if (queue == null) {
            slice.queues.values().forEach(measured::addLatency);
        } else if (slice.queues.containsKey(queue)) {
            measured.addLatency(slice.queues.get(queue));
        }
    }

    /// Nobody can say it better at the moment.
    void waiting(long events, long messages) {
        counted.depth = events;
        counted.messages = messages;
    }

    private QueueFigures of(Slice slice) {
        if (queue == null) {
            return SliceFolds.all(slice);
        }
        QueueFigures one = slice.queues.get(queue);
        return one == null ? new QueueFigures() : one;
    }

    /// true when somebody observed it
    boolean observed() {
        return seconds > 0;
    }

    /// @param end of the step
    TelemetrySample sample(Instant end) {
        boolean whole = queue == null;
        TelemetryCounts counts = new TelemetryCounts(
                counted.accepted,
                counted.stored,
                counted.duplicate,
                counted.dead,
                counted.purged,
                whole ? seen.rejected : 0,
                whole ? seen.refused : 0);
        TelemetryLatency latency = new TelemetryLatency(
                stage(measured, Stage.CONFIRMED),
                stage(measured, Stage.DELIVERED),
                stage(measured, Stage.STORED),
                stage(measured, Stage.TOTAL));
        TelemetryLatency.@Nullable Stage total = latency.total();
        return new TelemetrySample(
                end,
                rate(counts.accepted()),
                rate(counts.stored()),
                rate(counts.duplicate()),
                rate(counts.deadLettered()),
                rate(counts.rejected()),
                counted.depth,
                counted.messages,
                total == null ? null : total.p50(),
                total == null ? null : total.p95(),
                total == null ? null : total.p99(),
                seconds,
                counts,
                new TelemetryPeaks(counted.peakAccepted, counted.peakStored, counted.peakDepth),
                latency,
                counted.oldestMillis == 0 ? null : counted.oldestMillis / 1_000.0,
                seen.broker,
                seen.database);
    }

    private double rate(long events) {
        return Math.max(0, Math.round(1_000.0 * events / Math.max(1, seconds)) / 1_000.0);
    }

    private static TelemetryLatency.@Nullable Stage stage(QueueFigures figures, Stage stage) {
        LatencyCounts counts = figures.latency.get(stage);
        return counts == null || counts.total() == 0
                ? null
                : new TelemetryLatency.Stage(
                        counts.millis(0.5), counts.millis(0.95), counts.millis(0.99), counts.total());
    }
}
