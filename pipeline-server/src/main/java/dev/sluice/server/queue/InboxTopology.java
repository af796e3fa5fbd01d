package dev.sluice.server.queue;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// The broker objects of the inbox, the way in for producers that speak AMQP. They publish to [#EXCHANGE]; its one
/// durable queue of ours keeps what they were given a confirm for until it is in the pipeline. Neither is ever bound to
/// the pipeline's own exchange. As in [QueueTopology] all that is safety is a fixed argument.
public final class InboxTopology {
    /// what producers publish to, with any routing key
    public static final String EXCHANGE = "sluice.in";
    /// the broker queue that holds what came in
    public static final String QUEUE = "sluice.in";
    /// the broker queue that keeps what is no event, and the exchange that leads there
    public static final String REJECTED = "sluice.in.rejected";

    static final Set<String> EXCHANGES = Set.of(EXCHANGE, REJECTED);
    static final String REJECTED_KEY = "rejected";
    static final String ALL_KEYS = "#";
    private static final long QUEUE_BYTES = 1L << 30;
    private static final long REJECTED_BYTES = 256L << 20;

    /// fixed arguments of the queue that holds what came in
    static final Map<String, Object> ARGUMENTS = Map.of(
            "x-queue-type",
            "quorum",
            "x-overflow",
            QueueTopology.REJECT_PUBLISH,
            "x-max-length-bytes",
            QUEUE_BYTES,
            "x-delivery-limit",
            QueueTopology.DELIVERY_LIMIT,
            "x-dead-letter-exchange",
            REJECTED,
            "x-dead-letter-routing-key",
            REJECTED_KEY,
            "x-dead-letter-strategy",
            "at-least-once");

    /// fixed arguments of the queue that keeps what is no event
    static final Map<String, Object> REJECTED_ARGUMENTS = Map.of(
            "x-queue-type",
            "quorum",
            "x-overflow",
            QueueTopology.REJECT_PUBLISH,
            "x-max-length-bytes",
            REJECTED_BYTES,
            "x-delivery-limit",
            QueueTopology.DELIVERY_LIMIT);

    private InboxTopology() {}

    /// Declares exchanges, queues and bindings; does nothing to those that are there.
    ///
    /// @throws IOException when the broker refuses, for one since an object of that name has other arguments
    static void declare(Channel channel) throws IOException {
        channel.exchangeDeclare(REJECTED, "direct", true);
        channel.queueDeclare(REJECTED, true, false, false, REJECTED_ARGUMENTS);
        channel.queueBind(REJECTED, REJECTED, REJECTED_KEY);
        channel.exchangeDeclare(EXCHANGE, "topic", true);
        channel.queueDeclare(QUEUE, true, false, false, ARGUMENTS);
        channel.queueBind(QUEUE, EXCHANGE, ALL_KEYS);
    }
}
