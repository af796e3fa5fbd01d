package dev.sluice.console.replay;

import dev.sluice.console.client.ProblemException;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.json.Json;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Replays of a server in memory: remembers the acts, and fails when told to.
final class FakeReplayControl implements ReplayControl {
    static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");

    final List<String> acts = new ArrayList<>();
    final List<Replay> replays = new ArrayList<>(List.of(
            replay("4f0c11d0a4b7e310", Replay.RUNNING, "type:order.*", "partner.orders", 48_000, 12_340, null),
            replay(
                    "77ab01c2d3e4f596",
                    Replay.STOPPED_BY_ITSELF,
                    "type:invoice.sent data.customer:4711",
                    "billing",
                    1_204,
                    500,
                    "The broker has no queue billing in the virtual host of Sluice; make it there first, then resume."),
            replay("1188aa22bb33cc44", Replay.PAUSED, "source:/shop/3", null, 920, 300, "Paused by grace."),
            replay("0a4418ffd2c3b9e1", Replay.DONE, "", "audit.copy", 100_000, 100_000, null),
            replay("0a4418ffd2c3b9e2", Replay.STOPPED, "type:click", null, 80_000, 1_500, "Stopped by ada."),
            replay(
                    "0a4418ffd2c3b9e3",
                    Replay.FAILED,
                    "last:30d type:order.*",
                    "partner.orders",
                    9_000,
                    4_000,
                    "Retention dropped events of the query that were not sent yet.")));

    @Nullable
    RuntimeException failure;

    @Nullable
    RuntimeException startFailure;

    @Nullable
    String confirmName;

    long count = 1_204;

    static Replay replay(
            String id,
            String state,
            String query,
            @Nullable String queue,
            long count,
            long sent,
            @Nullable String detail) {
        boolean running = state.equals(Replay.RUNNING);
        boolean over = state.equals(Replay.DONE) || state.equals(Replay.STOPPED) || state.equals(Replay.FAILED);
        return new Replay(
                id,
                state,
                query,
                NOW.minusSeconds(86_400),
                null,
                queue == null ? Replay.TO_PIPELINE : Replay.TO_QUEUE,
                queue,
                count,
                true,
                sent,
                0,
                state.equals(Replay.DONE) ? 120 : 0,
                500,
                running ? 498.2 : null,
                running ? (count - sent) / 498 : null,
                "partner lost them",
                "ada",
                NOW.minusSeconds(90),
                over ? NOW.minusSeconds(4) : null,
                detail);
    }

    static ProblemException problem(ErrorCode code, String detail) {
        return new ProblemException(Problem.of(code, detail, "request-1"), null);
    }

    @Override
    public ReplayPlan plan(ReplayRequest request) {
        act("plan " + Json.text(request));
        if ("nowhere".equals(request.queue())) {
            throw problem(
                    ErrorCode.NOT_FOUND,
                    "The broker has no queue nowhere in the virtual host of Sluice; make it there first, or name another.");
        }
        boolean queue = request.queue() != null;
        return new ReplayPlan(
                "p1",
                String.valueOf(request.query()),
                request.from(),
                request.to(),
                String.valueOf(request.target()),
                request.queue(),
                count,
                true,
                request.rate() == null ? 1_000 : request.rate(),
                3,
                NOW.minusSeconds(7_200),
                NOW.minusSeconds(60),
                count == 0
                        ? List.of()
                        : List.of(
                                sample("order.placed", "o-4711"),
                                sample("order.paid", "o-4711"),
                                sample("order.placed", "o-4712"),
                                sample("order.cancelled", "o-4712"),
                                sample("order.placed", "o-4713")),
                queue ? 17L : null,
                queue ? 2L : null,
                confirmName,
                NOW.plusSeconds(600));
    }

    private static ReplayPlan.Sample sample(String type, String id) {
        return new ReplayPlan.Sample(type, "/shop/3", id, null, NOW.minusSeconds(7_200));
    }

    @Override
    public Replay start(ReplayRequest request) {
        if (startFailure != null) {
            throw startFailure;
        }
        act("start " + Json.text(request));
        Replay begun = replay("p1", Replay.RUNNING, "type:order.*", "partner.orders", count, 0, null);
        replays.addFirst(begun);
        return begun;
    }

    @Override
    public ReplayList list(int limit, @Nullable String cursor) {
        check();
        return new ReplayList(
                replays.subList(0, Math.min(limit, replays.size())), replays.size() > limit ? "more" : null);
    }

    @Override
    public Replay pause(String id) {
        return become("pause", id, Replay.PAUSED);
    }

    @Override
    public Replay resume(String id, @Nullable Integer rate) {
        return become("resume" + (rate == null ? "" : " " + rate), id, Replay.RUNNING);
    }

    @Override
    public Replay stop(String id) {
        return become("stop", id, Replay.STOPPED);
    }

    private Replay become(String act, String id, String state) {
        act(act + " " + id);
        for (int i = 0; i < replays.size(); i++) {
            Replay old = replays.get(i);
            if (old.id().equals(id)) {
                replays.set(i, replay(id, state, old.query(), old.queue(), old.count(), old.sent(), null));
                return replays.get(i);
            }
        }
        throw problem(ErrorCode.NOT_FOUND, "There is no replay " + id + ".");
    }

    private void act(String act) {
        check();
        acts.add(act);
    }

    private void check() {
        if (failure != null) {
            throw failure;
        }
    }
}
