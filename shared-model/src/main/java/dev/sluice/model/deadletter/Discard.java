package dev.sluice.model.deadletter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Dead letters that were discarded together.
///
/// @param state `done` or `undone`
/// @param discarded letters that went
/// @param undoUntil until then it can be undone; then their bytes go
/// @param restored letters that an undo brought back
public record Discard(
        String id,
        String queue,
        String state,
        long discarded,
        Instant undoUntil,
        @Nullable String reason,
        String discardedBy,
        Instant discardedAt,
        @Nullable Long restored,
        @Nullable String undoneBy,
        @Nullable Instant undoneAt) {
    public static final String DONE = "done";
    public static final String UNDONE = "undone";
}
