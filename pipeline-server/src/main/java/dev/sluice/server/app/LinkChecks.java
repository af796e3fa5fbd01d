package dev.sluice.server.app;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.store.Database;

/// How the links to the two servers are, as health checks.
final class LinkChecks {
    private LinkChecks() {}

    static Check broker(BrokerLink publishing) {
        if (!publishing.up()) {
            return new Check("broker", HealthState.RED, publishing.detail());
        }
        return new Check(
                "broker", publishing.blocked() == null ? HealthState.GREEN : HealthState.RED, publishing.detail());
    }

    static Check database(Database database) {
        return database.available()
                ? new Check("database", HealthState.GREEN, "PostgreSQL answers")
                : new Check(
                        "database",
                        HealthState.RED,
                        "PostgreSQL does not answer; events wait in their queues until it does");
    }
}
