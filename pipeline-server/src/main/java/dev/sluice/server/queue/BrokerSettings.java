package dev.sluice.server.queue;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Where the broker is.
///
/// @param amqp `amqp://user:password@host:port/vhost`
/// @param management base URL of the management API with its user, null when there is none
/// @param heartbeat a silent connection is given up after twice this
public record BrokerSettings(URI amqp, @Nullable URI management, Duration heartbeat) {
    @Override
    public String toString() {
        return "broker at " + amqp.getHost() + ":" + amqp.getPort();
    }
}
