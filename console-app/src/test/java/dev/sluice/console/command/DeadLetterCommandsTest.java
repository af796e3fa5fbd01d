package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.DeadLetterGroups;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.json.Json;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLetterCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final String LETTERS = "/v1/queues/orders/dead-letters";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void redrivesAndFollowsToTheEnd() {
        server.on("POST " + LETTERS + "/redrive", r -> Answer.json(redrive(Redrive.RUNNING, 0, 0))
                .withStatus(202));
        server.on("GET " + LETTERS + "/redrive/r1", r -> Answer.json(redrive(Redrive.DONE, 2, 0)));
        CommandRun run = CommandRun.of(
                server, "", "queues", "redrive", "orders", "--ids", "12,13", "--rate", "50", "--reason", "mended");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals("done: 2 of 2 sent, 0 came back dead\n", run.out());
        assertEquals(
                "{\"ids\":[\"12\",\"13\"],\"rate\":50,\"reason\":\"mended\"}",
                server.requests().getFirst().text());
    }

    @Test
    void failsWhenTheRedriveStoppedByItself() {
        server.on("POST " + LETTERS + "/redrive", r -> Answer.json(redrive(Redrive.RUNNING, 0, 0))
                .withStatus(202));
        server.on("GET " + LETTERS + "/redrive/r1", r -> Answer.json(redrive(Redrive.STOPPED_BY_ITSELF, 1, 1)));
        CommandRun run = CommandRun.of(server, "", "queues", "redrive", "orders", "--all", "--json");

        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals(Json.text(redrive(Redrive.STOPPED_BY_ITSELF, 1, 1)) + "\n", run.out());
    }

    @Test
    void needsExactlyOneSelection() {
        for (String act : List.of("redrive", "discard")) {
            assertEquals(
                    ExitCode.USAGE,
                    CommandRun.of(server, "", "queues", act, "orders").code());
            assertEquals(
                    ExitCode.USAGE,
                    CommandRun.of(server, "", "queues", act, "orders", "--all", "--ids", "1")
                            .code());
        }
        assertEquals(List.of(), server.requests());
    }

    @Test
    void sendsAnEditedLetterByteForByte() {
        server.on("POST " + LETTERS + "/edit", r -> Answer.json(redrive(Redrive.DONE, 1, 0))
                .withStatus(202));
        CommandRun run =
                CommandRun.of(server, "{\"id\": \"1\", \"n\":1.50}\n", "queues", "edit", "orders", "12", "--body", "-");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(
                "{\"id\":\"12\",\"body\":{\"id\": \"1\", \"n\":1.50}}",
                server.requests().getFirst().text());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "{", "queues", "edit", "orders", "12", "--body", "-")
                        .code());
    }

    @Test
    void discardsAndTellsHowToUndoIt() {
        Discard done = new Discard("d1", "orders", Discard.DONE, 3, AT, null, "ada", AT, null, null, null);
        server.on("POST " + LETTERS + "/discard", r -> Answer.json(done));
        server.on(
                "POST " + LETTERS + "/discards/d1/undo",
                r -> Answer.json(new Discard("d1", "orders", Discard.UNDONE, 3, AT, null, "ada", AT, 3L, "ada", AT)));
        CommandRun run = CommandRun.of(server, "", "queues", "discard", "orders", "--fingerprint", "f1");

        assertEquals(
                "3 dead letters discarded. Until 2026-11-25T10:00:00Z this brings them back: sluice queues discard orders"
                        + " --undo d1\n",
                run.out());
        assertEquals(
                "3 dead letters wait again.\n",
                CommandRun.of(server, "", "queues", "discard", "orders", "--undo", "d1")
                        .out());
    }

    @Test
    void listsKindsAndMarksThem() {
        server.on("GET " + LETTERS + "/groups", r -> Answer.json(new DeadLetterGroups(List.of(group()), 1)));
        server.on("PUT " + LETTERS + "/groups/f1", r -> Answer.json(new GroupMark("fixed", null, "ada")));
        CommandRun run = CommandRun.of(server, "", "queues", "dead-letters", "orders", "--groups");

        assertTrue(
                run.out()
                        .lines()
                        .toList()
                        .get(1)
                        .startsWith("f1               unstorable     reopened      1,200        7    2×"),
                run.out());
        assertEquals(
                "f1 is fixed.\n",
                CommandRun.of(server, "", "queues", "mark", "orders", "f1", "--state", "fixed", "--owner", "ada")
                        .out());
    }

    @Test
    void tellsWhyTheServerRefused() {
        server.on(
                "POST " + LETTERS + "/redrive",
                r -> Answer.problem(ErrorCode.CONFLICT, "A redrive of queue orders is running (r0)."));
        CommandRun run = CommandRun.of(server, "", "queues", "redrive", "orders", "--all");

        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals("A redrive of queue orders is running (r0). (conflict, request request-1)\n", run.err());
    }

    private static Redrive redrive(String state, long sent, long returned) {
        return new Redrive("r1", "orders", state, 2, sent, returned, 1, null, 0.2, null, "ada", AT, null, null, null);
    }

    private static DeadLetterGroup group() {
        return new DeadLetterGroup(
                "orders",
                "f1",
                "unstorable",
                "The database refused the event: \u001b[2Jno\nDetail: x",
                "12",
                1_200,
                7,
                0,
                7,
                2,
                AT,
                AT,
                Collections.nCopies(24, 0L),
                "new",
                true,
                null,
                "ada",
                "ada",
                AT);
    }
}
