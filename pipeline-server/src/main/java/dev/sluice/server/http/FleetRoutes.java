package dev.sluice.server.http;

import dev.sluice.server.control.Fleet;
import java.util.List;

/// Who serves.
public final class FleetRoutes {
    private final Fleet fleet;

    public FleetRoutes(Fleet fleet) {
        this.fleet = fleet;
    }

    public List<Route> routes() {
        return List.of(Route.get(
                "/v1/fleet",
                "The server instances that live, and what each has seen.",
                call -> Reply.json(fleet.members())));
    }
}
