package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import com.rabbitmq.http.client.domain.PolicyInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.server.app.AmqpProducer.Message;
import dev.sluice.server.telemetry.PipelineMeters.Inbox;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AmqpIngestIT {
    private final RunningPipeline running = new RunningPipeline();
    private final Pipeline pipeline = running.pipeline;
    private final TestBroker broker = running.servers.broker();
    private final AmqpProducer producer = new AmqpProducer(broker);

    AmqpIngestIT() {
        Eventually.eventually(DEADLINE, () -> inbox().state() == HealthState.GREEN, "the inbox takes messages");
    }

    @AfterEach
    void stop() {
        producer.close();
        running.close();
    }

    @Test
    void storesAStructuredEventAsItCame() {
        String data = "{ \"amount\" : 10.50 }";
        producer.publish(List.of(Message.structured("s-1", data)));
        settled(1);
        assertEquals(AmqpProducer.event("s-1", data), stored("s-1") + "}");
    }

    @Test
    void storesABinaryEventWithItsJsonBodyByteForByteAsData() {
        String data = "{ \"amount\" : 10.50, \"\\u00e9\":[1 , 2] }";
        producer.publish(List.of(Message.binary("b-1", "application/json", data.getBytes(UTF_8))
                .with("cloudEvents:subject", "order-7")
                .with("cloudEvents:attempt", 2)));
        settled(1);
        String text = stored("b-1");
        assertTrue(text.endsWith(",\"data\":" + data), text);
        assertTrue(text.contains("\"subject\":\"order-7\""), text);
        assertTrue(text.contains("\"attempt\":2"), text);
        assertTrue(text.contains("\"datacontenttype\":\"application/json\""), text);
    }

    @Test
    void storesAnyOtherBodyAsBase64() {
        producer.publish(List.of(Message.binary("b-2", "application/octet-stream", new byte[] {0, 1, (byte) 0xFF})));
        settled(1);
        assertTrue(stored("b-2").endsWith(",\"data_base64\":\"AAH/\""), stored("b-2"));
    }

    @Test
    void runsTheExampleOfTheDocumentation() throws Exception {
        AmqpExample.publish(running.servers.environment().get("SLUICE_AMQP_URL"));
        assertEquals(2, settled(2).stored());
        assertTrue(stored("2", "/shop/3").endsWith("\"data_base64\":\"iVBORw==\""));
    }

    @Test
    void countsAnEventThatIsSentTwiceAsADuplicate() {
        producer.publish(List.of(Message.structured("d-1", "1"), Message.structured("d-1", "1")));
        Ledger ledger = settled(2);
        assertEquals(1, ledger.stored());
        assertEquals(1, ledger.duplicate());
        assertEquals(0, ledger.unexplained());
    }

    @Test
    void takesEventsWhileTheirQueueIsPaused() {
        pause();
        producer.publish(List.of(Message.structured("p-1", "1")));
        Eventually.eventually(DEADLINE, () -> running.ledger().accepted() == 1, "the event is accepted");
        assertEquals(1, running.ledger().inFlight());
        pipeline.control().resume("default", OPERATOR);
        assertEquals(1, settled(1).stored());
    }

    @Test
    void waitsWhileAQueueIsFullAndStoresAllOnceItIsNot() {
        pause();
        limit("^sluice\\.default$");
        Eventually.eventually(DEADLINE, this::refusesNow, "the queue is full");
        long before = running.ledger().accepted();
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            messages.add(Message.structured("w-" + i, "" + i));
        }
        producer.publish(messages);
        Eventually.eventually(DEADLINE, () -> inbox().state() == HealthState.AMBER, "health says that messages wait");
        Eventually.eventually(
                DEADLINE, () -> inbox().detail().contains(": 300 messages wait"), "the broker holds all of them");
        assertEquals(before, running.ledger().accepted());
        broker.admin().deletePolicy(broker.virtualHost(), "full");
        pipeline.control().resume("default", OPERATOR);
        Eventually.eventually(
                DEADLINE,
                () -> running.servers.database().number("select count(*) from event where source = '/amqp'") == 300,
                "all are stored");
        Eventually.eventually(DEADLINE, () -> inbox().state() == HealthState.GREEN, "health is green again");
        assertEquals(0, pipeline.meters().total(Inbox.REDELIVERED));
        assertEquals(0, running.ledger().deadLettered());
        assertEquals(0, running.ledger().unexplained());
    }

    @Test
    void storesEveryConfirmedEventOnceThoughEveryConnectionIsCut() {
        int cuts = 0;
        int sent = 0;
        while (sent < 2_000 || cuts < 5) {
            cuts += sent % 200 == 0 && broker.closeConnections() > 0 ? 1 : 0;
            List<Message> some = new ArrayList<>();
            for (int i = 0; i < 50; i++, sent++) {
                some.add(Message.structured("c-" + sent, "{\"n\":" + sent + "}"));
            }
            producer.publish(some);
        }
        int all = sent;
        Ledger ledger = Eventually.eventually(
                Duration.ofSeconds(60),
                running::ledger,
                l -> l.stored() == all && l.inFlight() == 0,
                all + " events are stored");
        assertEquals(all, running.servers.database().number("select count(distinct (source, id)) from event"));
        assertEquals(all, running.servers.database().number("select count(*) from event"));
        Eventually.eventually(
                DEADLINE,
                () -> {
                    Ledger now = running.ledger();
                    return now.inFlight() == 0 && now.accepted() == now.stored() + now.duplicate();
                },
                "the ledger is exact: it began as " + ledger);
        assertEquals(0, running.ledger().unexplained());
        assertEquals(0, pipeline.meters().total(Inbox.KEPT));
        assertTrue(cuts >= 5);
    }

    @Test
    void letsAUserPublishThatMayDoNothingElse() throws Exception {
        String user = "producer-" + UUID.randomUUID();
        broker.admin().createUser(user, "secret".toCharArray(), List.of());
        try {
            UserPermissions permissions = new UserPermissions();
            permissions.setConfigure("^$");
            permissions.setWrite("^sluice\\.in$");
            permissions.setRead("^$");
            broker.admin().updatePermissions(broker.virtualHost(), user, permissions);
            try (Connection connection = broker.connect(user, "secret")) {
                Channel channel = connection.createChannel();
                channel.confirmSelect();
                channel.basicPublish(
                        "sluice.in",
                        "",
                        true,
                        new com.rabbitmq.client.AMQP.BasicProperties.Builder()
                                .userId(user)
                                .messageId("m-\0-1")
                                .build(),
                        AmqpProducer.event("u-0", "0").getBytes(UTF_8));
                Message message = Message.structured("u-1", "1");
                channel.basicPublish(
                        "sluice.in",
                        "",
                        true,
                        new com.rabbitmq.client.AMQP.BasicProperties.Builder()
                                .contentType(message.contentType())
                                .userId(user)
                                .build(),
                        message.body());
                channel.waitForConfirmsOrDie(10_000);
                settled(1);
                Eventually.eventually(DEADLINE, () -> pipeline.meters().total(Inbox.KEPT) == 1, "the other is kept");
                KeptRejection other = Eventually.eventually(
                                DEADLINE,
                                () -> pipeline.rejectionActs().page(100, null).items(),
                                items -> items.size() == 1,
                                "it is among the rejections")
                        .getFirst();
                assertEquals(user + " m-\uFFFD-1", other.key() + " " + other.requestId());
                assertRefused(connection, "sluice.events", "default");
                assertRefused(connection, "", "sluice.default");
                assertRefused(connection, "sluice.in.rejected", "rejected");
                assertThrows(IOException.class, () -> connection.createChannel().basicGet("sluice.in", true));
            }
        } finally {
            broker.admin().deleteUser(user);
        }
    }

    private static void assertRefused(Connection connection, String exchange, String key) throws Exception {
        Channel channel = connection.createChannel();
        channel.confirmSelect();
        channel.basicPublish(exchange, key, null, new byte[0]);
        ShutdownSignalException refusal =
                assertThrows(ShutdownSignalException.class, () -> channel.waitForConfirms(10_000));
        assertTrue(refusal.getMessage().contains("ACCESS_REFUSED"), refusal.getMessage());
    }

    private dev.sluice.model.health.HealthReport.Check inbox() {
        return pipeline.health().report().checks().stream()
                .filter(c -> c.name().equals("inbox"))
                .findFirst()
                .orElseThrow();
    }

    /// at most one message in a queue; what is more is refused
    private void limit(String pattern) {
        broker.admin()
                .declarePolicy(
                        broker.virtualHost(), "full", new PolicyInfo(pattern, 200, "queues", Map.of("max-length", 1)));
    }

    private boolean refusesNow() {
        try {
            running.send(0, 1);
            return false;
        } catch (RuntimeException e) {
            return true;
        }
    }

    private void pause() {
        pipeline.control().pause("default", new PauseRequest("test", null), OPERATOR);
        Eventually.eventually(
                DEADLINE,
                () -> {
                    QueueState.Pause pause = pipeline.control().queue("default").pause();
                    return pause != null && pause.state().equals(QueueState.Pause.PAUSED);
                },
                "the queue is paused");
    }

    private Ledger settled(long accepted) {
        return running.settled(accepted);
    }

    /// the event's text as it came, without the brace that closes it, behind which the server's attributes follow
    private String stored(String id) {
        return stored(id, "/amqp");
    }

    private String stored(String id, String source) {
        String text = new String(pipeline.search().find(id, source).orElseThrow(), UTF_8);
        int added = text.indexOf(",\"queue\":\"default\",\"receivedat\":");
        assertTrue(added > 0, text);
        return text.substring(0, added);
    }
}
