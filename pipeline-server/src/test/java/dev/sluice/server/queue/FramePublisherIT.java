package dev.sluice.server.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.http.client.domain.PolicyInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FramePublisherIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestBroker broker = new TestBroker();
    private final BrokerLink link = new BrokerLink(broker.config(), "test");
    private final List<IncarnationLog> logs = new ArrayList<>();
    private final FramePublisher publisher = new FramePublisher(link, "default", logs::add);

    @BeforeEach
    void connect() {
        link.start();
        Eventually.eventually(DEADLINE, link::up, "the link is up");
    }

    @AfterEach
    void close() {
        publisher.close();
        link.close();
        broker.close();
    }

    @Test
    void confirmsAFrameThatIsPersistentInAQuorumQueue() throws Exception {
        assertInstanceOf(PublishOutcome.Confirmed.class, outcome(publish(3)));
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            GetResponse message = channel.basicGet("sluice.default", true);
            assertEquals(2, message.getProps().getDeliveryMode());
            assertEquals(3, message.getProps().getHeaders().get(FrameCodec.COUNT));
        }
        assertEquals(
                "quorum",
                broker.admin().getQueue(broker.virtualHost(), "sluice.default").getType());
    }

    @Test
    void refusesAFrameThatNoQueueTakesAndRepairsTheBinding() throws Exception {
        outcome(publish(1));
        broker.admin().deleteQueue(broker.virtualHost(), "sluice.default");
        assertInstanceOf(PublishOutcome.Refused.class, outcome(publish(2)));
        assertInstanceOf(PublishOutcome.Confirmed.class, outcome(publish(3)));
        assertEquals(2, logs.size());
    }

    @Test
    void refusesWhatAFullQueueRejects() throws Exception {
        broker.admin()
                .declarePolicy(
                        broker.virtualHost(),
                        "full",
                        new PolicyInfo("sluice.default", 1, "queues", Map.of("max-length", 1)));
        Eventually.eventually(
                DEADLINE, () -> outcome(publish(1)) instanceof PublishOutcome.Refused, "the queue is full");
    }

    @Test
    void endsUnconfirmedFramesAsUnknownWhenTheConnectionIsCutAndGoesOn() throws Exception {
        outcome(publish(1));
        List<CompletableFuture<PublishOutcome>> open = new ArrayList<>();
        Eventually.eventually(DEADLINE, () -> broker.closeConnections() > 0, "the broker knows the connection");
        Eventually.eventually(
                DEADLINE,
                () -> {
                    try {
                        open.add(publish(1));
                    } catch (PipelineException e) {
                        assertEquals(ErrorCode.BROKER_UNAVAILABLE, e.code());
                    }
                    return logs.size() == 2;
                },
                "a new incarnation publishes");
        for (CompletableFuture<PublishOutcome> outcome : open) {
            outcome(outcome);
        }
        IncarnationLog.Marks first = logs.getFirst().take();
        assertTrue(first.closed());
        long resolved = first.confirmed().stream().mapToLong(r -> r[1] - r[0]).sum()
                + first.unknown().stream().mapToLong(r -> r[1] - r[0]).sum();
        assertEquals(first.resolvedUpto(), resolved);
    }

    @Test
    void saysAtOnceThatThereIsNoBroker() {
        try (BrokerLink nowhere = new BrokerLink(broker.config(), "never started");
                FramePublisher lone = new FramePublisher(nowhere, "default", logs::add)) {
            PipelineException failure =
                    assertThrows(PipelineException.class, () -> lone.publish(Instant.now(), events(1)));
            assertEquals(ErrorCode.BROKER_UNAVAILABLE, failure.code());
        }
    }

    @Test
    void tellsWhatStandsInTheWayWhenAQueueHasOtherArguments() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            channel.queueDeclare("sluice.default", true, false, false, null);
        }
        PipelineException failure = assertThrows(PipelineException.class, () -> publish(1));
        assertTrue(failure.getMessage().contains("sluice.default"), failure.getMessage());
    }

    private CompletableFuture<PublishOutcome> publish(int events) {
        return publisher.publish(Instant.now(), events(events));
    }

    private static PublishOutcome outcome(CompletableFuture<PublishOutcome> outcome) {
        return outcome.orTimeout(DEADLINE.toSeconds(), TimeUnit.SECONDS).join();
    }

    private static List<byte[]> events(int count) {
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(("{\"id\":\"" + i + "\",\"source\":\"s\",\"type\":\"t\"}").getBytes(UTF_8));
        }
        return events;
    }
}
