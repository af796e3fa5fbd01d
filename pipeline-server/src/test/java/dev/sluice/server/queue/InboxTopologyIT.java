package dev.sluice.server.queue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTopologyIT {
    private final TestBroker broker = new TestBroker();

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void keepsAMessageThatExpiresBeforeItIsTaken() throws Exception {
        try (Connection connection = broker.connect();
                Channel channel = connection.createChannel()) {
            InboxTopology.declare(channel);
            InboxTopology.declare(channel);
            channel.confirmSelect();
            channel.basicPublish(
                    InboxTopology.EXCHANGE,
                    "any.key",
                    true,
                    new AMQP.BasicProperties.Builder().expiration("50").build(),
                    "late".getBytes(UTF_8));
            channel.waitForConfirmsOrDie(10_000);
            GetResponse kept = Eventually.eventually(
                    Duration.ofSeconds(30),
                    () -> rejected(channel),
                    message -> message != null,
                    "the message is in the rejected queue");
            assertEquals("late", new String(kept.getBody(), UTF_8));
            String death = kept.getProps().getHeaders().get("x-death").toString();
            assertTrue(death.contains("reason=expired"), death);
        }
    }

    private static GetResponse rejected(Channel channel) {
        try {
            return channel.basicGet(InboxTopology.REJECTED, true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
