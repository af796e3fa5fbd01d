package dev.sluice.server.http;

import dev.sluice.model.replay.ReplayRequest;
import dev.sluice.model.replay.ReplayResume;
import dev.sluice.server.replay.Replays;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays of stored events.
public final class ReplayRoutes {
    private static final String ALL = "/v1/replays";
    private static final String ONE = ALL + "/{id}";
    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 100;

    private final Replays replays;

    public ReplayRoutes(Replays replays) {
        this.replays = replays;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        ALL + "/plan",
                        "Says what a replay of stored events would send, and gives it an id.",
                        call -> Reply.json(replays.plan(call.json(ReplayRequest.class), call.actor()))),
                Route.post(
                        ALL,
                        "Starts a replay by its plan, or by a query.",
                        call -> Reply.json(202, replays.start(call.json(ReplayRequest.class), call.actor()))),
                Route.get(ALL, "Replays, newest first.", this::list, "limit", "cursor"),
                Route.get(ONE, "How far a replay is.", call -> Reply.json(replays.get(call.path("id")))),
                Route.post(
                        ONE + "/pause",
                        "Pauses a replay.",
                        call -> Reply.json(replays.pause(call.path("id"), call.actor()))),
                Route.post(ONE + "/resume", "Goes on with a replay, at another rate if one is given.", this::resume),
                Route.post(
                        ONE + "/stop",
                        "Ends a replay for good; what it sent stays sent.",
                        call -> Reply.json(replays.stop(call.path("id"), call.actor()))));
    }

    private Reply list(Call call) {
        return Reply.json(replays.list(
                call.number("limit", 1, MAX_PAGE, DEFAULT_PAGE),
                call.query("cursor").orElse(null)));
    }

    private Reply resume(Call call) throws IOException {
        @Nullable Integer rate = call.hasBody() ? call.json(ReplayResume.class).rate() : null;
        return Reply.json(202, replays.resume(call.path("id"), rate, call.actor()));
    }
}
