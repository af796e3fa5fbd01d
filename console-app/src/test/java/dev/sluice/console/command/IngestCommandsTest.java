package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyList;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.conflict.ConflictDetail;
import dev.sluice.model.conflict.ConflictPage;
import dev.sluice.model.conflict.EventConflict;
import dev.sluice.model.ingest.Receipt;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.model.rejection.RejectionRate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private static IngestKey key() {
        return new IngestKey(
                "0123456789abcdef",
                "shop",
                "ingest",
                List.of("/shop/*"),
                List.of("*"),
                new KeyRate(500, 1_000),
                AT,
                "admin",
                null,
                null,
                null);
    }

    private static KeptRejection rejection() {
        return new KeptRejection(
                "7",
                AT,
                "invalid-attribute",
                "/time",
                "time must be an RFC 3339 text",
                0L,
                "/shop\u001b[2J",
                "order.placed",
                "shop",
                "127.0.0.1",
                "r-1",
                80,
                false,
                null,
                null);
    }

    @Test
    void listsKeys() {
        server.on("GET /v1/tokens", r -> Answer.json(new KeyList(List.of(key()))));
        CommandRun run = CommandRun.of(server, "", "keys");
        assertEquals(ExitCode.OK, run.code(), run.err());
        String row = run.out().lines().skip(1).findFirst().orElse("");
        assertEquals(
                List.of("0123456789abcdef", "shop", "ingest", "active", "500/s", "+1000", "/shop/*", "*", "never"),
                List.of(row.split("\\s+")));
        assertEquals(run.out(), CommandRun.of(server, "", "keys", "list").out());
    }

    @Test
    void printsANewTokenAloneSoThatAScriptCanTakeIt() {
        server.on("POST /v1/tokens", r -> Answer.json(new IssuedKey("sluice_0_1", key())));
        CommandRun run = CommandRun.of(
                server, "", "keys", "create", "shop", "--source", "/shop/*", "--queue", "orders", "--rate", "5");
        assertEquals("sluice_0_1\n", run.out(), run.err());
        assertTrue(run.err().contains("only time"), run.err());
        assertEquals(
                "{\"name\":\"shop\",\"sources\":[\"/shop/*\"],\"queues\":[\"orders\"],"
                        + "\"rate\":{\"perSecond\":5,\"burst\":5}}",
                server.requests("POST", "/v1/tokens").getFirst().text());
        CommandRun.of(server, "", "keys", "create", "fair", "--source", "*", "--expires", "2026-12-31T00:00:00Z");
        assertEquals(
                "{\"name\":\"fair\",\"sources\":[\"*\"],\"expiresAt\":\"2026-12-31T00:00:00Z\"}",
                server.requests("POST", "/v1/tokens").getLast().text());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "keys", "create", "shop").code());
    }

    @Test
    void revokesAKey() {
        server.on("DELETE /v1/tokens/0123456789abcdef", r -> Answer.json(key()));
        CommandRun run = CommandRun.of(server, "", "keys", "revoke", "0123456789abcdef");
        assertEquals("Revoked key shop (0123456789abcdef).\n", run.out(), run.err());
    }

    @Test
    void listsRejectionsWithTheirRatesAndNothingATerminalWouldObey() {
        server.on(
                "GET /v1/rejections",
                r -> Answer.json(new RejectionPage(
                        List.of(rejection()),
                        List.of(new RejectionRate("invalid-attribute", "/shop", 2.4, 31)),
                        null)));
        CommandRun run = CommandRun.of(server, "", "rejections", "--limit", "5");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("31 in the last hour, 2.4 a minute  /shop\n"), run.out());
        assertTrue(run.out().contains("time must be an RFC 3339 text"), run.out());
        assertFalse(run.out().contains("\u001b"));
        assertEquals(
                "limit=5", server.requests("GET", "/v1/rejections").getFirst().query());
    }

    @Test
    void showsTheEventAloneOnStandardOutput() {
        server.on("GET /v1/rejections/7", r -> Answer.json(new RejectionDetail(rejection(), "{\"id\":1}", null)));
        CommandRun run = CommandRun.of(server, "", "rejections", "show", "7");
        assertEquals("{\"id\":1}\n", run.out());
        assertTrue(run.err().contains("invalid-attribute /time"), run.err());
    }

    @Test
    void listsConflictsAndShowsBothTexts() {
        EventConflict conflict = new EventConflict(
                "3",
                AT,
                "/shop",
                "o-1\u001b[2J",
                "order.placed",
                "default",
                new EventConflict.Version(AT, "aa", 70),
                new EventConflict.Version(AT, "bb", 71));
        server.on("GET /v1/conflicts", r -> Answer.json(new ConflictPage(List.of(conflict), null)));
        server.on(
                "GET /v1/conflicts/3", r -> Answer.json(new ConflictDetail(conflict, "{\"n\":1}", "{\"n\":2}", true)));
        CommandRun list = CommandRun.of(server, "", "conflicts", "list", "--limit", "7");
        assertEquals(ExitCode.OK, list.code(), list.err());
        assertTrue(list.out().contains("/shop") && !list.out().contains("\u001b"), list.out());
        assertEquals(
                "limit=7", server.requests("GET", "/v1/conflicts").getFirst().query());
        CommandRun show = CommandRun.of(server, "", "conflicts", "show", "3");
        assertEquals("{\"n\":1}\n{\"n\":2}\n", show.out());
        assertTrue(show.err().contains("71 bytes, SHA-256 bb, not kept to its end"), show.err());
        assertTrue(CommandRun.of(server, "", "conflicts", "show", "3", "--json")
                .out()
                .startsWith("{\"conflict\":{\"id\":\"3\""));
    }

    @Test
    void sendsACorrectedEventAgain() {
        server.on("POST /v1/rejections/7/resubmit", r -> Answer.json(new Receipt(1, List.of(), 0, null)));
        CommandRun run = CommandRun.of(server, "{\"id\":\"1\"}", "rejections", "resubmit", "7", "--file", "-");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals("Accepted.\n", run.out());
        assertEquals(
                "{\"id\":\"1\"}",
                server.requests("POST", "/v1/rejections/7/resubmit").getFirst().text());
    }
}
