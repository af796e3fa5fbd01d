package dev.sluice.server.queue;

import static dev.sluice.server.queue.BrokerJson.count;
import static dev.sluice.server.queue.BrokerJson.number;
import static dev.sluice.server.queue.BrokerJson.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the broker's management API: the whole broker, any queue, connections. Asks at each call; whoever has many
/// who want to know shares the answers. Every method throws [PipelineException] `management-unavailable` or
/// `broker-refused`. Thread-safe.
public final class BrokerReader {
    /// queues it reads at most
    public static final int MOST_QUEUES = 10_000;
    /// connections it reads at most, and channels
    public static final int MOST_CONNECTIONS = 500;

    private static final int PAGE = 500;
    private static final Duration WITHIN = Duration.ofSeconds(5);
    /// A purge of millions of messages takes the broker a while.
    private static final Duration ACT_WITHIN = Duration.ofSeconds(30);

    private final ManagementApi api;
    private final BrokerQueues queues;
    private final BrokerLinks links;

    public BrokerReader(BrokerConfig config) {
        this.api = new ManagementApi(config);
        this.queues = new BrokerQueues(config.virtualHost());
        this.links = new BrokerLinks(config.virtualHost());
    }

    /// A list that was read up to a bound.
    ///
    /// @param all how many there are
    public record Listing<T>(List<T> items, int all, Instant at) {}

    public String user() {
        return api.user();
    }

    /// What the account is.
    public BrokerAccount account() {
        JsonNode me = api.get("/whoami", WITHIN);
        List<String> tags = new ArrayList<>();
        if (me.path("tags").isArray()) {
            me.path("tags").forEach(tag -> tags.add(tag.asText()));
        } else {
            tags.addAll(List.of(me.path("tags").asText("").split(",")));
        }
        String name = me.path("name").asText(api.user());
        return new BrokerAccount(name, tags, tags.contains("administrator") ? permissions(name) : null);
    }

    private @Nullable Map<String, BrokerAccount.Permission> permissions(String name) {
        try {
            Map<String, BrokerAccount.Permission> permissions = new HashMap<>();
            for (JsonNode permission : api.get("/users" + ManagementApi.path(name) + "/permissions", WITHIN)) {
                permissions.put(
                        permission.path("vhost").asText(),
                        new BrokerAccount.Permission(
                                permission.path("configure").asText(),
                                permission.path("read").asText()));
            }
            return permissions;
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.NOT_FOUND || e.code() == ErrorCode.BROKER_REFUSED) {
                // a user that another system keeps, such as LDAP: nobody can tell
                return null;
            }
            throw e;
        }
    }

    /// What the broker is as a whole; `acts` and `detail` are the caller's to say.
    public BrokerOverview overview(BrokerAccount account) {
        JsonNode overview = api.get(
                "/overview?columns=cluster_name,rabbitmq_version,erlang_version,object_totals,queue_totals", WITHIN);
        List<String> vhosts = new ArrayList<>();
        api.get("/vhosts?columns=name", WITHIN)
                .forEach(vhost -> vhosts.add(vhost.path("name").asText()));
        JsonNode objects = overview.path("object_totals");
        JsonNode messages = overview.path("queue_totals");
        return new BrokerOverview(
                BrokerOverview.OK,
                null,
                Instant.now(),
                text(overview, "rabbitmq_version"),
                text(overview, "erlang_version"),
                text(overview, "cluster_name"),
                account.name(),
                account.tags(),
                List.of(),
                vhosts.stream().sorted().toList(),
                account.seesNodes() ? nodes() : List.of(),
                new BrokerOverview.Totals(
                        count(objects, "queues"),
                        count(objects, "consumers"),
                        count(objects, "connections"),
                        count(objects, "channels"),
                        number(messages, "messages"),
                        number(messages, "messages_ready"),
                        number(messages, "messages_unacknowledged")));
    }

    private List<BrokerNode> nodes() {
        List<BrokerNode> nodes = new ArrayList<>();
        api.get(
                        "/nodes?columns=name,running,mem_used,mem_limit,mem_alarm,disk_free,disk_free_limit,"
                                + "disk_free_alarm,uptime,partitions,being_drained",
                        WITHIN)
                .forEach(node -> nodes.add(BrokerLinks.node(node)));
        return nodes;
    }

    /// All queues of all virtual hosts that the account sees, at most [#MOST_QUEUES].
    public Listing<BrokerQueueState> queues() {
        Map<List<String>, BrokerQueueState> found = new LinkedHashMap<>();
        Instant at = Instant.now();
        int all = 0;
        int pages = 1;
        for (int page = 1; page <= pages && page <= MOST_QUEUES / PAGE; page++) {
            JsonNode answer = page("/queues", page, "&columns=" + BrokerQueues.COLUMNS);
            for (JsonNode queue : answer.path("items")) {
                BrokerQueueState state = queues.state(queue);
                // between two pages a queue may come or go, and others move up
                found.put(List.of(state.vhost(), state.name()), state);
            }
            all = count(answer, "total_count");
            pages = count(answer, "page_count");
        }
        return new Listing<>(List.copyOf(found.values()), Math.max(all, found.size()), at);
    }

    private JsonNode page(String what, int page, String more) {
        return api.get(what + "?page=" + page + "&page_size=" + PAGE + more, WITHIN);
    }

    /// One queue, with what leads to it and who takes from it; `acts` are the caller's to say.
    ///
    /// @throws PipelineException `not-found` too
    public BrokerQueueDetail queue(String vhost, String name) {
        String path = "/queues" + ManagementApi.path(vhost, name);
        try {
            Instant at = Instant.now();
            JsonNode queue = api.get(path, WITHIN);
            JsonNode bindings = api.get(path + "/bindings", WITHIN);
            return new BrokerQueueDetail(
                    queues.state(queue),
                    BrokerJson.texts(queue.path("arguments")),
                    BrokerQueues.policy(queue),
                    BrokerQueues.bindings(bindings),
                    BrokerQueues.bindingCount(bindings),
                    BrokerQueues.consumers(queue),
                    queue.path("consumer_details").size(),
                    List.of(),
                    at);
        } catch (PipelineException e) {
            throw missing(e, vhost, name);
        }
    }

    private static PipelineException missing(PipelineException e, String vhost, String name) {
        return e.code() == ErrorCode.NOT_FOUND
                ? new PipelineException(
                        ErrorCode.NOT_FOUND,
                        "The broker has no queue " + name + " in virtual host " + vhost
                                + "; GET /v1/broker/queues lists those it has.",
                        e)
                : e;
    }

    /// Connections and their channels, by name.
    public Listing<BrokerConnection> connections() {
        Instant at = Instant.now();
        JsonNode connections = page("/connections", 1, "&sort=name");
        JsonNode channels = page("/channels", 1, "");
        return new Listing<>(links.connections(connections, channels), count(connections, "total_count"), at);
    }

    /// Removes all messages that no consumer holds. They are gone.
    ///
    /// @throws PipelineException `not-found` too; `outcome-unknown` when the broker did not answer in time
    public void purge(String vhost, String name) {
        act("/queues" + ManagementApi.path(vhost, name) + "/contents", vhost, name);
    }

    /// Deletes a queue with all it holds.
    ///
    /// @param ifEmpty,ifUnused let the broker refuse when it holds messages or has consumers; classic queues only
    /// @throws PipelineException as [#purge]
    public void delete(String vhost, String name, boolean ifEmpty, boolean ifUnused) {
        String conditions = (ifEmpty ? "&if-empty=true" : "") + (ifUnused ? "&if-unused=true" : "");
        act(
                "/queues" + ManagementApi.path(vhost, name)
                        + (conditions.isEmpty() ? "" : "?" + conditions.substring(1)),
                vhost,
                name);
    }

    private void act(String path, String vhost, String name) {
        try {
            api.delete(path, ACT_WITHIN);
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.MANAGEMENT_UNAVAILABLE) {
                throw new PipelineException(
                        ErrorCode.OUTCOME_UNKNOWN,
                        "Whether the broker did it to queue " + name + " in virtual host " + vhost
                                + " is not known: look at the queue, then make a new plan. " + e.getMessage(),
                        e);
            }
            throw missing(e, vhost, name);
        }
    }
}
