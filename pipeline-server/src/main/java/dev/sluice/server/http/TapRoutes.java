package dev.sluice.server.http;

import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.ThrottleRequest;
import dev.sluice.server.control.Peeks;
import dev.sluice.server.control.Taps;
import java.io.IOException;
import java.util.List;

/// Taps other than the pause, and a look at what waits behind them.
public final class TapRoutes {
    private static final int DEFAULT_PAGE = 20;

    private final Taps taps;
    private final Peeks peeks;

    public TapRoutes(Taps taps, Peeks peeks) {
        this.taps = taps;
        this.peeks = peeks;
    }

    public List<Route> routes() {
        return List.of(
                Route.post(
                        "/v1/queues/{name}/throttle",
                        "Stores no more than so many events a second from a queue, for a while.",
                        this::throttle),
                Route.post("/v1/queues/{name}/ingest", "Opens or closes a queue for new events.", this::ingest),
                Route.get(
                        "/v1/queues/{name}/peek",
                        "The events at the head of a queue, which stay in it.",
                        call -> Reply.json(
                                peeks.peek(call.path("name"), call.number("limit", 1, Peeks.PAGE, DEFAULT_PAGE))),
                        "limit"));
    }

    private Reply throttle(Call call) throws IOException {
        return Reply.json(taps.throttle(call.path("name"), call.json(ThrottleRequest.class), call.actor()));
    }

    private Reply ingest(Call call) throws IOException {
        return Reply.json(taps.ingest(call.path("name"), call.json(IngestStopRequest.class), call.actor()));
    }
}
