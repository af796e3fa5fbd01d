package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.json.Json;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplayCommandTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void plansAndTellsHowToStart() {
        server.on("POST /v1/replays/plan", r -> Answer.json(plan(null)));
        CommandRun run = CommandRun.of(
                server, "", "replay", "plan", "type:order.*", "data.n>3", "--queue", "partner", "--rate", "200");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals("""
                This sends 600 events to queue partner, 200 a second: about 3 s.\
                 They were received between 2026-11-25T10:00:00Z and 2026-11-25T10:00:00Z.
                  order.placed  /shop  o-1
                In that queue 7 messages wait now, and it has 0 consumers.
                Until 2026-11-25T10:00:00Z it is started by: sluice replay start --plan p1
                """, run.out());
        assertEquals(
                "{\"query\":\"type:order.* data.n>3\",\"target\":\"queue\",\"queue\":\"partner\",\"rate\":200}",
                server.requests().getFirst().text());
    }

    @Test
    void asksForTheTargetsNameInProductionAndFollowsToTheEnd() {
        server.on("POST /v1/replays/plan", r -> Answer.json(plan("partner")));
        server.on(
                "POST /v1/replays", r -> Answer.json(replay(Replay.RUNNING, 0)).withStatus(202));
        server.on("GET /v1/replays/p1", r -> Answer.json(replay(Replay.DONE, 600)));

        CommandRun refused = CommandRun.of(server, "yes\n", "replay", "start", "--queue", "partner");
        assertEquals(ExitCode.REJECTED, refused.code());
        assertTrue(refused.err().contains("That is not the target's name; nothing was sent."), refused.err());

        CommandRun run =
                CommandRun.of(server, "partner\n", "replay", "start", "--queue", "partner", "--reason", "lost");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().endsWith("done: 600 of 600 events sent to partner\n"), run.out());
        assertEquals(
                "{\"plan\":\"p1\",\"reason\":\"lost\",\"name\":\"partner\"}",
                server.requests().stream()
                        .filter(r -> r.path().equals("/v1/replays"))
                        .findFirst()
                        .orElseThrow()
                        .text());
    }

    @Test
    void saysWhereToOrNothing() {
        assertEquals(
                ExitCode.USAGE, CommandRun.of(server, "", "replay", "plan", "a").code());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "replay", "plan", "--queue", "q", "--pipeline")
                        .code());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "replay", "start", "--plan", "p1", "--pipeline")
                        .code());
        assertEquals(List.of(), server.requests());
    }

    @Test
    void endsWithOneWhenSomeMayBeThereTwice() {
        Replay done = new Replay(
                "p1", "done", "", null, null, "queue", "partner", 9, true, 9, 0, 4, 50, null, null, null, "ada", AT, AT,
                null);
        server.on("POST /v1/replays", r -> Answer.json(done).withStatus(202));
        CommandRun run = CommandRun.of(server, "", "replay", "start", "--plan", "p1", "--json");
        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals(Json.text(done) + "\n", run.out());
    }

    @Test
    void listsAndSteers() {
        server.on("GET /v1/replays", r -> Answer.json(new ReplayList(List.of(replay(Replay.PAUSED, 100)), null)));
        server.on("POST /v1/replays/p1/pause", r -> Answer.json(replay(Replay.PAUSED, 100)));
        server.on("POST /v1/replays/p1/resume", r -> Answer.json(replay(Replay.RUNNING, 100))
                .withStatus(202));
        server.on("POST /v1/replays/p1/stop", r -> Answer.json(replay(Replay.STOPPED, 100)));
        assertEquals(
                List.of(
                        "ID                STATE                     SENT          OF   RATE/S  TARGET                 QUERY",
                        "p1                paused                     100         600      200  partner                type:a"),
                CommandRun.of(server, "", "replay", "list").out().lines().toList());
        assertEquals(
                "paused: 100 of 600 events sent to partner\n",
                CommandRun.of(server, "", "replay", "pause", "p1").out());
        assertEquals(
                "running: 100 of 600 events sent to partner, 150 a second, about 4 s left\n",
                CommandRun.of(server, "", "replay", "resume", "p1", "--rate", "200")
                        .out());
        assertEquals("{\"rate\":200}", server.requests().getLast().text());
        assertEquals(
                "stopped: 100 of 600 events sent to partner\n",
                CommandRun.of(server, "", "replay", "stop", "p1").out());
    }

    private static ReplayPlan plan(@Nullable String confirmName) {
        return new ReplayPlan(
                "p1",
                "type:order.*",
                null,
                null,
                "queue",
                "partner",
                600,
                true,
                200,
                3,
                AT,
                AT,
                List.of(new ReplayPlan.Sample("order.placed", "/shop", "o-1", null, AT)),
                7L,
                0L,
                confirmName,
                AT);
    }

    private static Replay replay(String state, long sent) {
        boolean running = state.equals(Replay.RUNNING);
        return new Replay(
                "p1",
                state,
                "type:a",
                null,
                null,
                "queue",
                "partner",
                600,
                true,
                sent,
                0,
                0,
                200,
                running ? 150.0 : null,
                running ? 4L : null,
                null,
                "ada",
                AT,
                null,
                null);
    }
}
