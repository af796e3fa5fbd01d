package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Publishes frames that have their ids already: persistent, mandatory, with confirms. Used by one thread.
public final class FrameResender implements AutoCloseable {
    private static final int PERSISTENT = 2;

    private final BrokerLink link;
    private @Nullable Round round;
    private final Set<String> declared = new HashSet<>();

    public FrameResender(BrokerLink link) {
        this.link = link;
    }

    /// @param queue where to
    public record Resent(FrameId id, String queue, WireFrame wire) {}

    /// Publishes all of them and waits for the broker.
    ///
    /// @return ids of those the broker holds now; of the others nothing is known, publishing them again is safe
    /// @throws PipelineException `broker-unavailable` when nothing was sent
    public Set<FrameId> send(List<Resent> frames, Duration wait) throws InterruptedException {
        Round current = open();
        current.begin(frames.size());
        try {
            for (Resent frame : frames) {
                if (declared.add(frame.queue())) {
                    QueueTopology.declare(current.channel, frame.queue());
                }
                current.publish(frame);
            }
        } catch (IOException | AlreadyClosedException e) {
            close();
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE, "The broker ended the channel: " + e.getMessage(), e);
        }
        boolean all = current.await(wait);
        Set<FrameId> confirmed = Set.copyOf(current.confirmed);
        if (!all || confirmed.size() < frames.size()) {
            // a channel that was told "full" is not told "room again" (see FramePublisher), and late confirms of this
            // round are not to be taken for those of the next
            close();
        }
        return confirmed;
    }

    private Round open() {
        Round current = round;
        if (current != null && current.channel.isOpen()) {
            return current;
        }
        close();
        Channel channel = link.openChannel();
        try {
            channel.confirmSelect();
        } catch (IOException | AlreadyClosedException e) {
            Channels.abort(channel);
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE, "The broker ended the channel: " + e.getMessage(), e);
        }
        Round fresh = new Round(channel);
        round = fresh;
        return fresh;
    }

    @Override
    public void close() {
        Round current = round;
        round = null;
        declared.clear();
        if (current != null) {
            Channels.abort(current.channel);
        }
    }

    /// One channel and what is under way on it.
    private static final class Round {
        private final Channel channel;
        private final ConcurrentNavigableMap<Long, FrameId> open = new ConcurrentSkipListMap<>();
        private final Set<FrameId> confirmed = ConcurrentHashMap.newKeySet();
        private final Set<Object> returned = ConcurrentHashMap.newKeySet();
        private volatile CountDownLatch left = new CountDownLatch(0);

        Round(Channel channel) {
            this.channel = channel;
            channel.addConfirmListener(
                    (tag, multiple) -> settle(tag, multiple, true), (tag, multiple) -> settle(tag, multiple, false));
            channel.addReturnListener(
                    message -> returned.add(key(message.getProperties().getHeaders())));
            channel.addShutdownListener(_ -> settle(Long.MAX_VALUE, true, false));
        }

        void begin(int frames) {
            confirmed.clear();
            returned.clear();
            left = new CountDownLatch(frames);
        }

        void publish(Resent frame) throws IOException {
            open.put(channel.getNextPublishSeqNo(), frame.id());
            channel.basicPublish(
                    QueueTopology.EXCHANGE,
                    frame.queue(),
                    true,
                    new AMQP.BasicProperties.Builder()
                            .deliveryMode(PERSISTENT)
                            .contentType(frame.wire().contentType())
                            .contentEncoding(frame.wire().contentEncoding())
                            .headers(frame.wire().headers())
                            .build(),
                    frame.wire().body());
        }

        private void settle(long tag, boolean multiple, boolean ack) {
            var settled = multiple ? open.headMap(tag, true) : open.subMap(tag, true, tag, true);
            for (Long key : List.copyOf(settled.keySet())) {
                FrameId id = open.remove(key);
                if (id != null) {
                    if (ack && !returned.contains(id)) {
                        confirmed.add(id);
                    }
                    left.countDown();
                }
            }
        }

        private static Object key(Map<String, Object> headers) {
            return headers.get(FrameCodec.INCARNATION) instanceof Long incarnation
                            && headers.get(FrameCodec.SEQ) instanceof Long seq
                    ? new FrameId(incarnation, seq)
                    : headers;
        }

        boolean await(Duration wait) throws InterruptedException {
            return left.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }
}
