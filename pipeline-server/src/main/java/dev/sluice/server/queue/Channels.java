package dev.sluice.server.queue;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

final class Channels {
    private static final Logger LOG = LoggerFactory.getLogger(Channels.class);

    private Channels() {}

    /// Closes a channel that is of no use any more, in whatever state it is. Not to be called from a callback of the
    /// client library, which would wait for itself.
    static void abort(Channel channel) {
        try {
            channel.abort();
        } catch (IOException e) {
            LOG.debug("Channel {} was gone before it could be closed", channel.getChannelNumber(), e);
        }
    }
}
