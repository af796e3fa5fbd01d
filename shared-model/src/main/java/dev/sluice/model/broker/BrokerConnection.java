package dev.sluice.model.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A connection to the broker.
///
/// @param name the broker's, such as `127.0.0.1:40210 -> 127.0.0.1:5672`
/// @param label the client's own name for it, null when it gave none
/// @param client library and version
/// @param state such as `running`, `blocked`, `flow`
/// @param receivedBytes,sentBytes a second, as the broker sees it; null: not counted
/// @param channelCount how many channels it has
/// @param channels at most 50
/// @param own true for one of this Sluice
public record BrokerConnection(
        String name,
        @Nullable String label,
        String vhost,
        String user,
        String peer,
        String protocol,
        boolean tls,
        String state,
        @Nullable String client,
        @Nullable Instant connectedAt,
        @Nullable Double receivedBytes,
        @Nullable Double sentBytes,
        int channelCount,
        List<Channel> channels,
        boolean own) {
    public BrokerConnection {
        channels = List.copyOf(channels);
    }

    /// @param prefetch of the whole channel, or of each consumer; 0: without a limit
    /// @param unacked messages delivered and not acked
    /// @param unconfirmed messages published and not confirmed
    /// @param confirms true when it publishes with confirms
    public record Channel(
            int number,
            String state,
            int consumers,
            int prefetch,
            long unacked,
            long unconfirmed,
            boolean confirms,
            @Nullable Double publishedPerSecond,
            @Nullable Double deliveredPerSecond) {}
}
