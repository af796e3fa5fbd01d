package dev.sluice.server.queue;

import static dev.sluice.server.queue.BrokerJson.count;
import static dev.sluice.server.queue.BrokerJson.instant;
import static dev.sluice.server.queue.BrokerJson.number;
import static dev.sluice.server.queue.BrokerJson.rate;
import static dev.sluice.server.queue.BrokerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.queue.ByteSize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns the management API's texts about nodes, connections and channels into ours.
final class BrokerLinks {
    private static final int MOST_CHANNELS = 50;

    private final String ownVirtualHost;

    BrokerLinks(String ownVirtualHost) {
        this.ownVirtualHost = ownVirtualHost;
    }

    static BrokerNode node(JsonNode node) {
        boolean running = node.path("running").asBoolean();
        @Nullable Long free = number(node, "disk_free");
        @Nullable Long used = number(node, "mem_used");
        @Nullable Long uptime = number(node, "uptime");
        String name = node.path("name").asText();
        List<String> alarms = new ArrayList<>();
        if (!running) {
            alarms.add("Node " + name + " is down.");
        }
        if (node.path("mem_alarm").asBoolean()) {
            alarms.add("Memory alarm: " + size(used) + " used, limit " + size(number(node, "mem_limit"))
                    + ". The broker takes nothing in until it falls.");
        }
        if (node.path("disk_free_alarm").asBoolean()) {
            alarms.add("Disk alarm: " + size(free) + " free, at least " + size(number(node, "disk_free_limit"))
                    + " are wanted. The broker takes nothing in until there is room.");
        }
        if (!node.path("partitions").isEmpty()) {
            List<String> lost = new ArrayList<>();
            node.path("partitions").forEach(other -> lost.add(other.asText()));
            alarms.add("Network partition: " + name + " was cut off from " + String.join(", ", lost) + ".");
        }
        if (node.path("being_drained").asBoolean()) {
            alarms.add("Node " + name + " is in maintenance mode.");
        }
        return new BrokerNode(
                name,
                running,
                used,
                number(node, "mem_limit"),
                free,
                number(node, "disk_free_limit"),
                uptime == null ? null : Duration.ofMillis(uptime).toSeconds(),
                alarms);
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? "an unknown size" : ByteSize.text(bytes);
    }

    /// @param connections,channels pages of the API
    List<BrokerConnection> connections(JsonNode connections, JsonNode channels) {
        Map<String, List<BrokerConnection.Channel>> byConnection = new HashMap<>();
        for (JsonNode channel : channels.path("items")) {
            List<BrokerConnection.Channel> of = byConnection.computeIfAbsent(
                    channel.path("connection_details").path("name").asText(), _ -> new ArrayList<>());
            if (of.size() < MOST_CHANNELS) {
                of.add(channel(channel));
            }
        }
        List<BrokerConnection> found = new ArrayList<>();
        for (JsonNode connection : connections.path("items")) {
            found.add(connection(
                    connection,
                    byConnection.getOrDefault(connection.path("name").asText(), List.of())));
        }
        return found;
    }

    private static BrokerConnection.Channel channel(JsonNode channel) {
        JsonNode stats = channel.path("message_stats");
        return new BrokerConnection.Channel(
                count(channel, "number"),
                text(channel, "state", "running"),
                count(channel, "consumer_count"),
                Math.max(count(channel, "prefetch_count"), count(channel, "global_prefetch_count")),
                count(channel, "messages_unacknowledged"),
                count(channel, "messages_unconfirmed"),
                channel.path("confirm").asBoolean(),
                rate(stats, "publish"),
                rate(stats, "deliver_get"));
    }

    private BrokerConnection connection(JsonNode connection, List<BrokerConnection.Channel> channels) {
        JsonNode properties = connection.path("client_properties");
        @Nullable String label = text(properties, "connection_name");
        @Nullable String product = text(properties, "product");
        @Nullable String version = text(properties, "version");
        String vhost = text(connection, "vhost", "");
        return new BrokerConnection(
                connection.path("name").asText(),
                label,
                vhost,
                text(connection, "user", ""),
                text(connection, "peer_host", "?") + ":" + count(connection, "peer_port"),
                text(connection, "protocol", "?"),
                connection.path("ssl").asBoolean(),
                text(connection, "state", "running"),
                product == null ? null : version == null ? product : product + " " + version,
                instant(connection, "connected_at"),
                rate(connection, "recv_oct"),
                rate(connection, "send_oct"),
                Math.max(count(connection, "channels"), channels.size()),
                channels,
                vhost.equals(ownVirtualHost) && label != null && label.startsWith(BrokerLink.NAME_PREFIX));
    }
}
