package dev.sluice.model.replay;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a replay would send, as counted when it was planned; nothing was sent.
///
/// @param plan id to start it by, once; it becomes the replay's own
/// @param from,to receive time of the query, null for all that is kept
/// @param target [Replay#TO_QUEUE] or [Replay#TO_PIPELINE]
/// @param queue the broker queue, null for the pipeline
/// @param count events that would be sent
/// @param exact false: `count` is what could be counted in time, and there are more
/// @param rate events a second at most
/// @param seconds about how long it takes at that rate
/// @param first,last receive times of the oldest and the newest event, null when there is none
/// @param samples up to five of the events, the oldest ones
/// @param waiting messages that wait in the target queue now, null for the pipeline
/// @param consumers of the target queue now: what is sent is theirs at once; null for the pipeline
/// @param confirmName what must be said once more as `name`, null: nothing
/// @param expires after which the plan is refused
public record ReplayPlan(
        String plan,
        String query,
        @Nullable Instant from,
        @Nullable Instant to,
        String target,
        @Nullable String queue,
        long count,
        boolean exact,
        int rate,
        long seconds,
        @Nullable Instant first,
        @Nullable Instant last,
        List<Sample> samples,
        @Nullable Long waiting,
        @Nullable Long consumers,
        @Nullable String confirmName,
        Instant expires) {
    public ReplayPlan {
        samples = List.copyOf(samples);
    }

    /// One of the events.
    ///
    /// @param receivedAt null when it is not known
    public record Sample(
            String type,
            String source,
            String id,
            @Nullable String subject,
            @Nullable Instant receivedAt) {}
}
