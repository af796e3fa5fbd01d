package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param reason why, shown to everyone; required
/// @param until when to resume by itself, null for never
/// @param untilDepth how many events may wait before it resumes by itself, null for any number
public record PauseRequest(
        @Nullable String reason,
        @Nullable Instant until,
        @Nullable Long untilDepth) {
    /// One that ends by time, if at all.
    public PauseRequest(@Nullable String reason, @Nullable Instant until) {
        this(reason, until, null);
    }
}
