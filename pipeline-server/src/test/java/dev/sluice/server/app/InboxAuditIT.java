package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.domain.PolicyInfo;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.app.AmqpProducer.Message;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The broker's objects of the way in over AMQP, watched like those of the queues.
class InboxAuditIT {
    private final PipelineFleet fleet = new PipelineFleet(0, Map.of());
    private final TestBroker broker = fleet.servers.broker();
    private final Client admin = broker.admin();
    private final String host = broker.virtualHost();

    @AfterEach
    void stop() {
        fleet.close();
    }

    private void start(String auditEvery) {
        fleet.start(Map.of("SLUICE_TOPOLOGY_AUDIT", auditEvery));
        fleet.awaitReady();
    }

    private Check topology(HealthState state, String word) {
        return Eventually.eventually(
                DEADLINE,
                () -> fleet.check(0, "topology"),
                c -> c.state() == state && c.detail().contains(word),
                "the topology is " + state + " and says " + word);
    }

    private void green() {
        topology(HealthState.GREEN, "as they should be");
    }

    private void storesOverAmqp(String id) {
        try (AmqpProducer producer = new AmqpProducer(broker)) {
            producer.publish(List.of(Message.structured(id, "1")));
        }
        Eventually.eventually(DEADLINE, () -> fleet.rows("id = '" + id + "'") == 1, id + " is stored");
    }

    @Test
    void turnsRedForAPolicyThatCouldDropMessagesAndGreenWhenItIsGone() {
        start("500ms");
        green();
        admin.declarePolicy(
                host,
                "ops",
                new PolicyInfo("^sluice\\.in$", 1, "queues", Map.of("max-length", 10, "overflow", "drop-head")));
        Check red = topology(HealthState.RED, "overflow=drop-head on broker queue sluice.in:");
        assertTrue(red.detail().contains("Policy ops"), red.detail());
        assertEquals(List.of(), fleet.queue("default").faults(), "it is no fault of a queue");
        admin.deletePolicy(host, "ops");
        green();
        admin.declareOperatorPolicy(
                host, "ttl", new PolicyInfo("in.rejected$", 1, "queues", Map.of("message-ttl", 60_000)));
        topology(HealthState.RED, "message-ttl=60000 on broker queue sluice.in.rejected:");
        admin.deleteOperatorPolicy(host, "ttl");
        green();
        List<String> mended = fleet.audits("audit").stream()
                .filter(a -> a.target().equals("queue:sluice.in") && a.outcome().equals("mended"))
                .map(a -> Objects.requireNonNull(a.reason()))
                .toList();
        assertTrue(mended.stream().anyMatch(m -> m.contains("drop-head")), mended.toString());
        assertTrue(mended.stream().anyMatch(m -> m.contains("message-ttl")), mended.toString());
    }

    @Test
    void turnsRedForAForeignBindingAndGreenWhenItIsGone() throws Exception {
        start("500ms");
        green();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("spy", true, false, false, null);
            for (String exchange : List.of("sluice.in", "sluice.in.rejected")) {
                channel.queueBind("spy", exchange, "rejected");
                topology(HealthState.RED, "Exchange " + exchange + " is bound to queue spy with key rejected");
                channel.queueUnbind("spy", exchange, "rejected");
                green();
            }
        }
    }

    @Test
    void makesAgainWhatIsMissingAndSaysSo() {
        start("500ms");
        green();
        admin.unbindQueue(host, "sluice.in", "sluice.in", "#");
        admin.deleteQueue(host, "sluice.in.rejected");
        Eventually.eventually(
                DEADLINE,
                () -> admin.getQueue(host, "sluice.in.rejected") != null
                        && admin.getBindingsBySource(host, "sluice.in").size() == 1
                        && admin.getBindingsBySource(host, "sluice.in.rejected").size() == 1,
                "queue and bindings are back");
        topology(HealthState.AMBER, "mended");
        storesOverAmqp("after");
    }

    /// The audit is slow here: who consumes the inbox meets the damage, and tells.
    @Test
    void tellsThatTheInboxWasDeletedUnderItsConsumer() {
        start("10m");
        storesOverAmqp("before");
        admin.deleteQueue(host, "sluice.in");
        Check amber = topology(HealthState.AMBER, "the broker cancelled the consumer of sluice.in");
        assertTrue(amber.detail().contains("which it counts only when they are taken from it"), amber.detail());
        storesOverAmqp("after");
        Eventually.eventually(
                DEADLINE,
                () -> fleet.audits("repair").stream()
                        .anyMatch(a -> Objects.requireNonNull(a.reason()).contains("sluice.in")),
                "it is in the audit");
    }

    @Test
    void saysWhatToDoWhenTheInboxHasOtherArgumentsAndGoesOnWhenItWasDone() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("sluice.in", true, false, false, Map.of("x-max-length", 5));
        }
        start("500ms");
        Check red = topology(HealthState.RED, "Broker queue sluice.in is of type classic");
        assertTrue(red.detail().contains("rabbitmqctl delete_queue sluice.in"), red.detail());
        fleet.insist(0, "http", 0, 1);
        assertNotNull(admin.getQueue(host, "sluice.in"));
        admin.deleteQueue(host, "sluice.in");
        storesOverAmqp("after");
        green();
    }

    @Test
    void doesNotMissTheInboxWhereItIsTurnedOff() {
        fleet.start(Map.of("SLUICE_TOPOLOGY_AUDIT", "500ms", "SLUICE_AMQP_INGEST", "false"));
        fleet.awaitReady();
        green();
        assertTrue(
                admin.getQueues(host).stream().noneMatch(q -> q.getName().startsWith("sluice.in")),
                "the audit makes nothing that is not wanted");
    }

    @Test
    void looksAtTheInboxOfOthersAndLeavesItToThemToMakeIt() throws Exception {
        fleet.start(Map.of("SLUICE_TOPOLOGY_AUDIT", "500ms", "SLUICE_ROLES", "store,api"));
        fleet.awaitReady();
        green();
        assertTrue(
                admin.getQueues(host).stream().noneMatch(q -> q.getName().startsWith("sluice.in")),
                "who takes no messages makes no inbox");
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.exchangeDeclare("sluice.in", "fanout", true);
            topology(HealthState.RED, "Exchange sluice.in is of type fanout; it must be durable and topic");
        }
        admin.deleteExchange(host, "sluice.in");
        green();
    }
}
