package dev.sluice.model.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Asks for the plan of a replay, or starts one: by its plan, or by the query itself.
///
/// @param plan id of a plan; then nothing of what was planned is said again
/// @param query of the query language, null or empty for all events
/// @param from,to receive time, `[from, to)`; null for all that is kept
/// @param zone of times in the query that are written without one, null: UTC
/// @param target [Replay#TO_QUEUE] or [Replay#TO_PIPELINE]; null: the former when there is a queue
/// @param queue name of a broker queue that is not one of ours
/// @param rate events a second at most, null: the plan's, or 1,000
/// @param reason why, kept in the audit
/// @param name what the plan asks to be said once more: the target queue's name, or `pipeline`
public record ReplayRequest(
        @Nullable String plan,
        @Nullable String query,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String zone,
        @Nullable String target,
        @Nullable String queue,
        @Nullable Integer rate,
        @Nullable String reason,
        @Nullable String name) {

    /// Starts what was planned.
    public static ReplayRequest of(
            String plan, @Nullable Integer rate, @Nullable String reason, @Nullable String name) {
        return new ReplayRequest(plan, null, null, null, null, null, null, rate, reason, name);
    }

    /// Asks for a plan.
    public static ReplayRequest plan(
            String query,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String zone,
            String target,
            @Nullable String queue,
            @Nullable Integer rate) {
        return new ReplayRequest(null, query, from, to, zone, target, queue, rate, null, null);
    }
}
