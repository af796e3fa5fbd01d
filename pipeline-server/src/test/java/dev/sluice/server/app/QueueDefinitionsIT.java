package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.http.client.Client;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.testkit.Eventually;
import java.io.Closeable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueDefinitionsIT {
    private final PipelineFleet fleet = new PipelineFleet(2, Map.of("SLUICE_TOPOLOGY_AUDIT", "500ms"));
    private final Client broker = fleet.servers.broker().admin();
    private final String virtualHost = fleet.servers.broker().virtualHost();

    @AfterEach
    void stop() {
        fleet.close();
    }

    @Test
    void sendsEachEventToTheFirstQueueThatTakesItsType() {
        fleet.define("orders", List.of("order.*", "refund"));
        fleet.define("all-orders", List.of("order*"));
        Eventually.eventually(
                DEADLINE,
                () -> fleet.queues(1),
                List.of("orders", "all-orders", "default")::equals,
                "the other instance knows");
        for (int instance = 0; instance < 2; instance++) {
            fleet.insist(instance, "order.made", instance, instance + 1);
            fleet.insist(instance, "ordered", instance, instance + 1);
            fleet.insist(instance, "payment", instance, instance + 1);
        }
        assertEquals(6, fleet.settled().stored());
        assertEquals(2, fleet.rows("type = 'order.made' and queue = 'orders'"));
        assertEquals(2, fleet.rows("type = 'ordered' and queue = 'all-orders'"));
        assertEquals(2, fleet.rows("type = 'payment' and queue = 'default'"));
    }

    @Test
    void movesNewEventsOnlyWhenPatternsOrOrderChange() {
        fleet.define("a", List.of("order.*"));
        fleet.define("b", List.of("order.*"));
        fleet.pause("a");
        fleet.insist(0, "order.first", 0, 10);
        fleet.control().define("b", new QueueRequest(null, 1, null), OPERATOR);
        fleet.insist(0, "order.second", 0, 10);
        fleet.define("b", List.of("other"));
        fleet.insist(0, "order.third", 0, 10);
        fleet.resume("a");
        assertEquals(30, fleet.settled().stored());
        assertEquals(20, fleet.rows("queue = 'a' and type in ('order.first', 'order.third')"));
        assertEquals(10, fleet.rows("queue = 'b' and type = 'order.second'"));
        assertEquals(1, fleet.queue("b").position());
    }

    @Test
    void keepsWhatIsLeftOutOfAChange() {
        fleet.control().define("a", new QueueRequest(List.of("x"), 7, new QueueRequest.Limits(5_000_000L)), OPERATOR);
        fleet.control().define("a", new QueueRequest(List.of("y"), null, null), OPERATOR);
        QueueState changed = fleet.queue("a");
        assertEquals(List.of("y"), changed.patterns());
        assertEquals(7, changed.position());
        assertNotNull(changed.limits());
        assertEquals(5_000_000, changed.limits().maxBytes());
        AuditRecord act = fleet.audits("change-queue").getFirst();
        assertEquals("types x, position 7, at most 5000000 bytes", act.before());
        assertEquals("types y, position 7, at most 5000000 bytes", act.after());
    }

    @Test
    void refusesWhatCannotBeAndKeepsThatItDid() {
        assertEquals(ErrorCode.MALFORMED_REQUEST, refusal("Orders", new QueueRequest(List.of("x"), null, null)));
        assertEquals("denied", fleet.audits("define-queue").getFirst().outcome());
        assertEquals(ErrorCode.MALFORMED_REQUEST, refusal("a", new QueueRequest(null, null, null)));
        assertEquals(ErrorCode.CONFLICT, refusal("default", new QueueRequest(List.of("x"), null, null)));
        assertEquals(ErrorCode.CONFLICT, refusal("default", new QueueRequest(null, 3, null)));
        PipelineException kept =
                assertThrows(PipelineException.class, () -> fleet.control().delete("default", OPERATOR));
        assertEquals(ErrorCode.CONFLICT, kept.code());
        assertEquals(List.of("default"), fleet.queues(0));
    }

    private ErrorCode refusal(String name, QueueRequest request) {
        return assertThrows(PipelineException.class, () -> fleet.control().define(name, request, OPERATOR))
                .code();
    }

    @Test
    void refusesANameWhoseBrokerQueueHasOtherArguments() throws Exception {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("sluice.orders", true, false, false, null);
        }
        PipelineException refused =
                assertThrows(PipelineException.class, () -> fleet.define("orders", List.of("order.*")));
        assertEquals(ErrorCode.CONFLICT, refused.code());
        assertTrue(refused.getMessage().contains("delete_queue"), refused.getMessage());
        assertEquals(List.of("default"), fleet.queues(0));
    }

    @Test
    void deletesNoQueueThatHoldsEventsAndSaysHowMany() {
        fleet.define("orders", List.of("order.*"));
        fleet.pause("orders");
        fleet.insist(0, "order.made", 0, 30);
        PipelineException refused =
                assertThrows(PipelineException.class, () -> fleet.control().delete("orders", OPERATOR));
        assertEquals(ErrorCode.QUEUE_NOT_EMPTY, refused.code());
        assertTrue(refused.getMessage().contains("holds 30 events in 1 messages"), refused.getMessage());
        assertEquals("denied", fleet.audits("delete-queue").getFirst().outcome());
        fleet.insist(0, "order.made", 30, 31);
        fleet.resume("orders");
        assertEquals(31, fleet.settled().stored());
    }

    @Test
    void takesAnEmptyQueueOffTheBrokerWithItsPolicy() {
        fleet.define("orders", List.of("order.*"));
        Eventually.eventually(DEADLINE, () -> fleet.queues(1).contains("orders"), "the other instance knows");
        fleet.insist(1, "order.made", 0, 5);
        fleet.settled();
        Eventually.eventually(DEADLINE, () -> policies().contains("sluice.orders"), "its policy is there");
        fleet.control().delete("orders", OPERATOR);
        Eventually.eventually(DEADLINE, () -> fleet.queues(0).equals(List.of("default")), "the definition is gone");
        Eventually.eventually(DEADLINE, () -> fleet.queues(1).equals(List.of("default")), "the other instance knows");
        Eventually.eventually(DEADLINE, () -> !policies().contains("sluice.orders"), "its policy is gone");
        assertNull(broker.getQueue(virtualHost, "sluice.orders"));
        assertNull(broker.getQueue(virtualHost, "sluice.orders.suspect"));
        assertEquals("done", fleet.audits("delete-queue").getFirst().outcome());
        assertEquals("queue:orders", fleet.audits("remove-queue").getFirst().target());
        fleet.insist(1, "order.made", 5, 6);
        assertEquals(6, fleet.settled().stored());
        assertEquals(1, fleet.rows("queue = 'default'"));
    }

    private List<String> policies() {
        return broker.getPolicies(virtualHost).stream().map(p -> p.getName()).toList();
    }

    @Test
    void waitsForAnInstanceThatMayStillPublishAndLosesNothingOfIt() throws Exception {
        fleet.define("orders", List.of("order.*"));
        fleet.insist(0, "order.made", 0, 1);
        fleet.settled();
        fleet.servers.database().execute("""
                insert into instance (id, name, roles, started_at, seen_at, paused_queues, definitions_seen)
                values (gen_random_uuid(), 'slow', '{ingest}', now(), now() + interval '1 hour', '{}', 1)""");
        assertEquals(
                QueueState.RETIRING, fleet.control().delete("orders", OPERATOR).state());
        assertEquals(QueueState.RETIRING, fleet.queue("orders").status());
        // what the slow one still publishes is consumed
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.basicPublish("sluice.events", "orders", null, "late".getBytes(UTF_8));
        }
        Eventually.eventually(
                DEADLINE,
                () -> fleet.servers.database().number("select count(*) from dead_letter where queue = 'orders'") == 1,
                "the late message is dealt with");
        assertEquals(ErrorCode.CONFLICT, refusal("orders", new QueueRequest(List.of("order.*"), null, null)));
        fleet.servers.database().execute("delete from instance where name = 'slow'");
        Eventually.eventually(
                DEADLINE, () -> fleet.queues(0).equals(List.of("default")), "it is removed once all know");
        assertNull(broker.getQueue(virtualHost, "sluice.orders"));
    }

    @Test
    void takesInAQueueThatNoDefinitionKnowsAndEmptiesIt() throws Exception {
        Map<String, Object> arguments = Map.of(
                "x-queue-type",
                "quorum",
                "x-overflow",
                "reject-publish",
                "x-delivery-limit",
                1_000,
                "x-dead-letter-exchange",
                "sluice.suspect",
                "x-dead-letter-routing-key",
                "lost",
                "x-dead-letter-strategy",
                "at-least-once");
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("sluice.lost", true, false, false, arguments);
            channel.basicPublish("", "sluice.lost", null, "stranded".getBytes(UTF_8));
        }
        Eventually.eventually(
                DEADLINE,
                () -> fleet.servers.database().number("select count(*) from dead_letter where queue = 'lost'") == 1,
                "what it held is dealt with");
        Eventually.eventually(
                DEADLINE, () -> broker.getQueue(virtualHost, "sluice.lost") == null, "it is removed when empty");
        Eventually.eventually(DEADLINE, () -> fleet.audits("adopt").size() == 1, "it was told");
    }

    @Test
    void losesNothingWhileDefinitionsChangeUnderLoadOnTwoInstances() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        int rounds = 4;
        // whatever fails, the producers stop before the executor waits for them
        try (ExecutorService producers = Executors.newVirtualThreadPerTaskExecutor();
                Closeable _ = () -> stop.set(true)) {
            List<Future<Integer>> sent = List.of(
                    producers.submit(() -> produce(0, "order.a", stop)),
                    producers.submit(() -> produce(1, "order.a.b", stop)),
                    producers.submit(() -> produce(0, "payment", stop)),
                    producers.submit(() -> produce(1, "refund", stop)));
            for (int round = 0; round < rounds; round++) {
                fleet.define("orders", List.of("order.*"));
                fleet.define("money", round % 2 == 0 ? List.of("payment") : List.of("refund", "order.a.*"));
                fleet.define("orders", List.of());
                Eventually.eventually(DEADLINE, this::deleted, "orders is empty and deleted");
                Eventually.eventually(DEADLINE, () -> !fleet.queues(0).contains("orders"), "orders is gone");
            }
            stop.set(true);
            long all = 0;
            for (Future<Integer> count : sent) {
                all += count.get();
            }
            Ledger ledger = fleet.settled();
            assertEquals(all, fleet.rows("true"));
            assertEquals(ledger.accepted(), ledger.stored() + ledger.duplicate());
            assertEquals(all, ledger.stored());
            assertEquals(0, ledger.deadLettered());
            assertEquals(0, ledger.unexplained());
            assertTrue(fleet.rows("queue = 'orders'") > 0, "orders took events while it was there");
            assertTrue(fleet.rows("queue = 'money'") > 0, "money took events");
            assertEquals(rounds, fleet.audits("remove-queue").size());
        }
    }

    private boolean deleted() {
        try {
            QueueRemoval removal = fleet.control().delete("orders", OPERATOR);
            return removal.name().equals("orders");
        } catch (PipelineException e) {
            assertEquals(ErrorCode.QUEUE_NOT_EMPTY, e.code());
            return false;
        }
    }

    private int produce(int instance, String type, AtomicBoolean stop) {
        int sent = 0;
        while (!stop.get()) {
            fleet.insist(instance, type, sent, sent + 5);
            sent += 5;
        }
        return sent;
    }
}
