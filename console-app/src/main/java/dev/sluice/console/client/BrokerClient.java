package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerActRequest;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The whole broker, and queues on it that are not Sluice's. Throws as [SluiceClient] does; thread-safe.
public final class BrokerClient {
    /// the server itself waits for the broker, of a long list for several answers
    private static final Duration LOOK = Duration.ofSeconds(20);
    private static final Duration ACT = Duration.ofSeconds(45);

    private final Exchange exchange;

    BrokerClient(Exchange exchange) {
        this.exchange = exchange;
    }

    public BrokerOverview overview() throws InterruptedException {
        return exchange.get("/v1/broker", LOOK, BrokerOverview.class);
    }

    /// @param vhost null for all
    /// @param q part of a name
    /// @param sort `depth`, `name`, `rate` or `consumers`
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public BrokerQueuePage queues(@Nullable String vhost, String q, String sort, int limit, @Nullable String cursor)
            throws InterruptedException {
        return exchange.get(
                "/v1/broker/queues?sort=" + encoded(sort) + page(vhost, q, limit, cursor), LOOK, BrokerQueuePage.class);
    }

    private static String page(@Nullable String vhost, String q, int limit, @Nullable String cursor) {
        return "&limit=" + limit
                + (q.isEmpty() ? "" : "&q=" + encoded(q))
                + (vhost == null ? "" : "&vhost=" + encoded(vhost))
                + (cursor == null ? "" : "&cursor=" + encoded(cursor));
    }

    public BrokerQueueDetail queue(String vhost, String name) throws InterruptedException {
        return exchange.get(path(vhost, name), LOOK, BrokerQueueDetail.class);
    }

    private static String path(String vhost, String name) {
        return "/v1/broker/queues/" + encoded(vhost) + "/" + encoded(name);
    }

    /// @param q part of a name, label, user or address
    public BrokerConnectionPage connections(@Nullable String vhost, String q, int limit, @Nullable String cursor)
            throws InterruptedException {
        return exchange.get(
                "/v1/broker/connections?" + page(vhost, q, limit, cursor).substring(1),
                LOOK,
                BrokerConnectionPage.class);
    }

    /// What an act would remove.
    ///
    /// @param act `purge` or `delete`
    public BrokerPlan plan(String act, String vhost, String name) throws InterruptedException {
        return exchange.post(path(vhost, name) + "/" + act + "/plan", null, LOOK, BrokerPlan.class);
    }

    /// Does what a plan says; nothing brings it back.
    ///
    /// @param confirm the queue's name, as it was typed
    public BrokerActDone run(BrokerPlan plan, String reason, String confirm) throws InterruptedException {
        return exchange.post(
                path(plan.vhost(), plan.queue()) + "/" + plan.act(),
                new BrokerActRequest(plan.plan(), reason, confirm),
                ACT,
                BrokerActDone.class);
    }
}
