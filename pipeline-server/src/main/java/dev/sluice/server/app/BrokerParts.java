package dev.sluice.server.app;

import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.BrokerDesk;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.control.ForeignQueues;
import dev.sluice.server.queue.BrokerReader;
import dev.sluice.server.store.BrokerPlanStore;
import dev.sluice.server.store.Database;

/// The whole broker, and queues on it that are not Sluice's. It runs nothing by itself.
final class BrokerParts {
    private final BrokerDesk desk;
    private final ForeignQueues acts;

    BrokerParts(ServerConfig config, Database database, Fleet fleet) {
        desk = new BrokerDesk(new BrokerReader(config.broker()));
        acts = new ForeignQueues(desk, new BrokerPlanStore(database), fleet);
    }

    BrokerDesk desk() {
        return desk;
    }

    ForeignQueues acts() {
        return acts;
    }
}
