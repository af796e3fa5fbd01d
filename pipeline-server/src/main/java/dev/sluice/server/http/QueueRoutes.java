package dev.sluice.server.http;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.QueueList;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.server.control.ControlService;
import java.io.IOException;
import java.util.List;

/// Queues, their control, the ledger and the audit.
public final class QueueRoutes {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final ControlService control;

    public QueueRoutes(ControlService control) {
        this.control = control;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/queues",
                        "All queues as they are now.",
                        call -> Reply.json(new QueueList(control.queues()))),
                Route.get(
                        "/v1/queues/{name}",
                        "One queue as it is now.",
                        call -> Reply.json(control.queue(call.path("name")))),
                Route.put(
                        "/v1/queues/{name}",
                        "Defines a queue, or changes its patterns, place or limits.",
                        this::define),
                Route.delete("/v1/queues/{name}", "Takes an empty queue out.", this::delete),
                Route.post("/v1/queues/{name}/pause", "Stops storing from a queue; events wait in it.", this::pause),
                Route.post(
                        "/v1/queues/{name}/resume",
                        "Stores from a queue again.",
                        call -> Reply.json(control.resume(call.path("name"), call.actor()))),
                Route.get(
                        "/v1/ledger",
                        "The measured account of every accepted event.",
                        call -> Reply.json(control.ledger(call.query("mark").orElse(null))),
                        "mark"),
                Route.get(
                        "/v1/audit",
                        "What operators did, newest first.",
                        this::audit,
                        "q",
                        "who",
                        "act",
                        "target",
                        "from",
                        "to",
                        "limit",
                        "cursor"));
    }

    private Reply define(Call call) throws IOException {
        String name = call.path("name");
        boolean isNew = control.define(name, call.json(QueueRequest.class), call.actor());
        return Reply.json(isNew ? 201 : 200, control.queue(name));
    }

    private Reply delete(Call call) {
        QueueRemoval removal = control.delete(call.path("name"), call.actor());
        return Reply.json(removal.state().equals(QueueRemoval.REMOVED) ? 200 : 202, removal);
    }

    private Reply pause(Call call) throws IOException {
        return Reply.json(control.pause(call.path("name"), call.json(PauseRequest.class), call.actor()));
    }

    private Reply audit(Call call) {
        int limit = call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE);
        AuditQuery filter = new AuditQuery(
                call.query("q").orElse(null),
                call.query("who").orElse(null),
                call.query("act").orElse(null),
                call.query("target").orElse(null),
                call.instant("from"),
                call.instant("to"));
        AuditPage page = control.audits(filter, limit, call.query("cursor").orElse(null));
        return Reply.json(Access.ADMIN.lets(call.caller()) ? page : page.brief());
    }
}
