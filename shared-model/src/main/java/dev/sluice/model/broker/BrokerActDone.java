package dev.sluice.model.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// An act on a foreign queue that the broker confirmed.
///
/// @param messages about how many went, by the figures right before; null when they were not known
public record BrokerActDone(
        String plan,
        String act,
        String vhost,
        String queue,
        @Nullable Long messages,
        Instant at) {}
