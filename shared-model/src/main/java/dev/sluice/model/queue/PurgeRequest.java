package dev.sluice.model.queue;

import org.jspecify.annotations.Nullable;

/// @param plan id of a plan
/// @param reason why, kept in the audit
/// @param name the queue's name once more, where its plan asks for it
public record PurgeRequest(
        @Nullable String plan,
        @Nullable String reason,
        @Nullable String name) {
    public PurgeRequest(@Nullable String plan, @Nullable String reason) {
        this(plan, reason, null);
    }
}
