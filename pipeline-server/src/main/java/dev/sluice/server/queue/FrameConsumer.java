package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.WireFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads one broker queue with manual acks. The prefetch bounds what waits here. All methods belong to one thread,
/// save [#lost].
public final class FrameConsumer implements AutoCloseable {
    /// frames that are a batch worth a transaction
    private static final int GATHERED = 32;

    private final BrokerLink link;
    private final String object;
    private final Channel channel;
    private final LinkedBlockingQueue<Object> arrived = new LinkedBlockingQueue<>();
    private final Object end = new Object();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable String loss;
    private String consumerTag = "";

    private FrameConsumer(BrokerLink link, String object, Channel channel) {
        this.link = link;
        this.object = object;
        this.channel = channel;
    }

    /// Declares the queue's objects and subscribes.
    ///
    /// @param object the queue's broker object, or its suspect one
    /// @throws PipelineException `broker-unavailable`
    public static FrameConsumer open(BrokerLink link, String queue, String object, int prefetch) {
        Channel channel = link.openChannel();
        FrameConsumer consumer = new FrameConsumer(link, object, channel);
        try {
            QueueTopology.declare(channel, queue);
            channel.addShutdownListener(cause -> consumer.lose(String.valueOf(cause.getMessage())));
            channel.basicQos(prefetch);
            consumer.consumerTag = channel.basicConsume(object, false, consumer.new Callbacks());
            return consumer;
        } catch (IOException | AlreadyClosedException e) {
            Channels.abort(channel);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE, "Cannot consume " + object + ": " + cause.getMessage(), e);
        }
    }

    /// Lets more arrive, unless a good batch is there already or the consumer is lost.
    public void gather(Duration atMost) throws InterruptedException {
        if (arrived.size() < GATHERED) {
            ended.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /// Takes a rest, which ends early when the consumer is lost.
    public void rest(Duration duration) throws InterruptedException {
        ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Waits for at least one delivery, then takes what else is there.
    ///
    /// @param maxBytes stop after the delivery that passes it, compressed bytes
    /// @return in order of arrival; empty when `wait` passed
    public List<Delivery> take(int maxFrames, long maxBytes, Duration wait)
            throws ConsumerLostException, InterruptedException {
        List<Delivery> taken = new ArrayList<>();
        long bytes = 0;
        Object next = arrived.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
            requireAlive();
            if (next instanceof Delivery delivery) {
                taken.add(delivery);
                bytes += delivery.bytes();
            }
            next = taken.size() < maxFrames && bytes < maxBytes ? arrived.poll() : null;
        }
        requireAlive();
        return taken;
    }

    public void ack(Delivery delivery) throws ConsumerLostException {
        ack(delivery, false);
    }

    /// Acks this delivery and all before it: for a caller that settled every one of them.
    public void ackUpTo(Delivery delivery) throws ConsumerLostException {
        ack(delivery, true);
    }

    private void ack(Delivery delivery, boolean andAllBefore) throws ConsumerLostException {
        try {
            channel.basicAck(delivery.tag(), andAllBefore);
        } catch (IOException | AlreadyClosedException e) {
            throw new ConsumerLostException(String.valueOf(e.getMessage()));
        }
    }

    /// gives a delivery back unprocessed, to the place it had where the broker can
    public void giveBack(Delivery delivery) throws ConsumerLostException {
        try {
            channel.basicNack(delivery.tag(), false, true);
        } catch (IOException | AlreadyClosedException e) {
            throw new ConsumerLostException(String.valueOf(e.getMessage()));
        }
    }

    /// Gives this delivery back and all before it, in one go, so that they keep their order where the broker can.
    public void giveBackUpTo(Delivery delivery) throws ConsumerLostException {
        try {
            channel.basicNack(delivery.tag(), true, true);
        } catch (IOException | AlreadyClosedException e) {
            throw new ConsumerLostException(String.valueOf(e.getMessage()));
        }
    }

    /// Asks the broker for no more; what has arrived can still be taken.
    public void cancel() throws ConsumerLostException {
        try {
            channel.basicCancel(consumerTag);
        } catch (IOException | AlreadyClosedException e) {
            throw new ConsumerLostException(String.valueOf(e.getMessage()));
        }
    }

    /// for a caller that cannot settle what it took: ends the use of this consumer
    public ConsumerLostException givenUp(String reason) {
        return new ConsumerLostException(reason);
    }

    public boolean lost() {
        return loss != null;
    }

    /// @throws ConsumerLostException when it is lost
    public void requireAlive() throws ConsumerLostException {
        String reason = loss;
        if (reason != null) {
            throw new ConsumerLostException(reason);
        }
    }

    private void lose(String reason) {
        loss = reason;
        ended.countDown();
        arrived.add(end);
    }

    /// Unacked deliveries go back to the queue.
    @Override
    public void close() {
        Channels.abort(channel);
    }

    private final class Callbacks extends DefaultConsumer {
        Callbacks() {
            super(channel);
        }

        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            Map<String, Object> headers = properties.getHeaders() == null ? Map.of() : properties.getHeaders();
            arrived.add(new Delivery(
                    envelope.getDeliveryTag(),
                    envelope.isRedeliver(),
                    new WireFrame(headers, properties.getContentType(), properties.getContentEncoding(), body),
                    System.nanoTime()));
        }

        @Override
        public void handleCancel(String tag) {
            link.noteDamage("the broker cancelled the consumer of " + object + ": it was deleted or moved");
            lose("the broker cancelled the consumer: its queue was deleted or moved");
        }

        @Override
        public void handleShutdownSignal(String tag, ShutdownSignalException cause) {
            lose(String.valueOf(cause.getMessage()));
        }
    }
}
