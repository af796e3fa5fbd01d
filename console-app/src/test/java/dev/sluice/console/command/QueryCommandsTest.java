package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgeList;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.search.EventCount;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueryCommandsTest {
    private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void walksThePagesUpToTheLimit() {
        server.on(
                "GET /v1/events",
                r -> r.query().contains("cursor=c1")
                        ? Answer.raw("{\"items\":[" + event(3) + "],\"next\":\"c2\",\"complete\":true}")
                        : Answer.raw(
                                "{\"items\":[" + event(1) + "," + event(2) + "],\"next\":\"c1\",\"complete\":true}"));
        CommandRun run = CommandRun.of(server, "", "search", "--limit", "3", "--json", "type:order.*", "x");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(event(1) + "\n" + event(2) + "\n" + event(3) + "\n", run.out());
        assertTrue(server.requests().getFirst().query().startsWith("q=type%3Aorder.%2A%20x&limit=3")
                || server.requests().getFirst().query().startsWith("q=type%3Aorder.*%20x&limit=3"));
    }

    @Test
    void printsOneLineForPeopleWithoutAnythingATerminalWouldObey() {
        String evil = event(1).replace("/shop/3", "/shop\\u001b[2J");
        server.on("GET /v1/events", r -> Answer.raw("{\"items\":[" + evil + "],\"next\":null,\"complete\":true}"));
        CommandRun run = CommandRun.of(server, "", "search");

        assertEquals("2026-11-23 10:00:00.100  order.placed  /shop·[2J  amount 12.50 EUR · user 7\n", run.out());
    }

    @Test
    void countsAndMarksAnEstimate() {
        server.on(
                "GET /v1/events/count",
                r -> Answer.json(new EventCount(502, !r.query().contains("big"))));

        assertEquals("502\n", CommandRun.of(server, "", "search", "--count").out());
        assertEquals(
                "≈502\n", CommandRun.of(server, "", "search", "--count", "big").out());
    }

    @Test
    void saysThatThereIsNoSuchCommand() {
        CommandRun run = CommandRun.of(server, "", "serach");

        assertEquals(ExitCode.USAGE, run.code());
        assertEquals("There is no command \"serach\".\nSee: sluice --help\n", run.err());
    }

    @Test
    void tellsWhatIsWrongWithAQuery() {
        server.on("GET /v1/events", r -> Answer.problem(ErrorCode.MALFORMED_QUERY, "Column 3: a value was expected."));
        CommandRun run = CommandRun.of(server, "", "search", "a:");

        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals("Column 3: a value was expected. (malformed-query, request request-1)\n", run.err());
    }

    @Test
    void showsTheLedgerAndFailsWhenEventsAreUnexplained() {
        server.on("GET /v1/ledger", r -> Answer.json(new Ledger(1_204_311, 1, 2, 3, 4, 5, 6, "m", null)));
        CommandRun run = CommandRun.of(server, "", "ledger");

        assertEquals(ExitCode.REJECTED, run.code());
        assertTrue(run.out().contains("accepted             1,204,311\n"), run.out());
    }

    @Test
    void listsQueues() {
        server.on("GET /v1/queues", r -> Answer.raw("{\"items\":[%s]}".formatted(json(queue()))));
        CommandRun run = CommandRun.of(server, "", "queues");

        assertEquals(ExitCode.OK, run.code(), run.err());
        String row = run.out().lines().skip(1).findFirst().orElse("");
        assertEquals(
                List.of("orders", "paused", "1,392", "3", "212", "0", "4", "min", "–", "0", "25", "%", "2", "GiB"),
                List.of(row.split("\\s+")));
    }

    @Test
    void pausesWithAReasonOnly() {
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "queues", "pause", "orders").code());

        server.on("POST /v1/queues/orders/pause", r -> Answer.json(queue()));
        server.on("GET /v1/queues/orders", r -> Answer.json(queue()));
        CommandRun run = CommandRun.of(server, "", "queues", "pause", "orders", "--reason", "db upgrade");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("by admin: db upgrade; resumes by itself at"), run.out());
        assertEquals(
                "{\"reason\":\"db upgrade\"}",
                server.requests("POST", "/v1/queues/orders/pause").getFirst().text());
    }

    @Test
    void throttlesClosesAndOpens() {
        server.on("POST /v1/queues/orders/throttle", r -> Answer.json(queue()));
        server.on("POST /v1/queues/orders/ingest", r -> Answer.json(queue()));
        server.on("GET /v1/queues/orders", r -> Answer.json(queue()));
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "queues", "throttle", "orders").code());
        CommandRun run =
                CommandRun.of(server, "", "queues", "throttle", "orders", "--rate", "500", "--reason", "reports");
        assertEquals(ExitCode.OK, run.code(), run.err());
        CommandRun.of(server, "", "queues", "throttle", "orders", "--off");
        CommandRun.of(server, "", "queues", "ingest", "orders", "refuse", "--reason", "upgrade");
        assertEquals(
                List.of("{\"rate\":500.0,\"reason\":\"reports\"}", "{}"),
                server.requests("POST", "/v1/queues/orders/throttle").stream()
                        .map(r -> r.text())
                        .toList());
        assertEquals(
                "{\"state\":\"refuse\",\"reason\":\"upgrade\"}",
                server.requests("POST", "/v1/queues/orders/ingest").getFirst().text());
    }

    @Test
    void printsTheHeadOfAQueue() {
        server.on("GET /v1/queues/orders", r -> Answer.json(queue()));
        server.on(
                "GET /v1/queues/orders/peek",
                r -> Answer.json(new PeekPage(
                        "orders",
                        List.of(
                                new PeekPage.Item("{\"id\":\n\"1\"}", "1:0", AT, 0, null),
                                new PeekPage.Item(null, null, null, 2, "no headers")),
                        AT,
                        AT.plusSeconds(60),
                        2,
                        "Pause it.")));
        CommandRun run = CommandRun.of(server, "", "queues", "peek", "orders", "--limit", "5");

        assertEquals("{\"id\": \"1\"}\nunreadable: no headers\n", run.out());
        assertTrue(run.err().contains("2 of 1392 events, of 2 frames"), run.err());
        assertTrue(run.err().contains("Pause it."), run.err());
    }

    @Test
    void definesAQueueThatIsNotThereYet() {
        server.on("PUT /v1/queues/orders", r -> Answer.json(queue()).withStatus(201));
        CommandRun run = CommandRun.of(
                server,
                "",
                "queues",
                "define",
                "orders",
                "--pattern",
                "order.*",
                "--pattern",
                "refund",
                "--max-bytes",
                "512MiB");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertEquals(
                "{\"patterns\":[\"order.*\",\"refund\"],\"limits\":{\"maxBytes\":536870912}}",
                server.requests("PUT", "/v1/queues/orders").getFirst().text());
        assertTrue(run.out().contains("limit     512 MiB of 2 GiB (the server's default)"), run.out());
        assertTrue(run.out().contains("fault     Policy ops sets overflow=drop-head."), run.out());

        server.on("GET /v1/queues/orders", r -> Answer.json(queue()));
        CommandRun again = CommandRun.of(server, "", "queues", "define", "orders", "--pattern", "x");
        assertEquals(ExitCode.USAGE, again.code());
        assertTrue(again.err().contains("queues change orders"), again.err());
        assertEquals(1, server.requests("PUT", "/v1/queues/orders").size());
    }

    @Test
    void changesOnlyWhatIsNamed() {
        server.on("GET /v1/queues/orders", r -> Answer.json(queue()));
        server.on("PUT /v1/queues/orders", r -> Answer.json(queue()));
        CommandRun.of(server, "", "queues", "change", "orders", "--max-bytes", "default");
        CommandRun.of(server, "", "queues", "change", "orders", "--no-patterns", "--position", "3");

        assertEquals(
                List.of("{\"limits\":{}}", "{\"patterns\":[],\"position\":3}"),
                server.requests("PUT", "/v1/queues/orders").stream()
                        .map(FakeServer.Request::text)
                        .toList());
        CommandRun nothing = CommandRun.of(server, "", "queues", "change", "orders");
        assertEquals(ExitCode.USAGE, nothing.code());
        CommandRun size = CommandRun.of(server, "", "queues", "change", "orders", "--max-bytes", "much");
        assertEquals(ExitCode.USAGE, size.code());
        assertTrue(size.err().contains("is not a size such as"), size.err());
    }

    @Test
    void deletesAQueueAndTellsWhenItTakesTime() {
        server.on("DELETE /v1/queues/orders", r -> Answer.json(new QueueRemoval("orders", QueueRemoval.REMOVED)));
        assertEquals(
                "orders is removed.\n",
                CommandRun.of(server, "", "queues", "delete", "orders").out());
        server.on("DELETE /v1/queues/orders", r -> Answer.json(new QueueRemoval("orders", QueueState.RETIRING))
                .withStatus(202));
        assertTrue(CommandRun.of(server, "", "queues", "delete", "orders").out().contains("takes nothing new"));
        server.on(
                "DELETE /v1/queues/orders",
                r -> Answer.problem(ErrorCode.QUEUE_NOT_EMPTY, "Queue orders holds 3 events in 1 messages."));
        CommandRun refused = CommandRun.of(server, "", "queues", "delete", "orders");
        assertEquals(ExitCode.REJECTED, refused.code());
        assertTrue(refused.err().contains("holds 3 events"), refused.err());
    }

    @Test
    void purgesOnlyWhenTheNameIsTypedBack() {
        planned();
        CommandRun wrong = CommandRun.of(server, "order\n", "queues", "purge", "orders");

        assertEquals(ExitCode.REJECTED, wrong.code());
        assertTrue(wrong.out().contains("This removes 392 events in 3 messages"), wrong.out());
        assertTrue(wrong.out().contains("It cannot be undone. Events that arrive meanwhile stay (212 a second)."));
        assertEquals(List.of(), server.requests("POST", "/v1/queues/orders/purge"));

        CommandRun right = CommandRun.of(server, "orders\n", "queues", "purge", "orders", "--reason", "twice");
        assertEquals(ExitCode.OK, right.code(), right.err());
        assertTrue(right.out().endsWith("done: 392 of 392 events removed\n"), right.out());
        assertEquals(
                "{\"plan\":\"p-1\",\"reason\":\"twice\",\"name\":\"orders\"}",
                server.requests("POST", "/v1/queues/orders/purge").getFirst().text());
    }

    @Test
    void purgesWithoutAskingWhenToldSo() {
        planned();
        CommandRun run = CommandRun.of(server, "", "queues", "purge", "orders", "--yes", "--json");

        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("\"state\":\"done\""), run.out());
    }

    @Test
    void undoesTheLastPurgeThatCanBeUndone() {
        Purge old = new Purge("p-0", "orders", Purge.UNDONE, 5, 5, AT, AT, null);
        Purge last = undoable(Purge.DONE, 0);
        server.on("GET /v1/queues/orders/purges", r -> Answer.json(new PurgeList(List.of(last, old))));
        server.on("POST /v1/queues/orders/purge/p-1/undo", r -> Answer.json(undoable(Purge.UNDOING, 20)));
        server.on("GET /v1/queues/orders/purge/p-1", r -> Answer.json(undoable(Purge.UNDONE, 392)));
        CommandRun undo = CommandRun.of(server, "", "queues", "undo", "orders");
        assertEquals(ExitCode.OK, undo.code(), undo.err());
        assertEquals("undone: 392 of 392 events put back into orders\n", undo.out());
        CommandRun list = CommandRun.of(server, "", "queues", "undo", "orders", "--list");
        assertTrue(list.out().contains("until 2026-11-30T10:00:00Z"), list.out());

        server.on("GET /v1/queues/orders/purges", r -> Answer.json(new PurgeList(List.of(old))));
        CommandRun none = CommandRun.of(server, "", "queues", "undo", "orders");
        assertEquals(ExitCode.REJECTED, none.code());
        assertTrue(none.err().contains("can be undone"), none.err());
    }

    @Test
    void sendsTheFilterOfAPurgeAndAsksForAYesWhereItCanBeUndone() {
        planned();
        PurgeFilter filter = new PurgeFilter("order.*", null, "2h");
        PurgePlan plan = new PurgePlan(
                "p-1",
                "orders",
                392,
                3,
                AT,
                AT,
                List.of(),
                0,
                true,
                false,
                AT.plusSeconds(600),
                filter,
                false,
                2,
                900,
                AT.plusSeconds(9),
                null,
                List.of("shop"),
                List.of("1@local"));
        server.on("POST /v1/queues/orders/purge/plan", r -> Answer.json(plan));
        String[] line = {"queues", "purge", "orders", "--type", "order.*", "--older-than", "2h"};
        CommandRun no = CommandRun.of(server, "no\n", line);
        assertEquals(ExitCode.REJECTED, no.code());
        assertTrue(
                no.out().contains("This removes about 392 events in 3 messages (type order.*, older than 2h)"),
                no.out());
        assertTrue(no.out().contains("goes to the queue's tail"), no.out());
        assertEquals(
                "{\"type\":\"order.*\",\"olderThan\":\"2h\"}",
                server.requests("POST", "/v1/queues/orders/purge/plan")
                        .getFirst()
                        .text());
        assertEquals(ExitCode.OK, CommandRun.of(server, "yes\n", line).code());
        assertEquals(
                "{\"plan\":\"p-1\"}",
                server.requests("POST", "/v1/queues/orders/purge").getFirst().text());
        CommandRun wrong = CommandRun.of(server, "", "queues", "purge", "orders", "--older-than", "soon");
        assertEquals(ExitCode.USAGE, wrong.code());
    }

    private static Purge undoable(String state, long undone) {
        return new Purge(
                "p-1",
                "orders",
                state,
                392,
                392,
                AT,
                null,
                null,
                undone,
                0,
                state.equals(Purge.DONE) ? AT.plusSeconds(604_800) : null,
                null,
                "admin",
                null,
                null);
    }

    private void planned() {
        PurgePlan plan = new PurgePlan(
                "p-1",
                "orders",
                392,
                3,
                AT,
                AT.plusSeconds(60),
                List.of(new PurgePlan.Sample("order.placed", "/shop/3", "1", "order-1")),
                212,
                false,
                true,
                AT.plusSeconds(600));
        server.on("POST /v1/queues/orders/purge/plan", r -> Answer.json(plan));
        server.on("POST /v1/queues/orders/purge", r -> Answer.json(purge(Purge.RUNNING, 3)));
        server.on("GET /v1/queues/orders/purge/p-1", r -> Answer.json(purge(Purge.DONE, 392)));
    }

    private static Purge purge(String state, long purged) {
        return new Purge("p-1", "orders", state, 392, purged, AT, null, null);
    }

    private static QueueState queue() {
        return new QueueState(
                "orders",
                List.of("order.*"),
                new QueueState.Depth(1_392, 3, 3, 0),
                new QueueState.Rates(212.4, 0, 0, 0),
                0,
                240.0,
                null,
                new QueueState.Pause("paused", "db upgrade", "admin", AT, AT.plusSeconds(900)),
                10,
                QueueState.ACTIVE,
                new QueueState.Limits(2L << 30, false, 1L << 29, false, QueueState.Limits.APPLIED, null),
                List.of("Policy ops sets overflow=drop-head."),
                null,
                QueueState.Ingest.OPENED);
    }

    private static String json(Object value) {
        return dev.sluice.model.json.Json.text(value);
    }

    private static String event(int n) {
        return "{\"id\":\"" + n + "\",\"source\":\"/shop/3\",\"type\":\"order.placed\",\"data\":{\"amount\":12.50,"
                + "\"currency\":\"EUR\",\"user\":7},\"queue\":\"orders\",\"receivedat\":\"2026-11-23T10:00:00.1Z\"}";
    }
}
