package dev.sluice.server.http;

import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.server.control.ControlService;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Purging a queue by plan, and taking it back.
public final class PurgeRoutes {
    private final ControlService control;

    public PurgeRoutes(ControlService control) {
        this.control = control;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/v1/queues/{name}/purge/plan",
                        "Says what a purge would remove, of all events or by filter, and gives it an id.",
                        this::plan),
                Route.post("/v1/queues/{name}/purge", "Removes what a plan names.", this::purge),
                Route.get(
                        "/v1/queues/{name}/purges",
                        "The last purges of a queue, newest first.",
                        call -> Reply.json(control.purges(call.path("name")))),
                Route.get(
                        "/v1/queues/{name}/purge/{id}",
                        "How far a purge, or its undo, is.",
                        call -> Reply.json(control.purge(call.path("name"), call.path("id")))),
                Route.delete(
                        "/v1/queues/{name}/purge/{id}",
                        "Stops a purge; what it removed stays removed.",
                        call -> Reply.json(control.stop(call.path("name"), call.path("id"), call.actor()))),
                Route.post(
                        "/v1/queues/{name}/purge/{id}/undo",
                        "Puts what a purge removed back into its queue.",
                        call -> Reply.json(202, control.undo(call.path("name"), call.path("id"), call.actor()))));
    }

    private Reply plan(Call call) throws IOException {
        @Nullable PurgeFilter filter = call.hasBody() ? call.json(PurgeFilter.class) : null;
        boolean all = filter == null || filter.type() == null && filter.source() == null && filter.olderThan() == null;
        return Reply.json(control.plan(call.path("name"), all ? null : filter, call.actor()));
    }

    private Reply purge(Call call) throws IOException {
        return Reply.json(202, control.purge(call.path("name"), call.json(PurgeRequest.class), call.actor()));
    }
}
