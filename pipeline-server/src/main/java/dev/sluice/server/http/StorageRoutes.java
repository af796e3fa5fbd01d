package dev.sluice.server.http;

import dev.sluice.server.control.StorageWatch;
import java.util.List;

/// The room that data takes.
public final class StorageRoutes {
    private final StorageWatch storage;

    public StorageRoutes(StorageWatch storage) {
        this.storage = storage;
    }

    public List<Route> routes() {
        return List.of(Route.get(
                "/v1/storage",
                "The room that data takes, the budgets, the time until they are full, and what is kept.",
                call -> Reply.json(storage.state())));
    }
}
