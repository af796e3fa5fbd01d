package dev.sluice.server.http;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.storage.StorageState;
import dev.sluice.server.access.RateLimits;
import dev.sluice.server.access.Rejections;
import dev.sluice.server.config.LimitsConfig;
import dev.sluice.server.live.LiveHub;
import dev.sluice.server.live.TelemetrySampler;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The whole route table over services that are not there: for tests of what happens in front of them.
final class AllRoutes {
    final LiveHub hub = new LiveHub(3);
    final HealthChecks health = new HealthChecks();
    final PipelineMeters meters = new PipelineMeters();
    final TelemetrySampler sampler = new TelemetrySampler(
            () -> List.of(new TelemetrySample(Instant.EPOCH, 0, 0, 0, 0, 0, 0, 0, null, null, null)),
            List::of,
            () -> new Ledger(1, 1, 0, 0, 0, 0, 0, null, null),
            () -> StorageState.of(List.of(), null, null),
            health,
            hub);

    @SuppressWarnings("DataFlowIssue") // nothing is flushed
    final Rejections rejections = new Rejections(null, meters);

    final RateLimits limits = new RateLimits(new LimitsConfig(0, 0));
    final OpenSockets sockets = new OpenSockets();

    @SuppressWarnings("DataFlowIssue") // nobody logs in
    private final SessionRoutes session = new SessionRoutes(null);

    volatile boolean ready = true;

    @SuppressWarnings("DataFlowIssue") // the services are not reached
    RouteTable table() {
        List<Route> routes = new ArrayList<>();
        routes.addAll(new EventRoutes(null, TestHttp.CONFIG, new IngestDoor(limits, rejections)).routes());
        routes.addAll(new SearchRoutes(null).routes());
        routes.addAll(new FieldRoutes(null, null).routes());
        routes.addAll(new SavedSearchRoutes(null).routes());
        routes.addAll(new QueueRoutes(null).routes());
        routes.addAll(new PurgeRoutes(null).routes());
        routes.addAll(new TapRoutes(null, null).routes());
        routes.addAll(new BrokerRoutes(null, null).routes());
        routes.addAll(new DeadLetterRoutes(null).routes());
        routes.addAll(new AlarmRoutes(null, null).routes());
        routes.addAll(new ReplayRoutes(null).routes());
        routes.addAll(new TokenRoutes(null).routes());
        routes.addAll(new PeopleRoutes(null).routes());
        routes.addAll(session.routes());
        routes.addAll(new RejectionRoutes(null).routes());
        routes.addAll(new ConflictRoutes(null).routes());
        routes.addAll(new FleetRoutes(null).routes());
        routes.addAll(new StorageRoutes(null).routes());
        routes.addAll(new ErasureRoutes(null).routes());
        routes.addAll(new LiveRoutes(hub, "1", "test", sockets).routes());
        routes.addAll(new TelemetryRoutes(null).routes());
        routes.addAll(new SystemRoutes(health, meters, () -> ready).routes());
        RouteTable table = OpenApi.with("1", routes);
        session.describe(table);
        return table;
    }
}
