package dev.sluice.server.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.http.client.domain.PolicyInfo;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import dev.sluice.server.queue.FrameResender.Resent;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameResenderIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestBroker broker = new TestBroker();
    private final BrokerLink link = new BrokerLink(broker.config(), "test");
    private final FrameResender resender = new FrameResender(link);

    @BeforeEach
    void connect() {
        link.start();
        Eventually.eventually(DEADLINE, link::up, "the link is up");
    }

    @AfterEach
    void close() {
        resender.close();
        link.close();
        broker.close();
    }

    @Test
    void publishesFramesToTheirQueuesUnderTheIdsTheyHave() throws Exception {
        Resent first = resent(7, "default");
        Resent second = resent(9, "other");
        assertEquals(Set.of(first.id(), second.id()), send(List.of(first, second)));
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            GetResponse message = channel.basicGet("sluice.other", true);
            assertEquals(2, message.getProps().getDeliveryMode());
            second.wire()
                    .headers()
                    .forEach((name, value) ->
                            assertEquals(value, message.getProps().getHeaders().get(name), name));
            assertArrayEquals(second.wire().body(), message.getBody());
            assertEquals(1, channel.messageCount("sluice.default"));
        }
    }

    @Test
    void saysWhichFramesAFullQueueDidNotTakeAndSendsThemOnceThereIsRoom() throws Exception {
        send(List.of(resent(1, "default")));
        broker.admin()
                .declarePolicy(
                        broker.virtualHost(),
                        "full",
                        new PolicyInfo("sluice.default", 1, "queues", Map.of("max-length", 1)));
        List<Resent> refused = new ArrayList<>();
        Eventually.eventually(
                DEADLINE,
                () -> {
                    Resent next = resent(100 + refused.size(), "default");
                    boolean taken = send(List.of(next)).contains(next.id());
                    if (!taken) {
                        refused.add(next);
                    }
                    return !taken;
                },
                "the queue is full");
        Resent elsewhere = resent(50, "other");
        assertTrue(send(List.of(refused.getFirst(), elsewhere)).contains(elsewhere.id()), "other queues go on");
        broker.admin().deletePolicy(broker.virtualHost(), "full");
        Eventually.eventually(DEADLINE, () -> send(refused).size() == refused.size(), "there is room again");
    }

    @Test
    void doesNotCallAFrameSentThatCameBackAndMendsTheQueue() throws Exception {
        send(List.of(resent(1, "default")));
        broker.admin().deleteQueue(broker.virtualHost(), "sluice.default");
        Resent lost = resent(2, "default");
        assertEquals(Set.of(), send(List.of(lost)));
        assertEquals(Set.of(lost.id()), send(List.of(lost)));
    }

    @Test
    void saysThatTheBrokerIsAwayAndGoesOnWhenItIsBack() throws Exception {
        send(List.of(resent(1, "default")));
        Eventually.eventually(DEADLINE, () -> broker.closeConnections() > 0, "the broker knows the connection");
        Eventually.eventually(DEADLINE, () -> !link.up(), "the link is down");
        PipelineException thrown =
                assertThrows(PipelineException.class, () -> resender.send(List.of(resent(2, "default")), DEADLINE));
        assertEquals(ErrorCode.BROKER_UNAVAILABLE, thrown.code());
        Eventually.eventually(DEADLINE, link::up, "the link is up again");
        assertEquals(1, send(List.of(resent(2, "default"))).size());
    }

    private Set<FrameId> send(List<Resent> frames) {
        try {
            return resender.send(frames, DEADLINE);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Resent resent(long seq, String queue) {
        FrameId id = new FrameId(5, seq);
        return new Resent(
                id,
                queue,
                new WireFrame(
                        FrameCodec.headers(id, 1, Instant.parse("2026-11-01T10:00:00Z")),
                        FrameCodec.CONTENT_TYPE,
                        null,
                        "[{\"n\":1}]".getBytes(UTF_8)));
    }
}
