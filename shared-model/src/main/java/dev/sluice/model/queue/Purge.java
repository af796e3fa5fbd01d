package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A purge under way or done, and its undo.
///
/// @param id the plan's id
/// @param state `running`, then `done`, `stopped` or `failed`; `undoing` and `undone` when it was taken back
/// @param planned events of the plan
/// @param purged events removed so far
/// @param undone events put back so far
/// @param eventsPerSecond mean so far, of the removing or of the putting back
/// @param undoUntil it can be undone until then, null when it cannot be
/// @param noUndo why it cannot be undone, null when it can be or was
/// @param by who started it
/// @param filter which events, null for all
public record Purge(
        String id,
        String queue,
        String state,
        long planned,
        long purged,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail,
        long undone,
        double eventsPerSecond,
        @Nullable Instant undoUntil,
        @Nullable String noUndo,
        @Nullable String by,
        @Nullable String reason,
        @Nullable PurgeFilter filter) {
    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String STOPPED = "stopped";
    public static final String FAILED = "failed";
    public static final String UNDOING = "undoing";
    public static final String UNDONE = "undone";

    /// One without a way back.
    public Purge(
            String id,
            String queue,
            String state,
            long planned,
            long purged,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String detail) {
        this(id, queue, state, planned, purged, startedAt, endedAt, detail, 0, 0, null, null, null, null, null);
    }

    /// true while events move
    public boolean moves() {
        return state.equals(RUNNING) || state.equals(UNDOING);
    }
}
