package dev.sluice.model.broker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A queue of the broker, whoever made it. Its figures are the broker's samples, up to five seconds old at its
/// defaults; null: the broker has not counted them yet, or keeps no statistics.
///
/// @param type such as `classic`, `quorum`, `stream`
/// @param state as the broker says, such as `running`
/// @param node of its leader
/// @param depth null when it is not known
/// @param rates null when the broker keeps none
/// @param idleSince null while it is used, or when the broker does not tell
/// @param own true for one of this Sluice, which is not to be touched here
public record BrokerQueueState(
        String vhost,
        String name,
        String type,
        boolean durable,
        boolean exclusive,
        boolean autoDelete,
        String state,
        @Nullable String node,
        @Nullable String policy,
        @Nullable Depth depth,
        @Nullable Rates rates,
        @Nullable Integer consumers,
        @Nullable Instant idleSince,
        boolean own) {

    /// @param messages ready and unacked together
    /// @param bytes of the message bodies, null when it is not counted
    public record Depth(
            long messages,
            long ready,
            long unacked,
            @Nullable Long bytes) {}

    /// Messages a second.
    ///
    /// @param published into it
    /// @param delivered out of it, with and without acks
    /// @param acked by its consumers
    public record Rates(double published, double delivered, double acked) {}
}
