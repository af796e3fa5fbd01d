package dev.sluice.server.queue;

import static dev.sluice.server.queue.BrokerJson.count;
import static dev.sluice.server.queue.BrokerJson.instant;
import static dev.sluice.server.queue.BrokerJson.number;
import static dev.sluice.server.queue.BrokerJson.rateOrZero;
import static dev.sluice.server.queue.BrokerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueueDetail.Binding;
import dev.sluice.model.broker.BrokerQueueDetail.Consumer;
import dev.sluice.model.broker.BrokerQueueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the management API's texts about queues into ours. Both 3.10 and 4.x; they differ in what they leave out.
final class BrokerQueues {
    /// What a list asks for: a quarter of all there is, so that the broker writes and we read less.
    static final String COLUMNS =
            "name,vhost,type,durable,exclusive,auto_delete,state,node,policy,consumers,idle_since,"
                    + "messages,messages_ready,messages_unacknowledged,message_bytes,arguments.x-queue-type,"
                    + "message_stats.publish_details.rate,message_stats.deliver_get_details.rate,"
                    + "message_stats.ack_details.rate";

    private final String ownVirtualHost;

    BrokerQueues(String ownVirtualHost) {
        this.ownVirtualHost = ownVirtualHost;
    }

    BrokerQueueState state(JsonNode queue) {
        String vhost = text(queue, "vhost", "");
        String name = queue.path("name").asText();
        return new BrokerQueueState(
                vhost,
                name,
                text(queue, "type", text(queue.path("arguments"), "x-queue-type", "classic")),
                queue.path("durable").asBoolean(),
                queue.path("exclusive").asBoolean(),
                queue.path("auto_delete").asBoolean(),
                text(queue, "state", "running"),
                text(queue, "node"),
                text(queue, "policy"),
                depth(queue),
                rates(queue),
                queue.path("consumers").isNumber() ? count(queue, "consumers") : null,
                instant(queue, "idle_since"),
                vhost.equals(ownVirtualHost) && name.startsWith(QueueTopology.PREFIX));
    }

    private static BrokerQueueState.@Nullable Depth depth(JsonNode queue) {
        @Nullable Long messages = number(queue, "messages");
        @Nullable Long ready = number(queue, "messages_ready");
        @Nullable Long unacked = number(queue, "messages_unacknowledged");
        if (messages == null) {
            return null;
        }
        long held = unacked == null ? 0 : unacked;
        return new BrokerQueueState.Depth(
                messages, ready == null ? messages - held : ready, held, number(queue, "message_bytes"));
    }

    /// A queue that nobody used has no statistics of messages: where it has counts, its rates are 0.
    private static BrokerQueueState.@Nullable Rates rates(JsonNode queue) {
        JsonNode stats = queue.path("message_stats");
        if (!stats.isObject() && number(queue, "messages") == null) {
            return null;
        }
        return new BrokerQueueState.Rates(
                rateOrZero(stats, "publish"), rateOrZero(stats, "deliver_get"), rateOrZero(stats, "ack"));
    }

    /// @return the first of them; the default exchange, which leads to every queue, left out
    static List<Binding> bindings(JsonNode bindings) {
        List<Binding> found = new ArrayList<>();
        for (JsonNode binding : bindings) {
            @Nullable String source = text(binding, "source");
            if (source != null && found.size() < BrokerQueueDetail.MOST) {
                found.add(new Binding(
                        source, binding.path("routing_key").asText(""), BrokerJson.texts(binding.path("arguments"))));
            }
        }
        return found;
    }

    static int bindingCount(JsonNode bindings) {
        int count = 0;
        for (JsonNode binding : bindings) {
            count += text(binding, "source") == null ? 0 : 1;
        }
        return count;
    }

    static List<Consumer> consumers(JsonNode queue) {
        List<Consumer> found = new ArrayList<>();
        for (JsonNode consumer : queue.path("consumer_details")) {
            JsonNode channel = consumer.path("channel_details");
            if (found.size() < BrokerQueueDetail.MOST) {
                found.add(new Consumer(
                        consumer.path("consumer_tag").asText(""),
                        text(channel, "connection_name"),
                        text(channel, "user"),
                        channel.path("number").isNumber() ? count(channel, "number") : null,
                        count(consumer, "prefetch_count"),
                        consumer.path("ack_required").asBoolean(true),
                        consumer.path("exclusive").asBoolean(),
                        consumer.path("active").asBoolean(true)));
            }
        }
        return found;
    }

    static Map<String, String> policy(JsonNode queue) {
        return BrokerJson.texts(queue.path("effective_policy_definition"));
    }
}
