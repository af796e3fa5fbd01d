package dev.sluice.model.live;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One second of the pipeline.
///
/// @param at end of the second
/// @param accepted,stored,duplicate,deadLettered,rejected events a second
/// @param depthEvents,depthMessages what waited in all queues at the end of the second
/// @param latencyP50,latencyP95,latencyP99 milliseconds from accepted to stored, null when nothing was stored
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
        @Nullable Double latencyP99) {}
