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
/// @param filter which events would go, null for all
/// @param exact false: `count` and `messages` are estimates, because the queue is too long to be walked for a plan
/// @param inFlight messages that consumers hold right now; they store some of those events before the purge comes to
/// them
/// @param bytes about what the events take on the broker, compressed
/// @param undoUntil when the purge is started at once, it can be undone until then; null without undo
/// @param noUndo why there is no undo, null when there is one
/// @param publishers names of the keys that may send to the queue and were used within the last hour
/// @param consumers instances that store from the queue
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
        Instant expires,
        @Nullable PurgeFilter filter,
        boolean exact,
        long inFlight,
        long bytes,
        @Nullable Instant undoUntil,
        @Nullable String noUndo,
        @Nullable List<String> publishers,
        @Nullable List<String> consumers) {
    public PurgePlan {
        samples = List.copyOf(samples);
        // plans of older servers have neither
        publishers = publishers == null ? List.of() : List.copyOf(publishers);
        consumers = consumers == null ? List.of() : List.copyOf(consumers);
    }

    /// One of all events, counted exactly.
    public PurgePlan(
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
        this(
                plan,
                queue,
                count,
                messages,
                oldest,
                newest,
                samples,
                acceptedPerSecond,
                undo,
                confirmName,
                expires,
                null,
                true,
                0,
                0,
                null,
                null,
                List.of(),
                List.of());
    }

    public record Sample(
            String type, String source, String id, @Nullable String subject) {}
}
