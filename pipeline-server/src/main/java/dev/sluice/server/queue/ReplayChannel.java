package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The way of one run of a replay to a foreign queue: persistent, mandatory, with confirms; a copy of each message
/// goes to the replay's witness. Used by one thread.
public final class ReplayChannel implements AutoCloseable {
    private static final int PERSISTENT = 2;
    private static final String CONTENT_TYPE = "application/cloudevents+json";
    /// a `shortstr` of AMQP 0-9-1
    private static final int MAX_SHORT = 255;

    private final String replay;
    private final String exchange;
    private final String target;
    private final Channel channel;
    private final ConcurrentNavigableMap<Long, UUID> open = new ConcurrentSkipListMap<>();
    private final Set<UUID> confirmed = ConcurrentHashMap.newKeySet();
    private volatile boolean returned;
    private volatile CountDownLatch under = new CountDownLatch(0);

    private ReplayChannel(String replay, int attempt, String target, Channel channel) {
        this.replay = replay;
        this.exchange = ReplayObjects.exchange(replay, attempt);
        this.target = target;
        this.channel = channel;
        channel.addConfirmListener(
                (tag, multiple) -> settle(tag, multiple, true), (tag, multiple) -> settle(tag, multiple, false));
        channel.addReturnListener(_ -> returned = true);
        channel.addShutdownListener(_ -> settle(Long.MAX_VALUE, true, false));
    }

    /// An event to send.
    ///
    /// @param identity what the witness is asked for
    /// @param json its text as it came
    public record Message(UUID identity, String source, String id, byte[] json) {}

    /// What became of messages.
    ///
    /// @param refused the broker has said that the target did not take these, so it does not have them
    public record Sent(Set<UUID> confirmed, Set<UUID> refused) {}

    /// @param attempt number of the run
    /// @throws PipelineException `not-found` when the target is not there; `conflict` when it may not be bound;
    ///     `broker-unavailable`
    public static ReplayChannel open(BrokerLink link, String replay, int attempt, String target) {
        Channel channel = link.openChannel();
        try {
            ReplayObjects.declare(channel, replay, attempt, target);
            channel.confirmSelect();
            return new ReplayChannel(replay, attempt, target, channel);
        } catch (IOException | AlreadyClosedException e) {
            Channels.abort(channel);
            throw ReplayObjects.refusal("send to queue " + target, e);
        }
    }

    /// Publishes all of them and waits for the broker.
    ///
    /// @param halfWay called once, after half of them were written
    /// @throws PipelineException `broker-unavailable`, `outcome-unknown`: nobody knows which of them arrived; `not-
    /// found`
    ///     when the target is not there: what it had is gone with it
    public Sent send(List<Message> messages, Duration wait, Runnable halfWay) throws InterruptedException {
        open.clear();
        confirmed.clear();
        returned = false;
        under = new CountDownLatch(messages.size());
        try {
            // one that was deleted and made anew is not bound any more
            channel.queueBind(target, exchange, "");
            for (int i = 0; i < messages.size(); i++) {
                if (i == messages.size() / 2) {
                    halfWay.run();
                }
                publish(messages.get(i));
            }
            if (!under.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PipelineException(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "The broker did not confirm " + under.getCount() + " messages to queue " + target + " within "
                                + wait.toSeconds() + " s.");
            }
            channel.queueDeclarePassive(target);
        } catch (IOException | AlreadyClosedException e) {
            throw ReplayObjects.refusal("send to queue " + target, e);
        }
        if (returned) {
            throw new PipelineException(
                    ErrorCode.NOT_FOUND, "Messages to queue " + target + " came back as unroutable.");
        }
        Set<UUID> refused = new HashSet<>();
        messages.forEach(message -> refused.add(message.identity()));
        refused.removeAll(confirmed);
        return new Sent(Set.copyOf(confirmed), refused);
    }

    private void publish(Message message) throws IOException {
        open.put(channel.getNextPublishSeqNo(), message.identity());
        String messageId = replay + ":" + message.id();
        channel.basicPublish(
                exchange,
                "",
                true,
                new AMQP.BasicProperties.Builder()
                        .deliveryMode(PERSISTENT)
                        .contentType(CONTENT_TYPE)
                        .messageId(
                                messageId.getBytes(StandardCharsets.UTF_8).length > MAX_SHORT
                                        ? replay + ":" + message.identity()
                                        : messageId)
                        .headers(Map.of(
                                "replayid",
                                replay,
                                "replayof",
                                message.id(),
                                "replaysource",
                                message.source(),
                                ReplayObjects.IDENTITY,
                                message.identity().toString()))
                        .build(),
                message.json());
    }

    /// Empties the witness: what it saw is committed elsewhere.
    ///
    /// @throws PipelineException `broker-unavailable`
    public void forget() {
        try {
            channel.queuePurge(ReplayObjects.witness(replay));
        } catch (IOException | AlreadyClosedException e) {
            throw ReplayObjects.refusal("empty the witness of replay " + replay, e);
        }
    }

    private void settle(long tag, boolean multiple, boolean ack) {
        var settled = multiple ? open.headMap(tag, true) : open.subMap(tag, true, tag, true);
        for (Long key : List.copyOf(settled.keySet())) {
            UUID id = open.remove(key);
            if (id != null) {
                if (ack) {
                    confirmed.add(id);
                }
                under.countDown();
            }
        }
    }

    @Override
    public void close() {
        Channels.abort(channel);
    }
}
