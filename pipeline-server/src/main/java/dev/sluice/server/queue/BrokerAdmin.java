package dev.sluice.server.queue;

import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.HttpClientException;
import com.rabbitmq.http.client.HttpException;
import com.rabbitmq.http.client.JdkHttpClientHttpLayer;
import com.rabbitmq.http.client.domain.BindingInfo;
import com.rabbitmq.http.client.domain.DestinationType;
import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.QueueInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.BrokerConfig;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Talks to the management API: counts, the picture of the topology, and the policies that hold the limits. Its
/// figures are samples, up to five seconds old at the broker's defaults. Thread-safe. Every method throws
/// [PipelineException] `broker-unavailable` when the API does not answer.
public final class BrokerAdmin {
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final Logger LOG = LoggerFactory.getLogger(BrokerAdmin.class);
    /// how old the API's figures may be, twice
    private static final Duration STATISTICS_AGE = Duration.ofSeconds(10);

    private static final String MAX_BYTES = "max-length-bytes";
    /// Above what is usual for policies that match everything.
    private static final int PRIORITY = 100;

    private final Client client;
    private final String virtualHost;
    private final String user;

    /// @throws PipelineException `internal` when the address cannot be used
    public BrokerAdmin(BrokerConfig config) {
        // a layer of one's own brings its own authorization: the client adds none to it
        String authorization = JdkHttpClientHttpLayer.authorization(
                config.managementUser(), config.managementPassword().value());
        try {
            this.client = new Client(new ClientParameters()
                    .url(config.managementUrl().toString().replaceFirst("/*$", "/api/"))
                    .username(config.managementUser())
                    .password(config.managementPassword().value())
                    .httpLayerFactory(JdkHttpClientHttpLayer.configure()
                            .clientBuilderConsumer(b -> ManagementApi.secured(b.connectTimeout(TIMEOUT), config))
                            .requestBuilderConsumer(b -> b.timeout(TIMEOUT).setHeader("Authorization", authorization))
                            .create()));
        } catch (MalformedURLException | URISyntaxException e) {
            throw new PipelineException(
                    ErrorCode.INTERNAL, "SLUICE_AMQP_MANAGEMENT_URL is not a URL that can be used.", e);
        }
        this.virtualHost = config.virtualHost();
        this.user = config.managementUser();
    }

    /// @param object name of a broker queue
    /// @return [BrokerQueue#NONE] when there is no such queue
    public BrokerQueue queue(String object) {
        @Nullable QueueInfo info = ask(() -> client.getQueue(virtualHost, object));
        return info == null ? BrokerQueue.NONE : counts(info);
    }

    private static BrokerQueue counts(QueueInfo info) {
        return new BrokerQueue(
                info.getMessagesReady(),
                info.getMessagesUnacknowledged(),
                Math.toIntExact(info.getConsumerCount()),
                info.getMessageBytes(),
                info.getMessageBytesReady());
    }

    /// Compares what the broker has with what should be there.
    ///
    /// @param active queues that must be there, bound
    /// @param leaving queues that may be there, bound or not
    public TopologyReport audit(Supplier<Set<String>> active, Supplier<Set<String>> leaving, InboxCare inbox) {
        BrokerPicture seen = picture();
        // asked only now: what the broker has by then was defined before
        return TopologyAudit.compare(seen, active.get(), leaving.get(), inbox);
    }

    private BrokerPicture picture() {
        Set<String> ours = Stream.of(QueueTopology.EXCHANGES, InboxTopology.EXCHANGES)
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
        return new BrokerPicture(
                ask(() -> client.getQueues(virtualHost)).stream()
                        .filter(q -> q.getName().startsWith(QueueTopology.PREFIX))
                        .map(BrokerAdmin::picture)
                        .toList(),
                ask(() -> client.getExchanges(virtualHost)).stream()
                        .filter(e -> ours.contains(e.getName()))
                        .map(e -> new BrokerPicture.Exchange(
                                e.getName(), e.getType(), e.isDurable(), orEmpty(e.getArguments())))
                        .toList(),
                ask(() -> client.getBindings(virtualHost)).stream()
                        .filter(b -> ours.contains(b.getSource()))
                        .map(BrokerAdmin::binding)
                        .toList(),
                policies());
    }

    private static BrokerPicture.Queue picture(QueueInfo info) {
        return new BrokerPicture.Queue(
                info.getName(),
                info.isDurable(),
                String.valueOf(info.getType()),
                orEmpty(info.getArguments()),
                info.getPolicy() == null || info.getPolicy().isEmpty() ? null : info.getPolicy(),
                orEmpty(info.getEffectivePolicyDefinition()));
    }

    private static BrokerPicture.Binding binding(BindingInfo info) {
        String kind = info.getDestinationType() == DestinationType.EXCHANGE ? "exchange " : "queue ";
        return new BrokerPicture.Binding(info.getSource(), kind + info.getDestination(), info.getRoutingKey());
    }

    private static Map<String, Object> orEmpty(@Nullable Map<String, Object> map) {
        return map == null ? Map.of() : map;
    }

    /// Only some users may read them: without, a fault is told with less detail.
    private List<BrokerPicture.Policy> policies() {
        List<BrokerPicture.Policy> all = new ArrayList<>();
        try {
            client.getPolicies(virtualHost).forEach(p -> all.add(policy(p, false)));
            client.getOperatorPolicies(virtualHost).forEach(p -> all.add(policy(p, true)));
        } catch (HttpClientException e) {
            if (!mayNot(e)) {
                throw unavailable(e);
            }
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
        return all;
    }

    private static BrokerPicture.Policy policy(PolicyInfo info, boolean operator) {
        return new BrokerPicture.Policy(
                info.getName(),
                operator,
                info.getPattern(),
                info.getPriority(),
                info.getApplyTo() == null ? "all" : info.getApplyTo(),
                orEmpty(info.getDefinition()));
    }

    /// Sees to it that a policy of ours holds each queue's limit, and writes only those that do not yet.
    ///
    /// @param maxBytes by queue
    /// @return by queue
    public Map<String, LimitPolicy> applyLimits(Map<String, Long> maxBytes) {
        try {
            Map<String, PolicyInfo> present = client.getPolicies(virtualHost).stream()
                    .collect(Collectors.toMap(PolicyInfo::getName, Function.identity()));
            maxBytes.forEach((queue, limit) -> {
                PolicyInfo wanted = wanted(queue, limit);
                if (!same(present.get(QueueTopology.objectName(queue)), wanted)) {
                    client.declarePolicy(virtualHost, QueueTopology.objectName(queue), wanted);
                }
            });
            return all(maxBytes.keySet(), new LimitPolicy(true, null));
        } catch (HttpClientException e) {
            if (!mayNot(e)) {
                throw unavailable(e);
            }
            return all(
                    maxBytes.keySet(),
                    new LimitPolicy(
                            false,
                            "the broker's user " + user + " may not set policies: ingest alone enforces the limit."
                                    + " Give it the tag policymaker to have the broker enforce it too"));
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    private static Map<String, LimitPolicy> all(Set<String> queues, LimitPolicy policy) {
        return queues.stream().collect(Collectors.toMap(Function.identity(), q -> policy));
    }

    private static PolicyInfo wanted(String queue, long limit) {
        return new PolicyInfo(
                "^" + QueueTopology.objectName(queue).replace(".", "\\.") + "$",
                PRIORITY,
                "queues",
                Map.of(MAX_BYTES, limit));
    }

    private static boolean same(@Nullable PolicyInfo present, PolicyInfo wanted) {
        return present != null
                && present.getPattern().equals(wanted.getPattern())
                && present.getPriority() == wanted.getPriority()
                && "queues".equals(present.getApplyTo())
                && present.getDefinition().size() == 1
                && present.getDefinition().get(MAX_BYTES) instanceof Number limit
                && Long.valueOf(limit.longValue()).equals(wanted.getDefinition().get(MAX_BYTES));
    }

    /// Removes the policy of a queue that is gone; does nothing when there is none or it may not.
    public void dropLimit(String queue) {
        try {
            client.deletePolicy(virtualHost, QueueTopology.objectName(queue));
        } catch (HttpClientException e) {
            if (!mayNot(e) && e.status() != 404) {
                throw unavailable(e);
            }
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    private static boolean mayNot(HttpClientException e) {
        return e.status() == 401 || e.status() == 403;
    }

    /// What a replay's witness is worth: both it and the target got what the broker took from one run, unless one of
    /// its nodes went down, or the target refuses at a limit of its own.
    ///
    /// @param exchanges of the runs in question; those that are gone say nothing
    /// @param since how long ago the first of these messages was sent
    /// @return UNKNOWN also when the management API does not answer
    public Evidence evidence(String target, Set<String> exchanges, Duration since) {
        try {
            long leastUptime = since.plus(STATISTICS_AGE).toMillis();
            if (client.getNodes().stream().anyMatch(n -> !n.isRunning() || n.getUptime() < leastUptime)) {
                return Evidence.UNKNOWN;
            }
            @Nullable QueueInfo queue = client.getQueue(virtualHost, target);
            if (queue == null || refusesAtLimit(queue)) {
                return Evidence.UNKNOWN;
            }
            for (String exchange : exchanges) {
                if (client.getExchange(virtualHost, exchange) != null
                        && client.getQueueBindingsBetween(virtualHost, exchange, target)
                                .isEmpty()) {
                    return Evidence.TARGET_RENEWED;
                }
            }
            return Evidence.HOLDS;
        } catch (HttpException | IllegalStateException e) {
            LOG.warn("The management API does not say whether messages arrived: {}", e.getMessage());
            return Evidence.UNKNOWN;
        }
    }

    private static boolean refusesAtLimit(QueueInfo queue) {
        return orEmpty(queue.getArguments())
                        .getOrDefault("x-overflow", "")
                        .toString()
                        .startsWith("reject-publish")
                || orEmpty(queue.getEffectivePolicyDefinition())
                        .getOrDefault("overflow", "")
                        .toString()
                        .startsWith("reject-publish");
    }

    /// the broker's version
    public String version() {
        return ask(() -> client.getOverview().getServerVersion());
    }

    private static <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (HttpException | IllegalStateException e) {
            throw unavailable(e);
        }
    }

    private static PipelineException unavailable(RuntimeException e) {
        return new PipelineException(
                ErrorCode.BROKER_UNAVAILABLE, "The broker's management API does not answer: " + e.getMessage(), e);
    }
}
