package dev.sluice.server.queue;

import org.jspecify.annotations.Nullable;

/// Whether the broker enforces a queue's limit by a policy of ours.
///
/// @param applied true: the policy is there with the limit
/// @param detail why not, null when it is applied
public record LimitPolicy(boolean applied, @Nullable String detail) {}
