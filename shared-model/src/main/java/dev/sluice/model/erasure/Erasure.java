package dev.sluice.model.erasure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An erasure under way or done.
///
/// @param id the plan's id
/// @param state `running`, `done` or `failed`; a failed one may be started again by its plan
/// @param erased so far
public record Erasure(
        String id,
        String target,
        String state,
        ErasureCounts planned,
        ErasureCounts erased,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail) {
    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String FAILED = "failed";
}
