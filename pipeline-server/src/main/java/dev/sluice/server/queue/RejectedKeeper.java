package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes messages that are no events to the rejected queue, with confirms, on a channel of its own: after a failure
/// the next attempt opens a new one, which makes missing objects anew and is not told "full" from before. Belongs to
/// one thread.
final class RejectedKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(RejectedKeeper.class);

    private final BrokerLink link;
    private final AtomicBoolean returned = new AtomicBoolean();
    private @Nullable Channel channel;

    RejectedKeeper(BrokerLink link) {
        this.link = link;
    }

    /// @param original the properties a message came with
    /// @return true when the broker holds all of them; false: keep all of them again
    /// @throws dev.sluice.model.error.PipelineException `broker-unavailable` when there is no connection
    boolean keep(List<RejectedMessage> rejected, Function<InboxMessage, AMQP.BasicProperties> original, Duration within)
            throws InterruptedException {
        boolean kept = false;
        try {
            Channel open = open();
            returned.set(false);
            for (RejectedMessage one : rejected) {
                open.basicPublish(
                        InboxTopology.REJECTED,
                        InboxTopology.REJECTED_KEY,
                        true,
                        RejectedProperties.of(one, original.apply(one.message())),
                        one.message().body());
            }
            kept = open.waitForConfirms(within.toMillis()) && !returned.get();
        } catch (IOException | AlreadyClosedException | TimeoutException e) {
            LOG.debug("Rejected messages could not be kept", e);
        } catch (ShutdownSignalException e) {
            LOG.debug("Rejected messages could not be kept: the channel was closed", e);
        }
        if (!kept) {
            close();
        }
        return kept;
    }

    private Channel open() throws IOException {
        Channel present = channel;
        if (present != null && present.isOpen()) {
            return present;
        }
        Channel fresh = link.openChannel();
        channel = fresh;
        InboxTopology.declare(fresh);
        fresh.addReturnListener(_ -> returned.set(true));
        fresh.confirmSelect();
        return fresh;
    }

    void close() {
        Channel present = channel;
        channel = null;
        if (present != null) {
            Channels.abort(present);
        }
    }
}
