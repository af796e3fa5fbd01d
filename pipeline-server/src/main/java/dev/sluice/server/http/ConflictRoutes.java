package dev.sluice.server.http;

import dev.sluice.server.control.ConflictPages;
import java.util.List;

/// Events that came again with another text.
public final class ConflictRoutes {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final ConflictPages conflicts;

    public ConflictRoutes(ConflictPages conflicts) {
        this.conflicts = conflicts;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/conflicts",
                        "Events that came again with another text, newest first.",
                        this::page,
                        "limit",
                        "cursor"),
                Route.get(
                        "/v1/conflicts/{id}",
                        "One of them, with both texts.",
                        call -> Reply.json(conflicts.detail(call.path("id")))));
    }

    private Reply page(Call call) {
        int limit = call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        return Reply.json(conflicts.page(limit, call.query("cursor").orElse(null)));
    }
}
