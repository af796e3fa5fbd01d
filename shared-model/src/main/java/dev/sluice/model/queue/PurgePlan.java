package dev.sluice.model.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a purge would remove, as counted when it was planned.
///
/// @param plan id to execute it by, once
/// @param count events that would go
/// @param messages frames they travel in
/// @param oldest,newest receive times, null when the queue is empty
/// @param samples up to five of the events
/// @param acceptedPerSecond what arrives meanwhile and stays
/// @param undo true when the purge can be undone afterwards
/// @param confirmName true when the queue's name must be typed
/// @param expires after which the plan is refused
public record PurgePlan(
        String plan,
        String queue,
        long count,
        long messages,
        @Nullable Instant oldest,
        @Nullable Instant newest,
        List<Sample> samples,
        double acceptedPerSecond,
        boolean undo,
        boolean confirmName,
        Instant expires) {
    public PurgePlan {
        samples = List.copyOf(samples);
    }

    public record Sample(
            String type, String source, String id, @Nullable String subject) {}
}
