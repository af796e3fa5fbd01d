package dev.sluice.server.http;

import dev.sluice.server.history.HistoryReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the pipeline did, over time.
public final class TelemetryRoutes {
    private static final int LONGEST_STEP_SECONDS = 86_400;
    private static final int MOST_PAIRS = 200;
    private static final int PAIRS = 50;

    private final HistoryReader history;

    public TelemetryRoutes(HistoryReader history) {
        this.history = history;
    }

    public List<Route> routes() {
        return List.of(
                Route.get(
                        "/v1/telemetry",
                        "Rates, depths and latencies of seconds, minutes or hours, up to two years back.",
                        this::telemetry,
                        "from",
                        "to",
                        "step",
                        "queue",
                        "instance"),
                Route.get(
                        "/v1/telemetry/types",
                        "What came in by source and type, most first.",
                        this::types,
                        "from",
                        "to",
                        "limit"));
    }

    private Reply telemetry(Call call) {
        @Nullable Integer step = call.query("step").isEmpty() ? null : call.number("step", 1, LONGEST_STEP_SECONDS, 1);
        return Reply.json(history.history(
                call.instant("from"),
                call.instant("to"),
                step,
                call.query("queue").orElse(null),
                call.query("instance").orElse(null)));
    }

    private Reply types(Call call) {
        return Reply.json(
                history.types(call.instant("from"), call.instant("to"), call.number("limit", 1, MOST_PAIRS, PAIRS)));
    }
}
