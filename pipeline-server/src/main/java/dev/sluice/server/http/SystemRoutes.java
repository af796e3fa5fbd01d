package dev.sluice.server.http;

import dev.sluice.model.health.HealthReport;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.json.Json;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Health, metrics: what operates the server itself.
public final class SystemRoutes {
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

    /// The public part of a check: no figures, no names of hosts.
    private record BareCheck(String name, HealthState state) {}

    private record Readiness(String status, HealthState health, List<BareCheck> checks) {}

    private final HealthChecks health;
    private final PipelineMeters meters;
    private final BooleanSupplier ready;

    /// @param ready false while this instance cannot serve
    public SystemRoutes(HealthChecks health, PipelineMeters meters, BooleanSupplier ready) {
        this.health = health;
        this.meters = meters;
        this.ready = ready;
    }

    public List<Route> routes() {
        return List.of(
                Route.open("/health/live", "The process lives.", call -> Reply.json(Map.of("status", "live"))),
                Route.open("/health/ready", "Whether this instance can serve, and how all is.", call -> readiness()),
                Route.get("/v1/health", "Each check with its figures.", call -> Reply.json(health.report())),
                Route.get("/metrics", "Counters in Prometheus text format.", call -> metrics()));
    }

    private Reply readiness() {
        boolean serves = ready.getAsBoolean();
        HealthReport report = health.report();
        Readiness readiness = new Readiness(
                serves ? "ready" : "not-ready",
                report.state(),
                report.checks().stream()
                        .map(check -> new BareCheck(check.name(), check.state()))
                        .toList());
        return new Reply.Answer(
                serves ? 200 : 503, Reply.JSON, Json.bytes(readiness), serves ? Map.of() : Map.of("Retry-After", "5"));
    }

    private Reply metrics() {
        return new Reply.Answer(200, PROMETHEUS, meters.scrape().getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
