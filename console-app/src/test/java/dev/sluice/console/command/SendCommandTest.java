package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ledger.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendCommandTest {
    private final FakeServer.Ingest ingest = new FakeServer.Ingest();
    private FakeServer server;

    @BeforeEach
    void start() {
        server = new FakeServer().on("POST /v1/events", ingest);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void sendsEveryLineOnceInBatchesAndSaysHowMany() {
        CommandRun run = CommandRun.of(server, lines(502), "send", "--batch", "100", "--format", "ndjson", "-");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().startsWith("502 accepted, 0 rejected in "), run.out());
        assertEquals(502, ingest.distinct());
        assertEquals(502, ingest.ids().size());
    }

    @Test
    void namesTheLinesOfRejectedEvents() {
        String input = lines(3) + "\n{\"type\":\"x\"}\nnot json\n" + event(9) + "\n";
        CommandRun run = CommandRun.of(server, input, "send", "--batch", "4");

        assertEquals(ExitCode.REJECTED, run.code());
        assertTrue(run.out().startsWith("4 accepted, 2 rejected"), run.out());
        assertTrue(run.err().contains("line 5: missing-attribute: The event has no id (at /id)"), run.err());
        assertTrue(run.err().contains("line 6: "), run.err());
    }

    @Test
    void listsTwentyRejectionsAndCountsTheRest() {
        CommandRun run = CommandRun.of(server, "{}\n".repeat(50), "send", "--batch", "7", "--parallel", "3");

        assertTrue(run.out().startsWith("0 accepted, 50 rejected"), run.out());
        assertEquals(
                IntStream.rangeClosed(1, 20).boxed().toList(),
                run.err()
                        .lines()
                        .filter(l -> l.startsWith("line "))
                        .map(l -> Integer.valueOf(l.substring(5, l.indexOf(':'))))
                        .toList());
        assertTrue(run.err().contains("and 30 more"), run.err());
    }

    @Test
    void takesAPrettyPrintedArrayAndNamesTheLineOfEachElement() {
        String input = "[\n  {\n    \"id\": \"a\"\n  },\n  {\"x\": 1},\n  {\"id\": \"b\"}\n]\n";
        CommandRun run = CommandRun.of(server, input, "send");

        assertTrue(run.out().startsWith("2 accepted, 1 rejected"), run.out());
        assertTrue(run.err().contains("line 5: missing-attribute"), run.err());
        assertEquals("application/json", server.requests().getFirst().mediaType());
    }

    @Test
    void sendsAgainWhatTheServerCouldNotTakeAndWhatWasCutOff() {
        server.next(Answer.problem(ErrorCode.OVERLOADED, "Too much.").with("Retry-After", "0"))
                .next(Answer.problem(ErrorCode.OUTCOME_UNKNOWN, "Lost."));
        CommandRun run = CommandRun.of(server, lines(10), "send");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().startsWith("10 accepted, 0 rejected"), run.out());
        assertEquals(3, server.requests("POST", "/v1/events").size());
    }

    @Test
    void splitsABatchThatIsTooLarge() {
        server.next(Answer.problem(ErrorCode.TOO_LARGE, "Larger than 16 MiB."));
        CommandRun run = CommandRun.of(server, lines(10), "send");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(10, ingest.distinct());
        assertEquals(3, server.requests("POST", "/v1/events").size());
    }

    @Test
    void tellsInOneSentenceThatNoServerAnswers() {
        server.close();
        CommandRun run = CommandRun.of(server, lines(1), "send", "--give-up-after", "1ms");

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("No server answers at " + server.url()), run.err());
        assertEquals("0 accepted, 0 rejected", run.out().substring(0, 22));
    }

    @Test
    void doesNotTryAgainWithATokenThatIsNotKnown() {
        CommandRun run = CommandRun.of(Map.of("SLUICE_URL", server.url(), "SLUICE_TOKEN", "wrong"), lines(1), "send");

        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.err().contains("The token is missing or not known."), run.err());
        assertTrue(run.err().contains("unauthenticated"), run.err());
    }

    @Test
    void readsTheTokenFromTheHomeOfTheServer(@TempDir Path home) throws Exception {
        Files.writeString(home.resolve("admin-token"), FakeServer.TOKEN + "\n");
        CommandRun run = CommandRun.of(
                Map.of("SLUICE_HOME", home.toString(), "SLUICE_HTTP_PORT", String.valueOf(server.port())),
                lines(1),
                "send");

        assertEquals(ExitCode.OK, run.code(), run.err());
    }

    @Test
    void waitsUntilAllIsSettledAndTellsTheDifferenceOfTheLedger() {
        AtomicInteger asked = new AtomicInteger();
        server.on("GET /v1/ledger", request -> {
            if (request.query().equals("mark=m-1")) {
                return asked.getAndIncrement() < 2
                        ? Answer.json(new Ledger(1_010, 1_000, 0, 0, 0, 10, 0, "m-2", 10L))
                        : Answer.json(new Ledger(1_010, 1_007, 3, 0, 0, 0, 0, "m-3", 0L));
            }
            long accepted = 1_000 + ingest.ids().size();
            return Answer.json(new Ledger(accepted, 1_000, 0, 0, 0, accepted - 1_000, 0, "m-1", null));
        });
        CommandRun run = CommandRun.of(server, lines(10), "send", "--wait");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(
                run.out().startsWith("10 accepted, 0 rejected; 7 stored, 3 duplicate, 0 dead-lettered in "), run.out());
    }

    @Test
    void marksNumbersThatOthersHadAPartIn() {
        server.on(
                "GET /v1/ledger",
                request -> request.query().equals("null") && ingest.ids().isEmpty()
                        ? Answer.json(new Ledger(0, 0, 0, 0, 0, 0, 0, "m", null))
                        : Answer.json(new Ledger(99, 99, 0, 0, 0, 0, 0, "m", 0L)));
        CommandRun run = CommandRun.of(server, lines(10), "send", "--wait");

        assertTrue(run.out().contains("≈99 stored, ≈0 duplicate, ≈0 dead-lettered"), run.out());
    }

    @Test
    void saysWhichArgumentIsWrong() {
        CommandRun run = CommandRun.of(server, "", "send", "--batch", "0");

        assertEquals(ExitCode.USAGE, run.code());
        assertTrue(run.err().startsWith("--batch is 1 to 10000, not 0."), run.err());
    }

    @Test
    void saysThatTheFileIsMissing() {
        CommandRun run = CommandRun.of(server, "", "send", "/no/such/file.ndjson");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("There is no file /no/such/file.ndjson.\n", run.err());
    }

    @Test
    void acceptsAnEmptyInput() {
        CommandRun run = CommandRun.of(server, "\n\n", "send");

        assertEquals(ExitCode.OK, run.code());
        assertTrue(run.out().startsWith("0 accepted, 0 rejected"), run.out());
    }

    private static String lines(int count) {
        return IntStream.range(0, count).mapToObj(SendCommandTest::event).collect(Collectors.joining("\n")) + "\n";
    }

    private static String event(int n) {
        return "{\"specversion\":\"1.0\",\"id\":\"e-%d\",\"source\":\"/shop\",\"type\":\"order.placed\"}".formatted(n);
    }
}
