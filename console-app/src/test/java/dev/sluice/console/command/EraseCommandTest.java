package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasureCounts;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.queue.PurgePlan.Sample;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EraseCommandTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:00:00Z");
    private static final ErasureCounts COUNTS = new ErasureCounts(12, 1, 0, 0, 0);

    private final FakeServer server = new FakeServer();

    @BeforeEach
    void serve() {
        plan(COUNTS);
        server.on("DELETE /v1/events", r -> Answer.json(erasure(Erasure.RUNNING)));
        server.on("GET /v1/erasures/p-1", r -> Answer.json(erasure(Erasure.DONE)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    private void plan(ErasureCounts counts) {
        server.on(
                "POST /v1/erasures/plan",
                r -> Answer.json(new ErasurePlan(
                        "p-1",
                        "events:subject sha256 ab",
                        counts,
                        AT,
                        AT,
                        List.of(new Sample("t", "/s\u001b[2J", "7", "me")),
                        3,
                        AT)));
    }

    private static Erasure erasure(String state) {
        return new Erasure("p-1", "events:subject sha256 ab", state, COUNTS, COUNTS, AT, null, null);
    }

    @Test
    void showsThePlanAndErasesWhenTheNumberIsTyped() {
        CommandRun run = CommandRun.of(server, "12\n", "erase", "--subject", "me", "--reason", "asked for");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("This erases 12 events, 1 dead letters"), run.out());
        assertTrue(run.out().contains("3 events wait in queues"), run.out());
        assertTrue(run.out().endsWith("done: erased " + COUNTS.text() + "\n"), run.out());
        assertTrue(!run.out().contains("\u001b"), "control characters are not printed");
        assertEquals(
                "{\"subject\":\"me\"}",
                server.requests("POST", "/v1/erasures/plan").getFirst().text());
        assertEquals(
                "plan=p-1&reason=asked%20for",
                server.requests("DELETE", "/v1/events").getFirst().query().replace("+", "%20"));
    }

    @Test
    void erasesNothingWhenAnythingElseIsTyped() {
        CommandRun run = CommandRun.of(server, "yes\n", "erase", "--source", "/s", "--reason", "r");
        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals(List.of(), server.requests("DELETE", "/v1/events"));
    }

    @Test
    void saysThatThereIsNothing() {
        plan(ErasureCounts.NONE);
        CommandRun run = CommandRun.of(server, "", "erase", "--source", "/s", "--reason", "r", "--yes");
        assertEquals(ExitCode.OK, run.code());
        assertTrue(run.out().endsWith("Nothing is kept of it; nothing was erased.\n"), run.out());
    }

    @Test
    void wantsToKnowWhatAndWhy() {
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "erase", "--reason", "r").code());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "erase", "--source", "/s").code());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "erase", "--source", "/s", "--reason", "r", "--json")
                        .code());
    }
}
