package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.server.control.Peeks;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.telemetry.Waypoints;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PeeksIT {
    private static final int FRAMES = 30;

    private final PipelineFleet fleet = new PipelineFleet(1, Map.of());
    private final BrokerLink link = new BrokerLink(fleet.servers.config().broker(), "peek");

    @BeforeEach
    void fill() {
        link.start();
        Eventually.eventually(DEADLINE, link::up, "the link is up");
        fleet.pause("default");
        for (int i = 0; i < FRAMES; i++) {
            fleet.send(0, "test.peek", 10 * i, 10 * i + 10, 0);
        }
        Eventually.eventually(DEADLINE, () -> fleet.queue("default").depth().messages() == FRAMES, "all are counted");
    }

    @AfterEach
    void stop() {
        link.close();
        fleet.close();
    }

    @Test
    void changesNeitherOrderNorDepthNorDeadLettersInAHundredLooks() throws Exception {
        Peeks peeks = peeks(Duration.ZERO);
        PeekPage first = peeks.peek("default", Peeks.PAGE);
        assertEquals(100, first.items().size());
        assertTrue(
                first.items().getFirst().event().contains("\"test.peek-0\""),
                first.items().getFirst().event());
        assertNull(first.note());
        for (int i = 1; i < 100; i++) {
            List<String> seen = events(peeks.peek("default", Peeks.PAGE));
            assertEquals(events(first), seen, "look " + i);
        }
        assertEquals(0, fleet.servers.database().number("select count(*) from dead_letter"));
        List<Long> order = new ArrayList<>();
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            Eventually.eventually(
                    DEADLINE, () -> messages(channel, "sluice.default"), n -> n == FRAMES, "all frames are there");
            assertEquals(0, messages(channel, "sluice.default.suspect"));
            for (int i = 0; i < FRAMES; i++) {
                GetResponse frame = channel.basicGet("sluice.default", false);
                assertNotNull(frame);
                order.add((Long) frame.getProps().getHeaders().get(FrameCodec.SEQ));
            }
        }
        assertEquals(order.stream().sorted().toList(), order, "frames are in the order in which they were sent");
        fleet.resume("default");
        Eventually.eventually(
                DEADLINE,
                () -> fleet.servers.database().number("select count(*) from event") == 10 * FRAMES,
                "all are stored once the queue is resumed");
        assertEquals(0, fleet.control().ledger(null).unexplained());
    }

    @Test
    void answersEverybodyFromOneCopyForAWhile() {
        Peeks peeks = peeks(Duration.ofMinutes(1));
        PeekPage first = peeks.peek("default", 5);
        assertEquals(5, first.items().size());
        PeekPage second = peeks.peek("default", 30);
        assertEquals(first.at(), second.at());
        assertEquals(30, second.items().size());
        assertTrue(second.items().stream().allMatch(i -> i.deliveries() == 0), "it was read once");
    }

    @Test
    void stopsBeforeTheBrokerTakesAFrameForASuspect() throws Exception {
        try (Connection connection = fleet.servers.broker().connect();
                Channel channel = connection.createChannel()) {
            for (int i = 0; i < 505; i++) {
                GetResponse frame = channel.basicGet("sluice.default", false);
                assertNotNull(frame);
                channel.basicNack(frame.getEnvelope().getDeliveryTag(), false, true);
            }
        }
        PipelineException refused =
                assertThrows(PipelineException.class, () -> peeks(Duration.ZERO).peek("default", 10));
        assertEquals(ErrorCode.PEEK_REFUSED, refused.code());
    }

    private static long messages(Channel channel, String queue) {
        try {
            return channel.messageCount(queue);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Peeks peeks(Duration fresh) {
        return new Peeks(
                link,
                new FrameCodec(EventReader.trusting(EventLimits.DEFAULT)),
                fleet.control(),
                fresh,
                InstantSource.system(),
                Waypoints.NONE);
    }

    private static List<String> events(PeekPage page) {
        return page.items().stream().map(item -> String.valueOf(item.event())).toList();
    }
}
