package dev.sluice.server.http;

import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActRequest;
import dev.sluice.server.control.BrokerDesk;
import dev.sluice.server.control.ForeignQueues;
import java.io.IOException;
import java.util.List;

/// The whole broker, and queues on it that are not Sluice's. Names are whole path segments, a slash in them escaped.
public final class BrokerRoutes {
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final BrokerDesk desk;
    private final ForeignQueues acts;

    public BrokerRoutes(BrokerDesk desk, ForeignQueues acts) {
        this.desk = desk;
        this.acts = acts;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/broker",
                        "The broker's nodes and alarms, and what Sluice's account may see and do there.",
                        call -> Reply.json(desk.overview())),
                Route.get(
                        "/v1/broker/queues",
                        "All queues of the broker, Sluice's or not, by depth, name, rate or consumers.",
                        this::queues,
                        "vhost",
                        "q",
                        "sort",
                        "limit",
                        "cursor"),
                Route.get(
                        "/v1/broker/queues/{vhost}/{name}",
                        "One queue with its bindings, consumers, arguments, and what can be done to it.",
                        call -> Reply.json(desk.queue(call.path("vhost"), call.path("name")))),
                Route.get(
                        "/v1/broker/connections",
                        "Connections to the broker and their channels, by name.",
                        this::connections,
                        "vhost",
                        "q",
                        "limit",
                        "cursor"),
                Route.post(
                        "/v1/broker/queues/{vhost}/{name}/purge/plan",
                        "Says what a purge of a foreign queue would remove, and gives it an id.",
                        call -> plan(BrokerAct.PURGE, call)),
                Route.post(
                        "/v1/broker/queues/{vhost}/{name}/purge",
                        "Removes what waits in a foreign queue, by a plan, for good.",
                        call -> run(BrokerAct.PURGE, call)),
                Route.post(
                        "/v1/broker/queues/{vhost}/{name}/delete/plan",
                        "Says what deleting a foreign queue would remove, and gives it an id.",
                        call -> plan(BrokerAct.DELETE, call)),
                Route.post(
                        "/v1/broker/queues/{vhost}/{name}/delete",
                        "Deletes a foreign queue with all it holds, by a plan, for good.",
                        call -> run(BrokerAct.DELETE, call)));
    }

    private Reply queues(Call call) {
        return Reply.json(desk.queues(
                call.query("vhost").orElse(null),
                call.query("q").orElse(""),
                call.query("sort").orElse("depth"),
                call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE),
                call.query("cursor").orElse(null)));
    }

    private Reply connections(Call call) {
        return Reply.json(desk.connections(
                call.query("vhost").orElse(null),
                call.query("q").orElse(""),
                call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE),
                call.query("cursor").orElse(null)));
    }

    private Reply plan(String act, Call call) {
        return Reply.json(acts.plan(act, call.path("vhost"), call.path("name"), call.actor()));
    }

    private Reply run(String act, Call call) throws IOException {
        return Reply.json(
                acts.run(act, call.path("vhost"), call.path("name"), call.json(BrokerActRequest.class), call.actor()));
    }
}
