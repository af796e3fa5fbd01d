package dev.sluice.console.client;

import static dev.sluice.console.client.EventQuery.encoded;

import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import dev.sluice.model.replay.ReplayResume;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The calls about replays. Each blocks its caller and throws as those of [SluiceClient] do. Thread-safe.
public final class ReplayClient {
    private static final String ALL = "/v1/replays";
    private static final Duration QUICK = Duration.ofSeconds(10);
    private static final Duration ACT = Duration.ofSeconds(30);

    private final Exchange exchange;

    ReplayClient(Exchange exchange) {
        this.exchange = exchange;
    }

    /// Counts what would be sent; sends nothing.
    public ReplayPlan plan(ReplayRequest request) throws InterruptedException {
        return exchange.post(ALL + "/plan", request, ACT, ReplayPlan.class);
    }

    /// Safe to be repeated when it names a plan.
    public Replay start(ReplayRequest request) throws InterruptedException {
        return exchange.post(ALL, request, ACT, Replay.class);
    }

    public Replay get(String id) throws InterruptedException {
        return exchange.get(path(id), QUICK, Replay.class);
    }

    /// Newest first.
    ///
    /// @param limit 1 to 1,000
    /// @param cursor `next` of the page before, null for the first
    public ReplayList list(int limit, @Nullable String cursor) throws InterruptedException {
        return exchange.get(
                ALL + "?limit=" + limit + (cursor == null ? "" : "&cursor=" + encoded(cursor)),
                QUICK,
                ReplayList.class);
    }

    public Replay pause(String id) throws InterruptedException {
        return exchange.post(path(id) + "/pause", null, ACT, Replay.class);
    }

    /// @param rate events a second from here on, null: as before
    public Replay resume(String id, @Nullable Integer rate) throws InterruptedException {
        return exchange.post(path(id) + "/resume", new ReplayResume(rate), ACT, Replay.class);
    }

    public Replay stop(String id) throws InterruptedException {
        return exchange.post(path(id) + "/stop", null, ACT, Replay.class);
    }

    private static String path(String id) {
        return ALL + "/" + encoded(id);
    }
}
