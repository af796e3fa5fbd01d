package dev.sluice.server.queue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);
    private static final Duration FINISH_WITHIN = Duration.ofSeconds(2);

    private Channels() {}

    /// Closes a channel that is of no use any more, in whatever state it is, and waits a little for the broker: it
    /// answers nothing while it is blocked. Not for callbacks of the client library, which would wait for
    /// themselves.
    static void abort(Channel channel) {
        finish("abort-channel", () -> {
            try {
                channel.abort();
            } catch (IOException e) {
                LOG.debug("Channel {} was gone before it could be closed", channel.getChannelNumber(), e);
            }
        });
    }

    /// Ends a connection in the same way.
    static void abort(Connection connection) {
        finish("abort-connection", () -> connection.abort((int) FINISH_WITHIN.toMillis()));
    }

    /// What is not done in time goes on by itself.
    private static void finish(String name, Runnable action) {
        try {
            Thread.ofVirtual().name(name).start(action).join(FINISH_WITHIN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
