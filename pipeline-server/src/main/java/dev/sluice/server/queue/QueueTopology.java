package dev.sluice.server.queue;

import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/// The broker objects of a queue. What is safety is a fixed argument, declared in full so that no default of any
/// broker version matters: durable quorum queue, refuse rather than drop when full, and a dead-letter route that only
/// catches frames past the delivery limit.
public final class QueueTopology {
    static final String EXCHANGE = "sluice.events";
    static final String SUSPECT_EXCHANGE = "sluice.suspect";
    static final Set<String> EXCHANGES = Set.of(EXCHANGE, SUSPECT_EXCHANGE);
    static final String PREFIX = "sluice.";
    static final String REJECT_PUBLISH = "reject-publish";
    static final int DELIVERY_LIMIT = 1_000;

    private QueueTopology() {}

    /// name of the broker queue that holds a queue's frames
    public static String objectName(String queue) {
        return PREFIX + queue;
    }

    /// name of the broker queue that holds frames delivered too often
    public static String suspectName(String queue) {
        return PREFIX + queue + ".suspect";
    }

    /// fixed arguments of the queue that holds a queue's frames
    static Map<String, Object> arguments(String queue) {
        return Map.of(
                "x-queue-type",
                "quorum",
                "x-overflow",
                REJECT_PUBLISH,
                "x-delivery-limit",
                DELIVERY_LIMIT,
                "x-dead-letter-exchange",
                SUSPECT_EXCHANGE,
                "x-dead-letter-routing-key",
                queue,
                "x-dead-letter-strategy",
                "at-least-once");
    }

    /// fixed arguments of every suspect queue
    static Map<String, Object> suspectArguments() {
        return Map.of("x-queue-type", "quorum", "x-overflow", REJECT_PUBLISH, "x-delivery-limit", DELIVERY_LIMIT);
    }

    /// Declares exchanges, queues and bindings; does nothing to those that are there.
    ///
    /// @throws IOException when the broker refuses, for one since an object of that name has other arguments
    static void declare(Channel channel, String queue) throws IOException {
        channel.exchangeDeclare(EXCHANGE, "direct", true);
        channel.exchangeDeclare(SUSPECT_EXCHANGE, "direct", true);
        channel.queueDeclare(suspectName(queue), true, false, false, suspectArguments());
        channel.queueBind(suspectName(queue), SUSPECT_EXCHANGE, queue);
        channel.queueDeclare(objectName(queue), true, false, false, arguments(queue));
        channel.queueBind(objectName(queue), EXCHANGE, queue);
    }
}
