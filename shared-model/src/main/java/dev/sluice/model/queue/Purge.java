package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A purge under way or done.
///
/// @param id the plan's id
/// @param state `running`, `done`, `stopped` or `failed`
/// @param planned events of the plan
/// @param purged events removed so far
public record Purge(
        String id,
        String queue,
        String state,
        long planned,
        long purged,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail) {
    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String STOPPED = "stopped";
    public static final String FAILED = "failed";
}
