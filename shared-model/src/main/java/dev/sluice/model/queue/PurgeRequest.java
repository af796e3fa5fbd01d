package dev.sluice.model.queue;

import org.jspecify.annotations.Nullable;

/// @param plan id of a plan
/// @param reason why, kept in the audit
public record PurgeRequest(@Nullable String plan, @Nullable String reason) {}
