package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.Frame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameEncoder;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes the frames of one queue: persistent, mandatory, with confirms. Each channel is an incarnation of its own;
/// when it is lost, its unconfirmed frames end as unknown and the next publish opens a new one. A channel that owes a
/// confirm too long, or that returned a frame, is retired: it gets no more frames and ends when nobody waits on it.
/// [#publish] and [#close] are called by one thread at a time; outcomes arrive on the client library's.
public final class FramePublisher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FramePublisher.class);
    private static final int PERSISTENT = 2;
    private static final long STUCK_NANOS = Duration.ofSeconds(5).toNanos();
    private static final String FULL = "the broker took no more: the queue is at its limit, or lost its quorum";

    private final BrokerLink link;
    private final String queue;
    private final Consumer<IncarnationLog> onIncarnation;
    private final FrameEncoder encoder = new FrameEncoder();
    private final Queue<Life> retired = new ConcurrentLinkedQueue<>();
    private final AtomicLong wireBytes = new AtomicLong();
    private volatile @Nullable Life life;
    private String trouble = "";

    /// @param onIncarnation told of each new incarnation before its first frame is published
    public FramePublisher(BrokerLink link, String queue, Consumer<IncarnationLog> onIncarnation) {
        this.link = link;
        this.queue = queue;
        this.onIncarnation = onIncarnation;
    }

    /// Writes one frame; blocks while the connection's socket does.
    ///
    /// @return completes with the one outcome; never exceptionally
    /// @throws PipelineException `broker-unavailable` when nothing was sent
    public CompletableFuture<PublishOutcome> publish(Instant receivedAt, List<byte[]> events) {
        Life current = life;
        if (current == null || current.stale || current.stuck() || !current.channel.isOpen()) {
            if (current != null) {
                life = null;
                current.stale = true;
                retired.add(current);
                if (current.outstanding.isEmpty()) {
                    current.endWhenDone(System.nanoTime());
                }
            }
            current = open();
            life = current;
        }
        link.writing(true);
        try {
            return current.publish(receivedAt, events);
        } finally {
            link.writing(false);
        }
    }

    /// true when a small frame, published now, would neither open a channel nor wait behind another one's bytes
    public boolean prompt() {
        Life current = life;
        return current != null
                && !current.stale
                && !current.stuck()
                && current.channel.isOpen()
                && link.blocked() == null
                && !link.writing();
    }

    /// Ends the wait for confirms that are owed for so long: their frames are unknown, and the next publish opens a
    /// new channel. A confirm that comes later still is noted in the incarnation's log. Any thread.
    public void expire(Duration age) {
        long oldest = System.nanoTime() - age.toNanos();
        Life current = life;
        if (current != null) {
            current.expire(oldest, age);
            current.endWhenDone(oldest);
        }
        retired.removeIf(old -> {
            old.expire(oldest, age);
            return old.endWhenDone(oldest);
        });
    }

    /// bytes of all frames published so far, as compressed
    public long wireBytes() {
        return wireBytes.get();
    }

    private Life open() {
        Channel channel = link.openChannel();
        try {
            QueueTopology.declare(channel, queue);
            channel.confirmSelect();
            IncarnationLog log = new IncarnationLog(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), queue);
            Life fresh = new Life(channel, log);
            trouble = "";
            onIncarnation.accept(log);
            return fresh;
        } catch (IOException | AlreadyClosedException e) {
            Channels.abort(channel);
            String reason = reason(e);
            if (!reason.equals(trouble)) {
                LOG.warn("Queue {} cannot be declared: {}", queue, reason);
            }
            trouble = reason;
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE, "The broker refused to declare queue " + queue + ": " + reason, e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return String.valueOf(cause.getMessage());
    }

    @Override
    public void close() {
        Life current = life;
        if (current != null) {
            Channels.abort(current.channel);
        }
        retired.forEach(old -> Channels.abort(old.channel));
        retired.clear();
        encoder.close();
    }

    /// One channel with confirms, one incarnation.
    private final class Life {
        private final Channel channel;
        private final IncarnationLog log;
        private final ConcurrentNavigableMap<Long, Outstanding> outstanding = new ConcurrentSkipListMap<>();
        private final AtomicBoolean ending = new AtomicBoolean();
        private volatile boolean stale;
        /// since when the broker has refused every frame, 0 when it has not
        private volatile long refusingSince;

        Life(Channel channel, IncarnationLog log) {
            this.channel = channel;
            this.log = log;
            channel.addConfirmListener(
                    (tag, multiple) -> settle(tag, multiple, new PublishOutcome.Confirmed()),
                    (tag, multiple) -> settle(tag, multiple, new PublishOutcome.Refused(ErrorCode.QUEUE_FULL, FULL)));
            channel.addReturnListener(returned -> {
                Object seq = returned.getProperties().getHeaders().get(FrameCodec.SEQ);
                outstanding.values().forEach(o -> o.markReturned(seq, returned.getReplyText()));
            });
            channel.addShutdownListener(cause -> lose(String.valueOf(cause.getMessage())));
        }

        CompletableFuture<PublishOutcome> publish(Instant receivedAt, List<byte[]> events) {
            long seq = log.published(events.size());
            WireFrame wire = encoder.encode(new Frame(new FrameId(log.id(), seq), receivedAt, events));
            AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                    .deliveryMode(PERSISTENT)
                    .contentType(wire.contentType())
                    .contentEncoding(wire.contentEncoding())
                    .headers(wire.headers())
                    .build();
            wireBytes.addAndGet(wire.body().length);
            Outstanding frame = new Outstanding(seq, events.size(), System.nanoTime());
            outstanding.put(channel.getNextPublishSeqNo(), frame);
            try {
                channel.basicPublish(QueueTopology.EXCHANGE, queue, true, properties, wire.body());
            } catch (IOException | AlreadyClosedException e) {
                lose(reason(e));
            }
            if (!channel.isOpen()) {
                lose("the channel closed");
            }
            return frame.outcome;
        }

        /// The broker refuses by channel: one that was told "full" is told "room again" only when the queue drains
        /// below its limit, and never when the limit is raised or removed (seen on 3.10). A new one asks anew.
        boolean stuck() {
            long since = refusingSince;
            return since != 0 && System.nanoTime() - since > STUCK_NANOS && outstanding.isEmpty();
        }

        private void settle(long tag, boolean multiple, PublishOutcome outcome) {
            if (outcome instanceof PublishOutcome.Confirmed) {
                refusingSince = 0;
            } else if (refusingSince == 0) {
                refusingSince = System.nanoTime();
            }
            var settled = multiple ? outstanding.headMap(tag, true) : outstanding.subMap(tag, true, tag, true);
            for (Long key : List.copyOf(settled.keySet())) {
                Outstanding frame = outstanding.remove(key);
                if (frame != null) {
                    String returned = frame.returned;
                    if (returned != null) {
                        // the binding or the queue is gone: the next publish opens a channel that declares them again
                        LOG.warn("A frame of queue {} came back as unroutable: {}", queue, returned);
                        link.noteDamage("a frame of queue " + queue + " came back as unroutable (" + returned + ")");
                        stale = true;
                    }
                    frame.finish(log, returned == null ? outcome : new PublishOutcome.Refused(returned));
                }
            }
        }

        /// @param oldest frames published before this are overdue, in terms of [System#nanoTime]
        private void expire(long oldest, Duration age) {
            for (Outstanding frame : outstanding.values()) {
                if (frame.publishedAt - oldest > 0) {
                    return;
                }
                if (frame.outcome.complete(new PublishOutcome.Unknown("the broker did not confirm it in time"))) {
                    LOG.warn("A frame of queue {} has no confirm after {}; its channel is given up", queue, age);
                }
                stale = true;
            }
        }

        /// Closes a stale channel once all that it owes is older than this.
        ///
        /// @return true when it is closed or closing
        private boolean endWhenDone(long oldest) {
            Map.Entry<Long, Outstanding> last = outstanding.lastEntry();
            boolean owesNothing = last == null || last.getValue().publishedAt - oldest <= 0;
            boolean done = !channel.isOpen() || (stale && owesNothing);
            if (done && ending.compareAndSet(false, true)) {
                // A broker that does not confirm may not answer this either.
                Thread.ofVirtual().name("retire-" + queue).start(() -> Channels.abort(channel));
            }
            return done;
        }

        private void lose(String reason) {
            if (reason.contains("reply-code=404")) {
                link.noteDamage("publishing to queue " + queue + " failed (" + reason + ")");
            }
            for (Long key : List.copyOf(outstanding.keySet())) {
                Outstanding frame = outstanding.remove(key);
                if (frame != null) {
                    frame.finish(log, new PublishOutcome.Unknown(reason));
                }
            }
            log.close();
        }
    }

    private static final class Outstanding {
        private final long seq;
        private final int count;
        private final long publishedAt;
        private final CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
        private volatile @Nullable String returned;

        Outstanding(long seq, int count, long publishedAt) {
            this.seq = seq;
            this.count = count;
            this.publishedAt = publishedAt;
        }

        void markReturned(@Nullable Object returnedSeq, String reason) {
            if (Long.valueOf(seq).equals(returnedSeq)) {
                returned = reason;
            }
        }

        void finish(IncarnationLog log, PublishOutcome result) {
            log.resolved(seq, count, result);
            outcome.complete(result);
        }
    }
}
