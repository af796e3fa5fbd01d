package dev.sluice.server.control;

import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerAccount;
import dev.sluice.server.queue.BrokerReader;
import dev.sluice.server.queue.BrokerReader.Listing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the broker's management API shows, for all who ask together: each question is put to the broker at most once a
/// second by this instance, and only while somebody asks. Every method but [#overview] throws [PipelineException]
/// `management-unavailable` or `broker-refused`. Thread-safe.
public final class BrokerDesk {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration ACCOUNT_FRESH = Duration.ofSeconds(10);
    private static final int MOST_DETAILS = 200;

    private final BrokerReader reader;
    private final SharedAnswer<BrokerAccount> account;
    private final SharedAnswer<BrokerOverview> overview;
    private final SharedAnswer<Listing<BrokerQueueState>> queues;
    private final SharedAnswer<Listing<BrokerConnection>> connections;
    private final Map<List<String>, SharedAnswer<BrokerQueueDetail>> details = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, SharedAnswer<BrokerQueueDetail>> eldest) {
            return size() > MOST_DETAILS;
        }
    };

    public BrokerDesk(BrokerReader reader) {
        this.reader = reader;
        account = new SharedAnswer<>(reader::account, ACCOUNT_FRESH);
        overview = new SharedAnswer<>(() -> reader.overview(account.get()), FRESH);
        queues = new SharedAnswer<>(reader::queues, FRESH);
        connections = new SharedAnswer<>(reader::connections, FRESH);
    }

    /// Never throws for the broker: it says what is wrong.
    public BrokerOverview overview() {
        try {
            BrokerOverview seen = overview.get();
            BrokerAccount by = account.get();
            @Nullable String limits = limits(by);
            return new BrokerOverview(
                    limits == null ? BrokerOverview.OK : BrokerOverview.LIMITED,
                    limits,
                    seen.at(),
                    seen.version(),
                    seen.erlang(),
                    seen.cluster(),
                    seen.account(),
                    seen.tags(),
                    ForeignRules.acts(by, null),
                    seen.vhosts(),
                    seen.nodes(),
                    seen.totals());
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.SHUTTING_DOWN) {
                throw e;
            }
            return new BrokerOverview(
                    e.code() == ErrorCode.BROKER_REFUSED ? BrokerOverview.REFUSED : BrokerOverview.UNAVAILABLE,
                    e.getMessage(),
                    Instant.now(),
                    null,
                    null,
                    null,
                    reader.user(),
                    List.of(),
                    ForeignRules.nothing(String.valueOf(e.getMessage())),
                    List.of(),
                    List.of(),
                    null);
        }
    }

    private static @Nullable String limits(BrokerAccount by) {
        if (!by.seesNodes()) {
            return "The account " + by.name()
                    + " has neither the tag monitoring nor administrator: it sees no nodes, no"
                    + " alarms, and only its own connections, and the queues of virtual hosts it has permissions in.";
        }
        return by.looksOnly();
    }

    /// @param vhost null for all
    /// @param q part of a name
    /// @param sort such as `depth`
    /// @param cursor `next` of the page before
    /// @throws PipelineException `invalid-cursor`, `malformed-request` too
    public BrokerQueuePage queues(@Nullable String vhost, String q, String sort, int limit, @Nullable String cursor) {
        return BrokerList.page(queues.get(), vhost, q, BrokerList.Sort.of(sort), limit, cursor);
    }

    /// @throws PipelineException `not-found` too
    public BrokerQueueDetail queue(String vhost, String name) {
        SharedAnswer<BrokerQueueDetail> answer;
        synchronized (details) {
            answer = details.computeIfAbsent(
                    List.of(vhost, name), _ -> new SharedAnswer<>(() -> reader.queue(vhost, name), FRESH));
        }
        return withActs(answer.get());
    }

    /// One queue as it is now, not as it was a moment ago.
    ///
    /// @throws PipelineException `not-found` too
    BrokerQueueDetail now(String vhost, String name) {
        account.forget();
        return withActs(reader.queue(vhost, name));
    }

    /// Forgets what an act has changed.
    void changed() {
        queues.forget();
        synchronized (details) {
            details.clear();
        }
    }

    BrokerReader reader() {
        return reader;
    }

    private BrokerQueueDetail withActs(BrokerQueueDetail seen) {
        List<BrokerAct> acts = ForeignRules.acts(account.get(), seen.queue());
        return new BrokerQueueDetail(
                seen.queue(),
                seen.arguments(),
                seen.policy(),
                seen.bindings(),
                seen.bindingCount(),
                seen.consumers(),
                seen.consumerCount(),
                acts,
                seen.at());
    }

    /// @param q part of a name, label, user or address; empty for all
    /// @param cursor `next` of the page before: the name of its last connection
    public BrokerConnectionPage connections(@Nullable String vhost, String q, int limit, @Nullable String cursor) {
        Listing<BrokerConnection> all = connections.get();
        String part = q.toLowerCase(Locale.ROOT);
        List<BrokerConnection> matching = all.items().stream()
                .filter(c -> vhost == null || c.vhost().equals(vhost))
                .filter(c -> fits(c, part))
                .toList();
        List<BrokerConnection> rest = cursor == null
                ? matching
                : matching.stream().filter(c -> c.name().compareTo(cursor) > 0).toList();
        boolean more = rest.size() > limit;
        List<BrokerConnection> page = more ? rest.subList(0, limit) : rest;
        return new BrokerConnectionPage(
                page,
                more ? page.getLast().name() : null,
                matching.size(),
                all.all(),
                all.at(),
                all.items().size() < all.all()
                        ? "The broker has " + all.all() + " connections; the first "
                                + all.items().size() + " by name are read."
                        : null);
    }

    private static boolean fits(BrokerConnection connection, String part) {
        @Nullable String label = connection.label();
        return (connection.name() + " " + (label == null ? "" : label) + " " + connection.user())
                .toLowerCase(Locale.ROOT)
                .contains(part);
    }
}
