package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.http.client.domain.PolicyInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.server.app.AmqpProducer.Message;
import dev.sluice.server.control.RejectionActs;
import dev.sluice.server.telemetry.PipelineMeters.Inbox;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What comes over AMQP and is no event.
class AmqpRejectionsIT {
    private final RunningPipeline running = new RunningPipeline();
    private final Pipeline pipeline = running.pipeline;
    private final TestBroker broker = running.servers.broker();
    private final AmqpProducer producer = new AmqpProducer(broker);

    @AfterEach
    void stop() {
        producer.close();
        running.close();
    }

    @Test
    void keepsWhatIsNoEventWithTheReasonAndStoresItsNeighbours() throws Exception {
        byte[] broken = "{\"id\":".getBytes(UTF_8);
        List<Message> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(Message.structured("n-" + i, "" + i));
        }
        messages.add(10, new Message("application/json", Map.of("trace", "t-1"), broken));
        messages.add(20, new Message("text/plain", Map.of(), "hello".getBytes(UTF_8)));
        messages.add(
                30, Message.binary("x", "application/json", "1".getBytes(UTF_8)).with("cloudEvents:id", 7));
        messages.add(40, Message.binary("x", "text/plain", new byte[(1 << 20) + 1]));
        messages.add(50, new Message("application/cloudevents-batch+json", Map.of(), "[]".getBytes(UTF_8)));
        producer.publish(messages);
        running.settled(100);
        Eventually.eventually(DEADLINE, () -> pipeline.meters().total(Inbox.KEPT) == 5, "five messages are kept");
        Eventually.eventually(
                DEADLINE,
                () -> pipeline.meters().scrape().contains("sluice_inbox_rejected_messages 5.0"),
                "the metrics tell how many are kept");
        Map<String, GetResponse> kept = kept();
        assertEquals(
                "{event-too-large=, invalid-attribute=/id, malformed-json=, unsupported-media-type=}", pointers(kept));
        GetResponse malformed = kept.get("malformed-json");
        assertNotNull(malformed);
        assertArrayEquals(broken, malformed.getBody());
        assertEquals("t-1", malformed.getProps().getHeaders().get("trace").toString());
        assertTrue(malformed
                .getProps()
                .getHeaders()
                .get("sluice-detail")
                .toString()
                .contains("ends too early"));
        assertEquals(
                5L,
                pipeline.meters().rejectedByCode().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertEquals(2L, pipeline.meters().rejectedByCode().get("unsupported-media-type"));
        assertEquals(100, pipeline.meters().total(Inbox.TAKEN));
        assertTrue(pipeline.meters().scrape().contains("sluice_inbox_kept_total 5.0"));
        assertEquals(0, running.ledger().deadLettered());
        KeptRejection large = rejections(5).stream()
                .filter(r -> r.code().equals("event-too-large"))
                .findFirst()
                .orElseThrow();
        assertEquals((1 << 20) + 1, large.bytes());
        assertTrue(large.cut());
        assertEquals(
                256 << 10,
                Objects.requireNonNull(
                                pipeline.rejectionActs().detail(large.id()).body())
                        .length());
    }

    @Test
    void showsWhatIsNoEventAmongTheRejectionsAndSendsItAgainOnceMended() throws Exception {
        String broken = "{\"id\":\"r-1\",\"source\":\"/amqp\"}";
        producer.publish(List.of(
                new Message("application/json", Map.of(), broken.getBytes(UTF_8)),
                Message.structured("r-2", "2"),
                new Message(
                        "application/json",
                        Map.of("cloudEvents:id", "r-3", "cloudEvents:source", "/amqp", "cloudEvents:type", "test.amqp"),
                        "{ \"n\" : 3 }".getBytes(UTF_8))));
        running.settled(1);
        List<KeptRejection> kept = rejections(2);
        KeptRejection noType = kept.getLast();
        assertEquals("missing-attribute /type", noType.code() + " " + noType.pointer());
        assertEquals("/amqp", noType.source());
        assertEquals(broken.length(), noType.bytes());
        assertEquals("amqp amqp", noType.key() + " " + noType.address());
        assertNull(noType.index());
        RejectionActs acts = pipeline.rejectionActs();
        assertEquals(broken, acts.detail(noType.id()).body());
        assertEquals(2, acts.page(10, null).rates().getFirst().lastHour());

        assertEquals(0, acts.resubmit(noType.id(), new byte[0], OPERATOR).accepted(), "it is as it was");
        String mended = broken.replace("}", ",\"type\":\"test.amqp\"}");
        assertEquals(
                1, acts.resubmit(noType.id(), mended.getBytes(UTF_8), OPERATOR).accepted());
        PipelineException twice = assertThrows(
                PipelineException.class, () -> acts.resubmit(noType.id(), mended.getBytes(UTF_8), OPERATOR));
        assertEquals(ErrorCode.CONFLICT, twice.code());

        KeptRejection noVersion = kept.getFirst();
        assertEquals("missing-attribute /specversion", noVersion.code() + " " + noVersion.pointer());
        assertEquals(
                1,
                acts.resubmit(noVersion.id(), new byte[0], OPERATOR).accepted(),
                "an event in headers is kept as JSON, which needs no version");
        running.settled(3);
        assertEquals(mended, stored("r-1") + "}");
        assertTrue(stored("r-3").endsWith("\"data\":{ \"n\" : 3 }"), stored("r-3"));
        assertEquals(1, kept().size(), "the messages stay in their queue");
        assertEquals(2, rejections(2).size());
    }

    @Test
    void holdsWhatIsNoEventWhileItsQueueIsFullAndStoresTheRest() {
        broker.admin()
                .declarePolicy(
                        broker.virtualHost(),
                        "full",
                        new PolicyInfo("^sluice\\.in\\.rejected$", 200, "queues", Map.of("max-length", 1)));
        producer.publish(List.of(new Message("text/plain", Map.of(), "bad-0".getBytes(UTF_8))));
        Eventually.eventually(DEADLINE, () -> pipeline.meters().total(Inbox.KEPT) == 1, "the first is kept");
        List<Message> messages = new ArrayList<>();
        for (int i = 1; i < 8; i++) {
            messages.add(new Message("text/plain", Map.of(), ("bad-" + i).getBytes(UTF_8)));
            messages.add(Message.structured("h-" + i, "" + i));
        }
        producer.publish(messages);
        running.settled(7);
        Eventually.eventually(
                DEADLINE, () -> inbox().detail().contains("queue of rejected messages is full"), "health says why");
        broker.admin().deletePolicy(broker.virtualHost(), "full");
        Eventually.eventually(DEADLINE, () -> pipeline.meters().total(Inbox.KEPT) == 8, "the others are kept too");
        Eventually.eventually(DEADLINE, () -> inbox().state() == HealthState.GREEN, "health is green again");
        assertEquals(0, pipeline.meters().total(Inbox.REDELIVERED));
        rejections(8);
    }

    /// newest first
    private List<KeptRejection> rejections(int count) {
        return Eventually.eventually(
                DEADLINE,
                () -> pipeline.rejectionActs().page(100, null).items(),
                items -> items.size() == count,
                count + " rejections are kept");
    }

    private Check inbox() {
        return pipeline.health().report().checks().stream()
                .filter(c -> c.name().equals("inbox"))
                .findFirst()
                .orElseThrow();
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

    /// the rejected queue's messages by code; of several with one code the last
    private Map<String, GetResponse> kept() throws Exception {
        Map<String, GetResponse> kept = new TreeMap<>();
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            for (GetResponse one = channel.basicGet("sluice.in.rejected", true);
                    one != null;
                    one = channel.basicGet("sluice.in.rejected", true)) {
                assertNull(one.getProps().getExpiration());
                kept.put(one.getProps().getHeaders().get("sluice-code").toString(), one);
            }
        }
        return kept;
    }

    private static String pointers(Map<String, GetResponse> kept) {
        Map<String, String> pointers = new TreeMap<>();
        kept.forEach((code, message) -> pointers.put(
                code, message.getProps().getHeaders().get("sluice-pointer").toString()));
        return pointers.toString();
    }
}
