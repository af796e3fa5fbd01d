package dev.sluice.console.broker;

import dev.sluice.console.client.BrokerClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import org.jspecify.annotations.Nullable;

/// What the Broker screen asks the server for. Blocks and fails with a client exception.
public interface BrokerControl {
    BrokerOverview overview() throws InterruptedException;

    /// @param vhost null for all
    /// @param sort `depth`, `name`, `rate` or `consumers`
    BrokerQueuePage queues(@Nullable String vhost, String text, String sort, int limit) throws InterruptedException;

    BrokerQueueDetail queue(String vhost, String name) throws InterruptedException;

    BrokerConnectionPage connections(String text, int limit) throws InterruptedException;

    /// @param act `purge` or `delete`
    BrokerPlan plan(String act, String vhost, String name) throws InterruptedException;

    BrokerActDone run(BrokerPlan plan, String reason, String confirm) throws InterruptedException;

    static BrokerControl of(SluiceClient client) {
        BrokerClient broker = client.broker();
        return new BrokerControl() {
            @Override
            public BrokerOverview overview() throws InterruptedException {
                return broker.overview();
            }

            @Override
            public BrokerQueuePage queues(@Nullable String vhost, String text, String sort, int limit)
                    throws InterruptedException {
                return broker.queues(vhost, text, sort, limit, null);
            }

            @Override
            public BrokerQueueDetail queue(String vhost, String name) throws InterruptedException {
                return broker.queue(vhost, name);
            }

            @Override
            public BrokerConnectionPage connections(String text, int limit) throws InterruptedException {
                return broker.connections(null, text, limit, null);
            }

            @Override
            public BrokerPlan plan(String act, String vhost, String name) throws InterruptedException {
                return broker.plan(act, vhost, name);
            }

            @Override
            public BrokerActDone run(BrokerPlan plan, String reason, String confirm) throws InterruptedException {
                return broker.run(plan, reason, confirm);
            }
        };
    }
}
