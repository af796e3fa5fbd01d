package dev.sluice.server.http;

import dev.sluice.model.access.KeyRequest;
import dev.sluice.server.control.KeyActs;
import java.io.IOException;
import java.util.List;

/// Keys that producers send with.
public final class TokenRoutes {
    private final KeyActs keys;

    public TokenRoutes(KeyActs keys) {
        this.keys = keys;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/tokens", "Every key, without its secret, newest first.", call -> Reply.json(keys.list())),
                Route.post("/v1/tokens", "Makes a key and shows its secret, once.", this::issue),
                Route.delete(
                        "/v1/tokens/{id}",
                        "Revokes a key.",
                        call -> Reply.json(keys.revoke(call.path("id"), call.actor()))));
    }

    private Reply issue(Call call) throws IOException {
        return Reply.json(201, keys.issue(call.json(KeyRequest.class), call.actor()));
    }
}
