package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.http.client.domain.UserPermissions;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerActRequest;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.control.ForeignQueues;
import dev.sluice.server.testkit.Eventually;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.function.Executable;

/// Acts on queues of a real broker that are not Sluice's, by two instances. The broker counts every five seconds, so
/// all tests share one set of queues that is counted once, each with a queue of its own.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignQueuesIT {
    private final PipelineFleet fleet = new PipelineFleet(2, Map.of());
    private final String vhost = fleet.servers.broker().virtualHost();
    private Connection connection;
    private Channel channel;

    @BeforeAll
    void fill() throws Exception {
        connection = fleet.servers.broker().connect();
        channel = connection.createChannel();
        channel.confirmSelect();
        Map<String, Integer> queues = Map.of("orders/eu", 30, "moving", 10, "old", 3, "foreign", 2);
        for (Map.Entry<String, Integer> queue : queues.entrySet()) {
            channel.queueDeclare(queue.getKey(), true, false, false, Map.of());
            publish(queue.getKey(), queue.getValue());
        }
        channel.basicGet("orders/eu", false);
        for (Map.Entry<String, Integer> queue : queues.entrySet()) {
            counted(queue.getKey(), queue.getValue());
        }
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        fleet.close();
    }

    private ForeignQueues acts(int instance) {
        return fleet.pipeline(instance).operators().broker().acts();
    }

    private void publish(String name, int messages) throws Exception {
        for (int i = 0; i < messages; i++) {
            channel.basicPublish("", name, MessageProperties.PERSISTENT_BASIC, new byte[] {1});
        }
        channel.waitForConfirms(10_000);
    }

    private void counted(String name, long messages) {
        Eventually.eventually(
                DEADLINE,
                () -> fleet.pipeline(0)
                        .operators()
                        .broker()
                        .desk()
                        .queue(vhost, name)
                        .queue()
                        .depth(),
                depth -> depth != null && depth.messages() == messages,
                "the broker counted " + messages + " messages in " + name);
    }

    private BrokerActDone run(int instance, BrokerPlan plan, @Nullable String reason, @Nullable String confirm) {
        return acts(instance)
                .run(plan.act(), vhost, plan.queue(), new BrokerActRequest(plan.plan(), reason, confirm), OPERATOR);
    }

    private static PipelineException refused(ErrorCode code, Executable act) {
        PipelineException refused = assertThrows(PipelineException.class, act);
        assertEquals(code, refused.code(), refused.getMessage());
        return refused;
    }

    private List<String> outcomes(String act, String queue) {
        return fleet.audits(act).stream()
                .filter(a -> a.target().equals("broker-queue:" + queue + "@" + vhost))
                .map(AuditRecord::outcome)
                .toList();
    }

    @Test
    void purgesWhatWaitsAfterALookAndTheTypedNameAndLeavesWhatConsumersHold() throws Exception {
        BrokerPlan plan = Eventually.eventually(
                DEADLINE,
                () -> acts(0).plan(BrokerAct.PURGE, vhost, "orders/eu", OPERATOR),
                p -> Long.valueOf(1).equals(p.unacked()),
                "the broker counts the one that is held");
        assertEquals(29L, plan.ready());
        assertTrue(
                String.join(" ", plan.notes()).contains("1 messages are held"),
                plan.notes().toString());
        refused(ErrorCode.NAME_REQUIRED, () -> run(0, plan, "test", "orders"));
        refused(ErrorCode.MALFORMED_REQUEST, () -> run(0, plan, " ", "orders/eu"));

        // another instance than the one that made the plan
        BrokerActDone done = run(1, plan, "test", "orders/eu");
        assertEquals(29L, done.messages());
        assertEquals(0, fleet.servers.broker().ready("orders/eu"));
        refused(ErrorCode.PLAN_STALE, () -> run(0, plan, "test", "orders/eu"));
        assertEquals(
                List.of("denied", "done", "started", "denied", "denied"), outcomes("purge-broker-queue", "orders/eu"));
        channel.basicNack(1, false, true);
        Eventually.eventually(
                DEADLINE, () -> fleet.servers.broker().ready("orders/eu") == 1, "what was held came back");
    }

    @Test
    void refusesAPlanWhoseQueueMovedOn() throws Exception {
        BrokerPlan plan = acts(0).plan(BrokerAct.PURGE, vhost, "moving", OPERATOR);
        publish("moving", 300);
        counted("moving", 310);
        PipelineException stale = refused(ErrorCode.PLAN_STALE, () -> run(0, plan, "test", "moving"));
        assertTrue(String.valueOf(stale.getMessage()).contains("310 are now"), stale.getMessage());
        assertEquals(310, fleet.servers.broker().ready("moving"));
    }

    @Test
    void deletesAQueueButNotOneThatGotAConsumerMeanwhile() throws Exception {
        BrokerPlan plan = acts(0).plan(BrokerAct.DELETE, vhost, "old", OPERATOR);
        assertEquals(3L, plan.messages());
        String tag = channel.basicConsume("old", false, new com.rabbitmq.client.DefaultConsumer(channel));
        Eventually.eventually(
                DEADLINE,
                () -> fleet.pipeline(0)
                                .operators()
                                .broker()
                                .desk()
                                .queue(vhost, "old")
                                .consumerCount()
                        == 1,
                "the broker counts the consumer");
        refused(ErrorCode.PLAN_STALE, () -> run(0, plan, "test", "old"));
        channel.basicCancel(tag);
        Eventually.eventually(
                DEADLINE,
                () -> fleet.pipeline(0)
                                .operators()
                                .broker()
                                .desk()
                                .queue(vhost, "old")
                                .consumerCount()
                        == 0,
                "the consumer left");
        run(0, plan, "test", "old");
        refused(ErrorCode.NOT_FOUND, () -> acts(0).plan(BrokerAct.DELETE, vhost, "old", OPERATOR));
        assertEquals(List.of("denied", "done", "started", "denied"), outcomes("delete-broker-queue", "old"));
    }

    @Test
    void keepsItsHandsOffQueuesOfSluiceAndSaysWhereToGo() {
        for (String own : List.of("sluice.default", "sluice.default.suspect", "sluice.in")) {
            PipelineException no =
                    refused(ErrorCode.OWN_QUEUE, () -> acts(0).plan(BrokerAct.DELETE, vhost, own, OPERATOR));
            assertTrue(String.valueOf(no.getMessage()).contains(own), no.getMessage());
        }
        assertEquals(List.of("denied"), outcomes("delete-broker-queue", "sluice.default"));
    }

    @Test
    void saysWhyAStreamAndAnExclusiveQueueAreNotPurged() throws Exception {
        channel.queueDeclare("flow", true, false, false, Map.of("x-queue-type", "stream"));
        channel.queueDeclare("mine", false, true, true, Map.of());
        PipelineException stream =
                refused(ErrorCode.BROKER_REFUSED, () -> acts(0).plan(BrokerAct.PURGE, vhost, "flow", OPERATOR));
        assertTrue(String.valueOf(stream.getMessage()).contains("retention"), stream.getMessage());
        assertNotNull(acts(0).plan(BrokerAct.DELETE, vhost, "flow", OPERATOR));
        PipelineException exclusive =
                refused(ErrorCode.BROKER_REFUSED, () -> acts(0).plan(BrokerAct.DELETE, vhost, "mine", OPERATOR));
        assertTrue(String.valueOf(exclusive.getMessage()).contains("exclusive"), exclusive.getMessage());
    }

    @Test
    void tellsTheBrokersOwnWordsWhenItRefusesTheAccount() throws Exception {
        String name = "mgmt-" + UUID.randomUUID();
        fleet.servers.broker().admin().createUser(name, "secret".toCharArray(), List.of("management"));
        try {
            UserPermissions none = new UserPermissions();
            none.setConfigure("^$");
            none.setWrite("^$");
            none.setRead("^$");
            fleet.servers.broker().admin().updatePermissions(vhost, name, none);
            Pipeline pipeline = fleet.start(Map.of(
                    "SLUICE_AMQP_MANAGEMENT_URL",
                    fleet.servers
                            .broker()
                            .config()
                            .managementUrl()
                            .toString()
                            .replace("://", "://" + name + ":secret@")));
            fleet.awaitReady();
            ForeignQueues limited = pipeline.operators().broker().acts();
            BrokerPlan plan = limited.plan(BrokerAct.PURGE, vhost, "foreign", OPERATOR);
            assertTrue(
                    String.join(" ", plan.notes()).contains("the broker decides"),
                    plan.notes().toString());
            PipelineException no = refused(
                    ErrorCode.BROKER_REFUSED,
                    () -> limited.run(
                            BrokerAct.PURGE,
                            vhost,
                            "foreign",
                            new BrokerActRequest(plan.plan(), "test", "foreign"),
                            OPERATOR));
            assertTrue(String.valueOf(no.getMessage()).contains("Access refused"), no.getMessage());
            assertEquals(List.of("failed", "started"), outcomes("purge-broker-queue", "foreign"));
            assertEquals(2, fleet.servers.broker().ready("foreign"));
        } finally {
            fleet.servers.broker().admin().deleteUser(name);
        }
    }
}
