package dev.sluice.model.replay;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A replay under way or ended.
///
/// @param id what every event it sends carries as `replayid`; that of its plan
/// @param state `running`, `paused`, `stopped-by-itself` (it can be resumed like a paused one), `done`, `stopped` (by
/// somebody) or `failed`
/// @param from,to receive time of the query, null for all that was kept
/// @param target [#TO_QUEUE] or [#TO_PIPELINE]
/// @param queue the broker queue it sends to, null for the pipeline
/// @param count events of the query when it was planned; nothing that was stored later is sent
/// @param exact false: `count` is what could be counted in time, and there are more
/// @param sent events that the target has
/// @param skipped events that cannot be replayed, since they would be too long as new ones
/// @param maybeTwice events that may be in the target twice, because the broker could not tell after an interruption
/// @param rate events a second at most
/// @param perSecond how fast it was lately, null unless it runs
/// @param secondsLeft at that pace, null unless it runs
/// @param endedAt null until it is over
/// @param detail what it waits for, or why it ended
public record Replay(
        String id,
        String state,
        String query,
        @Nullable Instant from,
        @Nullable Instant to,
        String target,
        @Nullable String queue,
        long count,
        boolean exact,
        long sent,
        long skipped,
        long maybeTwice,
        int rate,
        @Nullable Double perSecond,
        @Nullable Long secondsLeft,
        @Nullable String reason,
        String startedBy,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail) {
    public static final String RUNNING = "running";
    public static final String PAUSED = "paused";
    public static final String STOPPED_BY_ITSELF = "stopped-by-itself";
    public static final String DONE = "done";
    public static final String STOPPED = "stopped";
    public static final String FAILED = "failed";

    /// to a queue on the broker that is not one of ours
    public static final String TO_QUEUE = "queue";
    /// into our own pipeline, as new events
    public static final String TO_PIPELINE = "pipeline";

    public boolean over() {
        return state.equals(DONE) || state.equals(STOPPED) || state.equals(FAILED);
    }

    /// true: it does not run and can go on
    public boolean resumable() {
        return state.equals(PAUSED) || state.equals(STOPPED_BY_ITSELF);
    }
}
