package dev.sluice.model.broker;

import org.jspecify.annotations.Nullable;

/// @param plan id of a plan
/// @param reason why, kept in the audit
/// @param confirm the queue's name, typed once more
public record BrokerActRequest(
        @Nullable String plan,
        @Nullable String reason,
        @Nullable String confirm) {}
