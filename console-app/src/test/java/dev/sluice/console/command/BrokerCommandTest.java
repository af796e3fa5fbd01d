package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.FakeServer.Answer;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerConnection;
import dev.sluice.model.broker.BrokerConnectionPage;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueuePage;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BrokerCommandTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");
    private static final BrokerQueueState QUEUE = new BrokerQueueState(
            "/",
            "orders/\u001b[2J",
            "classic",
            true,
            false,
            false,
            "running",
            "rabbit@a",
            null,
            new BrokerQueueState.Depth(1_234, 1_230, 4, 99L),
            new BrokerQueueState.Rates(2.5, 12, 0),
            2,
            null,
            false);

    private final FakeServer server = new FakeServer();

    @AfterEach
    void close() {
        server.close();
    }

    private static BrokerOverview broker(String state, List<String> alarms) {
        return new BrokerOverview(
                state,
                state.equals(BrokerOverview.OK) ? null : "nothing listens there",
                AT,
                "4.0.5",
                "27",
                "rabbit@a",
                "sluice",
                List.of("administrator"),
                List.of(new BrokerAct(BrokerAct.PAUSE, false, "others consume")),
                List.of("/"),
                List.of(new BrokerNode("rabbit@a", true, 1L << 30, 2L << 30, 5L << 30, 1L << 20, 60L, alarms)),
                new BrokerOverview.Totals(7, 2, 3, 4, 1_234L, null, null));
    }

    private static BrokerPlan plan() {
        return new BrokerPlan(
                "p-1",
                BrokerAct.PURGE,
                "/",
                "orders/eu",
                34L,
                30L,
                4L,
                99L,
                1,
                List.of("shop 10.0.0.1:5 -> 10.0.0.2:5672"),
                2,
                0.5,
                List.of("what is removed here is gone."),
                "orders/eu",
                AT,
                AT);
    }

    private void offerPurge() {
        server.on("POST /v1/broker/queues///orders/eu/purge/plan", r -> Answer.json(plan()));
        server.on(
                "POST /v1/broker/queues///orders/eu/purge",
                r -> Answer.json(new BrokerActDone("p-1", BrokerAct.PURGE, "/", "orders/eu", 30L, AT)));
    }

    @Test
    void showsTheBrokerAndExitsWithOneWhileAnAlarmStands() {
        server.on("GET /v1/broker", r -> Answer.json(broker(BrokerOverview.OK, List.of("Memory alarm"))));
        CommandRun run = CommandRun.of(server, "", "broker");
        assertEquals(ExitCode.REJECTED, run.code(), run.err());
        assertTrue(run.out().contains("ALARM    Memory alarm"), run.out());
        assertTrue(run.out().contains("pause      not possible: others consume"), run.out());
        server.on("GET /v1/broker", r -> Answer.json(broker(BrokerOverview.OK, List.of())));
        assertEquals(ExitCode.OK, CommandRun.of(server, "", "broker").code());
    }

    @Test
    void saysWhenThereIsNoManagementApi() {
        server.on("GET /v1/broker", r -> Answer.json(broker(BrokerOverview.UNAVAILABLE, List.of())));
        CommandRun run = CommandRun.of(server, "", "broker");
        assertEquals(ExitCode.FAILED, run.code());
        assertTrue(run.out().contains("nothing listens there"), run.out());
    }

    @Test
    void listsQueuesAsTheServerSortsThem() throws IOException {
        BrokerQueuePage page = new BrokerQueuePage(List.of(QUEUE), null, 1, 9, AT, null);
        server.on("GET /v1/broker/queues", r -> Answer.json(page));
        CommandRun run = CommandRun.of(server, "", "broker", "queues", "orders", "--vhost", "/", "--sort", "rate");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("1,234"), run.out());
        assertTrue(!run.out().contains("\u001b"), "control characters are not printed");
        assertEquals(
                "sort=rate&limit=100&q=orders&vhost=%2F",
                server.requests("GET", "/v1/broker/queues").getFirst().query());
        assertEquals(
                page,
                Json.read(
                        CommandRun.of(server, "", "broker", "queues", "--json").out(), BrokerQueuePage.class));
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "broker", "queues", "--limit", "0").code());
    }

    @Test
    void showsOneQueueWithWhatHangsOnIt() {
        server.on(
                "GET /v1/broker/queues///orders/eu",
                r -> Answer.json(new BrokerQueueDetail(
                        QUEUE,
                        Map.of("x-max-length", "9"),
                        Map.of(),
                        List.of(new BrokerQueueDetail.Binding("shop", "orders.#", Map.of())),
                        201,
                        List.of(new BrokerQueueDetail.Consumer("c-1", "10.0.0.1", "shop", 1, 0, true, false, true)),
                        1,
                        List.of(new BrokerAct(BrokerAct.UNDO, false, "gone is gone")),
                        AT)));
        CommandRun run = CommandRun.of(server, "", "broker", "queue", "orders/eu");
        assertEquals(ExitCode.OK, run.code(), run.err());
        for (String line : List.of(
                "x-max-length = 9",
                "shop -> orders.#",
                "and 200 more bindings",
                "prefetch unlimited",
                "undo       not possible: gone is gone")) {
            assertTrue(run.out().contains(line), run.out());
        }
    }

    @Test
    void listsConnections() {
        server.on(
                "GET /v1/broker/connections",
                r -> Answer.json(new BrokerConnectionPage(
                        List.of(new BrokerConnection(
                                "10.0.0.1:5 -> 10.0.0.2:5672",
                                "shop",
                                "/",
                                "shop",
                                "10.0.0.1:5",
                                "AMQP 0-9-1",
                                false,
                                "blocked",
                                "RabbitMQ 5",
                                AT,
                                1.0,
                                2.0,
                                1,
                                List.of(new BrokerConnection.Channel(1, "running", 1, 7, 5, 0, true, null, null)),
                                false)),
                        null,
                        1,
                        1,
                        AT,
                        null)));
        CommandRun run = CommandRun.of(server, "", "broker", "connections", "shop");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("blocked"), run.out());
        assertTrue(run.out().contains("1 of 1 connections"), run.out());
    }

    @Test
    void purgesWhenTheNameIsTyped() {
        offerPurge();
        CommandRun run = CommandRun.of(server, "orders/eu\n", "broker", "purge", "orders/eu", "--reason", "old");
        assertEquals(ExitCode.OK, run.code(), run.err());
        assertTrue(run.out().contains("30 messages wait, 4 are held by consumers"), run.out());
        assertTrue(run.out().contains("taken by shop"), run.out());
        assertTrue(run.out().endsWith("purged: about 30 messages are gone\n"), run.out());
        assertEquals(
                "{\"plan\":\"p-1\",\"reason\":\"old\",\"confirm\":\"orders/eu\"}",
                server.requests("POST", "/v1/broker/queues///orders/eu/purge")
                        .getFirst()
                        .text());
    }

    @Test
    void doesNothingWhenAnythingElseIsTyped() {
        offerPurge();
        CommandRun run = CommandRun.of(server, "yes\n", "broker", "purge", "orders/eu", "--reason", "old");
        assertEquals(ExitCode.REJECTED, run.code());
        assertEquals(List.of(), server.requests("POST", "/v1/broker/queues///orders/eu/purge"));
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "broker", "delete", "orders/eu").code());
        assertEquals(
                ExitCode.USAGE,
                CommandRun.of(server, "", "broker", "purge", "orders/eu", "--reason", "r", "--json")
                        .code());
    }
}
