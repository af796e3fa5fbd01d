package dev.sluice.server.app;

import dev.sluice.model.live.LiveUpdate;
import dev.sluice.server.access.RateLimits;
import dev.sluice.server.config.Role;
import dev.sluice.server.config.Secret;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.Actor;
import dev.sluice.server.http.AlarmRoutes;
import dev.sluice.server.http.BrokerRoutes;
import dev.sluice.server.http.ConflictRoutes;
import dev.sluice.server.http.DeadLetterRoutes;
import dev.sluice.server.http.DeniedActs;
import dev.sluice.server.http.ErasureRoutes;
import dev.sluice.server.http.EventRoutes;
import dev.sluice.server.http.FieldRoutes;
import dev.sluice.server.http.FleetRoutes;
import dev.sluice.server.http.HttpServer;
import dev.sluice.server.http.IngestDoor;
import dev.sluice.server.http.LiveRoutes;
import dev.sluice.server.http.OpenApi;
import dev.sluice.server.http.OpenSockets;
import dev.sluice.server.http.PeopleRoutes;
import dev.sluice.server.http.PurgeRoutes;
import dev.sluice.server.http.QueueRoutes;
import dev.sluice.server.http.RejectionRoutes;
import dev.sluice.server.http.ReplayRoutes;
import dev.sluice.server.http.Route;
import dev.sluice.server.http.RouteTable;
import dev.sluice.server.http.SavedSearchRoutes;
import dev.sluice.server.http.SearchRoutes;
import dev.sluice.server.http.SessionRoutes;
import dev.sluice.server.http.StorageRoutes;
import dev.sluice.server.http.SystemRoutes;
import dev.sluice.server.http.TapRoutes;
import dev.sluice.server.http.TelemetryRoutes;
import dev.sluice.server.http.TokenRoutes;
import dev.sluice.server.live.LiveHub;
import dev.sluice.server.live.TelemetrySampler;
import dev.sluice.server.search.FieldCatalogue;
import dev.sluice.server.search.FieldService;
import dev.sluice.server.telemetry.Waypoints;
import dev.sluice.server.tls.Authorities;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One whole server process: the pipeline, its live feed and its HTTP server.
public final class SluiceServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SluiceServer.class);
    static final String VERSION = "0.1.0";

    private static final Duration SOCKETS_EVERY = Duration.ofSeconds(1);

    private final ServerConfig config;
    private final AdminToken adminToken;
    private final LiveHub hub;
    private final Pipeline pipeline;
    private final TelemetrySampler sampler;
    private final ShownCertificate certificate;
    private final HttpServer http;
    private final OpenSockets sockets = new OpenSockets();
    private @Nullable Pulse socketCheck;

    private SluiceServer(ServerConfig config, Waypoints waypoints) throws IOException {
        this.config = config;
        certificate = ShownCertificate.of(config);
        Authorities.context(config.broker().authorities()); // told now, not at each connection
        adminToken = AdminToken.of(config.adminToken(), config.home());
        hub = new LiveHub(config.http().maxLiveSubscribers());
        pipeline = new Pipeline(config, adminToken, record -> hub.publish(new LiveUpdate.Act(record)), waypoints);
        sampler = new TelemetrySampler(
                pipeline.history()::newSeconds,
                pipeline.control()::queues,
                pipeline.ledger()::latest,
                pipeline.life().storage()::state,
                pipeline.health(),
                hub);
        IngestDoor door = new IngestDoor(new RateLimits(config.limits()), pipeline.rejections());
        SessionRoutes session = new SessionRoutes(pipeline.membership().logins());
        RouteTable routes = OpenApi.with(
                VERSION,
                of(Role.INGEST, new EventRoutes(pipeline.ingest(), config.http(), door).routes()),
                of(Role.API, new SearchRoutes(pipeline.search()).routes()),
                of(
                        Role.API,
                        new FieldRoutes(
                                        new FieldService(pipeline.search()),
                                        new FieldCatalogue(pipeline.search(), InstantSource.system()))
                                .routes()),
                of(Role.API, new SavedSearchRoutes(pipeline.savedSearches()).routes()),
                of(Role.API, new QueueRoutes(pipeline.control()).routes()),
                of(Role.API, new PurgeRoutes(pipeline.control()).routes()),
                of(
                        Role.API,
                        new TapRoutes(
                                        pipeline.operators().taps(),
                                        pipeline.operators().peeks())
                                .routes()),
                of(
                        Role.API,
                        new BrokerRoutes(
                                        pipeline.operators().broker().desk(),
                                        pipeline.operators().broker().acts())
                                .routes()),
                of(Role.API, new DeadLetterRoutes(pipeline.life().deadLetters()).routes()),
                of(
                        Role.API,
                        new AlarmRoutes(
                                        pipeline.alarms().acts(),
                                        pipeline.alarms().rules())
                                .routes()),
                of(Role.API, new ReplayRoutes(pipeline.life().replays()).routes()),
                of(Role.API, new TokenRoutes(pipeline.membership().keys()).routes()),
                of(Role.API, new PeopleRoutes(pipeline.membership().people()).routes()),
                of(Role.API, session.routes()),
                of(Role.API, new RejectionRoutes(pipeline.rejectionActs()).routes()),
                of(Role.API, new ConflictRoutes(pipeline.conflicts()).routes()),
                of(Role.API, new FleetRoutes(pipeline.fleet()).routes()),
                of(Role.API, new StorageRoutes(pipeline.life().storage()).routes()),
                of(Role.API, new ErasureRoutes(pipeline.life().erasures()).routes()),
                of(Role.API, new LiveRoutes(hub, VERSION, config.environment(), sockets).routes()),
                of(Role.API, new TelemetryRoutes(pipeline.history().reader()).routes()),
                new SystemRoutes(pipeline.health(), pipeline.meters(), pipeline::ready).routes());
        session.describe(routes);
        http = new HttpServer(
                config.http(),
                certificate.identity(),
                pipeline.membership().keyring(),
                routes,
                pipeline.meters(),
                new DeniedActs((who, address, act, target, why) ->
                        pipeline.control().denied(new Actor(who, address), act, target, why)));
    }

    /// the routes when this process has the role, else none: they are a 404 here
    private List<Route> of(Role role, List<Route> routes) {
        return config.roles().contains(role) ? routes : List.of();
    }

    /// Starts everything. It answers at once and is ready when broker and database were reached.
    ///
    /// @throws IOException when the home or the port cannot be used; the message says what to do
    public static SluiceServer start(ServerConfig config) throws IOException {
        return start(config, Waypoints.NONE);
    }

    /// The same with failpoints, for tests.
    static SluiceServer start(ServerConfig config, Waypoints waypoints) throws IOException {
        SluiceServer server = new SluiceServer(config, waypoints);
        server.http.start();
        server.certificate.serves(server.http.port());
        server.pipeline.start();
        server.sampler.start();
        server.socketCheck = Pulse.start(
                "sockets",
                SOCKETS_EVERY,
                () -> server.sockets.check(server.pipeline.membership().keyring()::renewed));
        LOG.info("Sluice {} serves {} as {}", VERSION, server.url(), config.roles());
        return server;
    }

    /// where it listens
    public URI url() {
        String host = config.http().host();
        return URI.create(
                certificate.scheme() + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + http.port());
    }

    /// empty when there is none, or it is not known yet whether one is needed
    public Optional<String> adminToken() {
        return adminToken.token().map(Secret::value);
    }

    /// true when this instance knows its queues and reaches the broker
    public boolean ready() {
        return pipeline.ready();
    }

    /// Refuses new events, finishes those under way, and ends.
    @Override
    public void close() {
        Duration grace = config.shutdownGrace();
        LOG.info("Stopping, within {} s", grace.toSeconds());
        pipeline.refuseIngest();
        sampler.close();
        if (socketCheck != null) {
            socketCheck.close();
        }
        hub.close();
        http.close(grace.dividedBy(2));
        certificate.ended();
        pipeline.close();
        LOG.info("Stopped");
    }
}
