package dev.sluice.server.queue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What replays to foreign queues have on the broker: an exchange for each run, bound to the target and to the replay's
/// witness, a queue of ours that gets a copy of every message (docs/adr/0020). Every method throws [PipelineException]
/// `broker-unavailable`. Thread-safe.
public final class ReplayObjects {
    /// header with the identity of a replayed event: what the witness is asked for
    static final String IDENTITY = "replaykey";

    private static final String PREFIX = QueueTopology.PREFIX + "replay.";
    private static final Map<String, Object> WITNESS = Map.of("x-queue-type", "classic");

    private final BrokerLink link;

    public ReplayObjects(BrokerLink link) {
        this.link = link;
    }

    /// A queue as of now.
    ///
    /// @param messages that wait in it
    public record Seen(long messages, long consumers) {}

    @FunctionalInterface
    private interface Act<T> {
        T run(Channel channel) throws IOException;
    }

    /// true for the name of a broker queue that belongs to Sluice
    public static boolean isOurs(String queue) {
        return queue.startsWith(QueueTopology.PREFIX);
    }

    static String exchange(String replay, int attempt) {
        return PREFIX + replay + "." + attempt;
    }

    static String witness(String replay) {
        return PREFIX + replay + ".witness";
    }

    /// names of the exchanges of these runs
    public static Set<String> exchanges(String replay, int from, int to) {
        Set<String> names = new HashSet<>();
        for (int attempt = Math.max(1, from); attempt < to; attempt++) {
            names.add(exchange(replay, attempt));
        }
        return names;
    }

    /// Looks at a target.
    ///
    /// @throws PipelineException `not-found` when the broker has no such queue
    public Seen look(String queue) {
        return run("look at queue " + queue, channel -> {
            AMQP.Queue.DeclareOk ok = channel.queueDeclarePassive(queue);
            return new Seen(ok.getMessageCount(), ok.getConsumerCount());
        });
    }

    /// Makes sure that these runs send nothing from here on: what is under way of them is refused by the broker.
    public void fence(String replay, int from, int to) {
        run("end earlier runs of replay " + replay, channel -> {
            for (String exchange : exchanges(replay, from, to)) {
                channel.exchangeDelete(exchange);
            }
            return null;
        });
    }

    /// Identities of the events that the witness has, which stay in it.
    public Set<UUID> witnessed(String replay) {
        return run("ask the witness of replay " + replay, channel -> {
            Set<UUID> found = new HashSet<>();
            channel.queueDeclare(witness(replay), true, false, false, WITNESS);
            for (GetResponse got = channel.basicGet(witness(replay), false);
                    got != null;
                    got = channel.basicGet(witness(replay), false)) {
                found.add(UUID.fromString(
                        String.valueOf(got.getProps().getHeaders().get(IDENTITY))));
            }
            return found;
        });
    }

    /// Removes all that a replay has on the broker.
    public void remove(String replay, int from, int to) {
        fence(replay, from, to);
        run("remove the witness of replay " + replay, channel -> channel.queueDelete(witness(replay)));
    }

    /// Declares what one run needs.
    ///
    /// @throws IOException for one when the target is not there (404), or may not be bound (403)
    static void declare(Channel channel, String replay, int attempt, String target) throws IOException {
        String exchange = exchange(replay, attempt);
        channel.exchangeDeclare(exchange, "fanout", true);
        channel.queueDeclare(witness(replay), true, false, false, WITNESS);
        channel.queueBind(witness(replay), exchange, "");
        channel.queueBind(target, exchange, "");
    }

    private <T> T run(String what, Act<T> act) {
        Channel channel = link.openChannel();
        try {
            return act.run(channel);
        } catch (IOException | AlreadyClosedException e) {
            throw refusal(what, e);
        } finally {
            Channels.abort(channel);
        }
    }

    static PipelineException refusal(String what, Exception e) {
        PipelineException refusal = QueueObjects.refusal(what, e);
        return String.valueOf(refusal.getMessage()).contains("reply-code=403")
                ? new PipelineException(
                        ErrorCode.CONFLICT,
                        "The broker does not let Sluice do that: " + refusal.getMessage()
                                + ". Its user needs the right to write to the target queue, and to configure sluice.*.",
                        e)
                : refusal;
    }
}
