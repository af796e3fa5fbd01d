package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.domain.BindingInfo;
import com.rabbitmq.http.client.domain.PolicyInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.testkit.Eventually;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TopologyAuditIT {
    private PipelineFleet fleet = new PipelineFleet(0, Map.of());

    @AfterEach
    void stop() {
        fleet.close();
    }

    private void start(String auditEvery) {
        fleet.start(Map.of("SLUICE_TOPOLOGY_AUDIT", auditEvery));
        fleet.awaitReady();
    }

    private Client broker() {
        return fleet.servers.broker().admin();
    }

    private String virtualHost() {
        return fleet.servers.broker().virtualHost();
    }

    private Check health(HealthState state, String word) {
        return Eventually.eventually(
                DEADLINE,
                () -> fleet.check(0, "topology"),
                c -> c.state() == state && c.detail().contains(word),
                "the topology is " + state + " and says " + word);
    }

    private void green() {
        Eventually.eventually(
                DEADLINE,
                () -> fleet.check(0, "topology"),
                c -> c.state() == HealthState.GREEN,
                "the topology is green");
    }

    /// F08. The audit is slow here, so that whoever publishes meets the damage first.
    @Nested
    class WhileSomethingIsDeletedUnderAPublisher {
        @Test
        void answersNo202AndRoutesAgainByItself() throws Exception {
            start("10m");
            fleet.insist(0, "before", 0, 10);
            fleet.settled();
            fleet.pause("default");
            broker().unbindQueue(virtualHost(), "sluice.default", "sluice.events", "default");
            assertEquals(List.of(), bindings("sluice.events"));
            refusedThenTaken("binding", ErrorCode.BROKER_UNAVAILABLE);
            assertEquals(1, bindings("sluice.events").size());

            fleet.resume("default");
            fleet.settled();
            fleet.pause("default");
            broker().deleteQueue(virtualHost(), "sluice.default");
            assertNull(broker().getQueue(virtualHost(), "sluice.default"));
            refusedThenTaken("queue", ErrorCode.BROKER_UNAVAILABLE);

            broker().deleteExchange(virtualHost(), "sluice.events");
            assertNull(broker().getExchange(virtualHost(), "sluice.events"));
            refusedThenTaken("exchange", ErrorCode.OUTCOME_UNKNOWN);
            fleet.resume("default");
            Ledger ledger = fleet.settled();
            assertEquals(13, fleet.rows("true"));
            assertEquals(13, ledger.stored());
            assertEquals(0, ledger.unexplained());
            health(HealthState.AMBER, "was damaged and is mended");
            Eventually.eventually(
                    DEADLINE, () -> fleet.audits("repair"), r -> r.size() >= 2, "more than one damage is told");
        }

        private void refusedThenTaken(String id, ErrorCode expected) {
            assertEquals(expected, fleet.trySend(0, id, 0, 1, 0));
            fleet.insist(0, id, 0, 1);
        }
    }

    private List<BindingInfo> bindings(String exchange) {
        return broker().getBindingsBySource(virtualHost(), exchange);
    }

    @Test
    void consumesAgainWhenTheQueueOfALiveConsumerIsDeleted() {
        start("10m");
        fleet.insist(0, "before", 0, 10);
        fleet.settled();
        Eventually.eventually(DEADLINE, () -> consumers() > 0, "it is consumed");
        broker().deleteQueue(virtualHost(), "sluice.default");
        Eventually.eventually(DEADLINE, () -> consumers() > 0, "it is declared and consumed again");
        fleet.insist(0, "after", 0, 10);
        assertEquals(20, fleet.settled().stored());
        Eventually.eventually(
                DEADLINE,
                () -> fleet.audits("repair").stream()
                        .anyMatch(a -> Objects.requireNonNull(a.reason()).contains("cancelled the consumer")),
                "it was told");
    }

    private long consumers() {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            return channel.consumerCount("sluice.default");
        } catch (Exception e) {
            return 0;
        }
    }

    @Test
    void makesAgainWhatIsMissingBeforeAnyoneNeedsIt() {
        start("500ms");
        fleet.define("orders", List.of("order.*"));
        green();
        broker().deleteQueue(virtualHost(), "sluice.orders.suspect");
        broker().unbindQueue(virtualHost(), "sluice.orders", "sluice.events", "orders");
        Eventually.eventually(
                DEADLINE,
                () -> broker().getQueue(virtualHost(), "sluice.orders.suspect") != null
                        && bindings("sluice.events").stream()
                                .anyMatch(b -> b.getRoutingKey().equals("orders")),
                "queue and binding are back");
        health(HealthState.AMBER, "mended");
    }

    @Test
    void turnsRedForAPolicyThatDropsAndGreenWhenItIsGone() {
        start("500ms");
        green();
        broker().declarePolicy(
                        virtualHost(),
                        "ops",
                        new PolicyInfo(".*", 200, "queues", Map.of("max-length", 10, "overflow", "drop-head")));
        Check red = health(HealthState.RED, "overflow=drop-head on broker queue sluice.default:");
        assertTrue(red.detail().contains("Policy ops"), red.detail());
        assertTrue(
                fleet.queue("default").faults().stream().anyMatch(f -> f.contains("drop-head")),
                "the queue tells its fault");
        broker().deletePolicy(virtualHost(), "ops");
        green();
        assertEquals(List.of(), fleet.queue("default").faults());
        List<String> told = fleet.audits("audit").stream()
                .filter(a -> "queue:default".equals(a.target()))
                .map(a -> a.outcome())
                .toList();
        assertTrue(told.contains("found") && told.contains("mended"), told.toString());
    }

    @Test
    void turnsRedForATimeToLiveSetByAnOperatorPolicy() {
        start("500ms");
        green();
        broker().declareOperatorPolicy(
                        virtualHost(), "ttl", new PolicyInfo("default", 1, "queues", Map.of("message-ttl", 60_000)));
        Check red = health(HealthState.RED, "message-ttl=60000");
        assertTrue(red.detail().contains("perator policy ttl"), red.detail());
        broker().deleteOperatorPolicy(virtualHost(), "ttl");
        green();
    }

    @Test
    void setsItsOwnPolicyAgainWhenSomeoneChangesIt() {
        start("500ms");
        green();
        broker().declarePolicy(
                        virtualHost(),
                        "sluice.default",
                        new PolicyInfo("^sluice\\.default$", 100, "queues", Map.of("overflow", "drop-head")));
        Eventually.eventually(
                DEADLINE,
                () -> broker().getPolicies(virtualHost()).stream()
                        .anyMatch(p -> p.getName().equals("sluice.default")
                                && p.getDefinition().keySet().equals(java.util.Set.of("max-length-bytes"))),
                "our policy is as it was");
        green();
    }

    @Test
    void turnsRedForAForeignBindingAndGreenWhenItIsGone() throws Exception {
        start("500ms");
        green();
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("spy", true, false, false, null);
            channel.queueBind("spy", "sluice.events", "default");
            Check red = health(HealthState.RED, "queue spy");
            assertTrue(red.detail().contains("sluice.events"), red.detail());
            assertNotNull(broker().getQueue(virtualHost(), "spy"));
            channel.queueUnbind("spy", "sluice.events", "default");
        }
        green();
    }

    /// F25
    @Test
    void saysWhatToDoWhenAQueueHasOtherArgumentsAndGoesOnWhenItWasDone() throws Exception {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("sluice.default", true, false, false, Map.of("x-max-length", 5));
        }
        start("500ms");
        Check red = health(HealthState.RED, "sluice.default");
        assertTrue(red.detail().contains("x-max-length=5"), red.detail());
        assertTrue(red.detail().contains("delete_queue"), red.detail());
        assertEquals(ErrorCode.BROKER_UNAVAILABLE, fleet.trySend(0, "early", 0, 1, 0));
        assertEquals(
                "classic", broker().getQueue(virtualHost(), "sluice.default").getType());
        broker().deleteQueue(virtualHost(), "sluice.default");
        fleet.insist(0, "early", 0, 1);
        assertEquals(1, fleet.settled().stored());
        green();
    }
}
