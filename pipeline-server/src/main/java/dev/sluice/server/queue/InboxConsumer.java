package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads the inbox with manual acks, and moves what is no event to the rejected queue. The prefetch bounds what waits
/// here. All methods belong to one thread.
public final class InboxConsumer implements AutoCloseable {
    private record Arrival(InboxMessage message, AMQP.BasicProperties properties) {}

    private final BrokerLink link;
    private final Channel channel;
    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final Object end = new Object();
    private final AckWindow window = new AckWindow();
    private final Map<Long, AMQP.BasicProperties> properties = new HashMap<>();
    private final RejectedKeeper keeper;
    private volatile @Nullable String loss;

    private InboxConsumer(BrokerLink link, Channel channel) {
        this.link = link;
        this.keeper = new RejectedKeeper(link);
        this.channel = channel;
    }

    /// Declares the inbox and subscribes.
    ///
    /// @throws PipelineException `broker-unavailable`
    public static InboxConsumer open(BrokerLink link, int prefetch) {
        Channel channel = link.openChannel();
        InboxConsumer consumer = new InboxConsumer(link, channel);
        try {
            InboxTopology.declare(channel);
            channel.addShutdownListener(cause -> consumer.lose(String.valueOf(cause.getMessage())));
            channel.basicQos(prefetch);
            channel.basicConsume(InboxTopology.QUEUE, false, consumer.new Callbacks());
            return consumer;
        } catch (IOException | AlreadyClosedException e) {
            Channels.abort(channel);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE,
                    "Cannot consume " + InboxTopology.QUEUE + ": " + cause.getMessage(),
                    e);
        }
    }

    /// Waits for at least one message, then takes what else is there.
    ///
    /// @return in order of arrival, at most `atMost`; empty when `wait` passed
    public List<InboxMessage> take(int atMost, Duration wait) throws ConsumerLostException, InterruptedException {
        List<InboxMessage> taken = new ArrayList<>();
        Object next = arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
            requireAlive();
            if (next instanceof Arrival(InboxMessage message, AMQP.BasicProperties how)) {
                window.delivered(message.tag());
                properties.put(message.tag(), how);
                taken.add(message);
            }
            next = taken.size() < atMost ? arrived.poll() : null;
        }
        requireAlive();
        return taken;
    }

    /// Acks what is settled. One ack covers several messages only when all before them are settled too.
    ///
    /// @param tags of messages that were taken
    public void ack(Collection<Long> tags) throws ConsumerLostException {
        tags.forEach(properties::remove);
        AckWindow.Acks acks = window.settled(tags);
        try {
            if (acks.upTo() > 0) {
                channel.basicAck(acks.upTo(), true);
            }
            for (long tag : acks.singles()) {
                channel.basicAck(tag, false);
            }
        } catch (IOException | AlreadyClosedException e) {
            throw new ConsumerLostException(String.valueOf(e.getMessage()));
        }
    }

    /// Puts copies into the rejected queue, with the reason in the headers, and waits for the confirm. The messages
    /// themselves are not acked yet.
    ///
    /// @return false when the broker did not take all of them, for one since the rejected queue is full
    /// @throws PipelineException `broker-unavailable`
    public boolean keep(List<RejectedMessage> rejected, Duration within) throws InterruptedException {
        return keeper.keep(
                rejected, message -> properties.getOrDefault(message.tag(), new AMQP.BasicProperties()), within);
    }

    /// @throws ConsumerLostException when the channel is gone
    public void requireAlive() throws ConsumerLostException {
        String reason = loss;
        if (reason != null) {
            throw new ConsumerLostException(reason);
        }
    }

    private void lose(String reason) {
        loss = reason;
        arrived.add(end);
    }

    /// Messages without an ack go back to the inbox.
    @Override
    public void close() {
        keeper.close();
        Channels.abort(channel);
    }

    private final class Callbacks extends DefaultConsumer {
        Callbacks() {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties how, byte[] body) {
            InboxMessage message = new InboxMessage(
                    envelope.getDeliveryTag(),
                    envelope.isRedeliver(),
                    how.getContentType(),
                    how.getContentEncoding(),
                    how.getUserId(),
                    how.getMessageId(),
                    HeaderValues.of(how.getHeaders()),
                    body);
            arrived.add(new Arrival(message, how));
        }

        @Override
        public void handleCancel(String tag) {
            String what = "the broker cancelled the consumer of " + InboxTopology.QUEUE + ": it was deleted or moved";
            link.noteDamage(what);
            lose(what);
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException cause) {
            lose(String.valueOf(cause.getMessage()));
        }
    }
}
