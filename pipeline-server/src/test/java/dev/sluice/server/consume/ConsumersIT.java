package dev.sluice.server.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.FramePublisher;
import dev.sluice.server.queue.PublishOutcome;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsumersIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final String QUEUE = "orders";

    private final TestBroker broker = new TestBroker();
    private final TestDatabase server = TestDatabase.create();
    private final Database database = new Database(server.settings());
    private final BrokerLink link = new BrokerLink(broker.config(), "test");
    private final PipelineMeters meters = new PipelineMeters();
    private final Consumers consumers = new Consumers(
            link, new FrameCodec(EventReader.trusting(EventLimits.DEFAULT)), new FrameStore(database), meters);

    private final FramePublisher publisher = new FramePublisher(link, QUEUE, incarnation -> {});
    private Connection connection;
    private Channel channel;
    private int published;

    @BeforeAll
    void start() throws Exception {
        database.open();
        link.start();
        Eventually.eventually(DEADLINE, link::up, "the link is up");
        connection = broker.connect();
        channel = connection.createChannel();
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        consumers.close();
        publisher.close();
        link.close();
        database.close();
        server.close();
        broker.close();
    }

    @Test
    void storesWithOneConsumerWhileIngestIsInARushAndWithTwoAfterwards() throws Exception {
        publish();
        consumers.apply(Set.of(QUEUE), Set.of());
        consuming(2);
        stored();
        consumers.rush(true);
        consuming(1);
        for (int i = 0; i < 40; i++) {
            publish();
        }
        stored();
        // a pause in a rush is a pause, and ends as one
        consumers.apply(Set.of(QUEUE), Set.of(QUEUE));
        consuming(0);
        Eventually.eventually(DEADLINE, () -> consumers.idle().contains(QUEUE), "the queue is paused");
        consumers.apply(Set.of(QUEUE), Set.of());
        consuming(1);
        consumers.rush(false);
        consuming(2);
        publish();
        stored();
    }

    private void publish() throws Exception {
        String event = "{\"id\":\"" + published++ + "\",\"source\":\"/s\",\"type\":\"order.placed\"}";
        PublishOutcome outcome =
                publisher.publish(Instant.now(), List.of(event.getBytes(UTF_8))).get(20, TimeUnit.SECONDS);
        assertInstanceOf(PublishOutcome.Confirmed.class, outcome);
    }

    private void consuming(int consumerCount) {
        Eventually.eventually(
                DEADLINE, this::consumerCount, count -> count == consumerCount, consumerCount + " consumers");
    }

    private long consumerCount() {
        try {
            return channel.consumerCount("sluice." + QUEUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stored() {
        Eventually.eventually(
                DEADLINE,
                () -> meters.total(PipelineMeters.Flow.STORED),
                total -> total == published,
                published + " events are stored");
    }
}
