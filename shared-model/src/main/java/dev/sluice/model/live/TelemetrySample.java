package dev.sluice.model.live;

import dev.sluice.model.health.HealthState;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One second of the pipeline, or one step of its history.
///
/// @param at end of the second or step
/// @param accepted,stored,duplicate,deadLettered,rejected events a second, never below 0
/// @param depthEvents,depthMessages what waited in all queues at the end
/// @param latencyP50,latencyP95,latencyP99 milliseconds from received to stored, null when nothing was stored
/// @param seconds how many seconds of the step were observed
/// @param counts what was counted in it, null where it was not
/// @param peaks the highest seconds in it, null where they are not known
/// @param latency by stage, null where nothing was measured
/// @param oldestAgeSeconds the longest that an event waited, null when none did
/// @param broker,database the worst that any instance saw of them, null when none has said
public record TelemetrySample(
        Instant at,
        double accepted,
        double stored,
        double duplicate,
        double deadLettered,
        double rejected,
        long depthEvents,
        long depthMessages,
        @Nullable Double latencyP50,
        @Nullable Double latencyP95,
        @Nullable Double latencyP99,
        int seconds,
        @Nullable TelemetryCounts counts,
        @Nullable TelemetryPeaks peaks,
        @Nullable TelemetryLatency latency,
        @Nullable Double oldestAgeSeconds,
        @Nullable HealthState broker,
        @Nullable HealthState database) {

    /// One second of which no more is known.
    public TelemetrySample(
            Instant at,
            double accepted,
            double stored,
            double duplicate,
            double deadLettered,
            double rejected,
            long depthEvents,
            long depthMessages,
            @Nullable Double latencyP50,
            @Nullable Double latencyP95,
            @Nullable Double latencyP99) {
        this(
                at,
                accepted,
                stored,
                duplicate,
                deadLettered,
                rejected,
                depthEvents,
                depthMessages,
                latencyP50,
                latencyP95,
                latencyP99,
                1,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
