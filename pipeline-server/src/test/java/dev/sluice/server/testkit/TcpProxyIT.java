package dev.sluice.server.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A tool that harms nothing would make every fault test pass.
class TcpProxyIT {
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final TestBroker broker = new TestBroker();
    private final TcpProxy proxy = broker.proxy();

    @AfterEach
    void close() {
        proxy.close();
        broker.close();
    }

    @Test
    void passesAnAmqpConnectionOn() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            publish(channel);
            assertTrue(channel.waitForConfirms(DEADLINE.toMillis()));
        }
        Eventually.eventually(DEADLINE, () -> proxy.open() == 0, "the connection ended on both sides");
        assertEquals(1, proxy.accepted());
    }

    @Test
    void dropsOneConfirmAndNoOther() throws Exception {
        proxy.dropFromBroker(method -> method.isAck() && method.deliveryTag() == 3);
        Set<Long> confirmed = new ConcurrentSkipListSet<>();
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.addConfirmListener(
                    (tag, multiple) -> {
                        assertFalse(multiple);
                        confirmed.add(tag);
                    },
                    (_, _) -> {});
            for (int i = 0; i < 50; i++) {
                publish(channel);
            }
            Eventually.eventually(DEADLINE, () -> confirmed.size() == 49, "all others are confirmed");
        }
        assertFalse(confirmed.contains(3L));
        assertEquals(1, proxy.dropped());
    }

    @Test
    void delaysEveryByteAndKeepsWhatFollowsFlowing() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            proxy.delay(Duration.ofMillis(300));
            long began = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                publish(channel);
            }
            assertTrue(channel.waitForConfirms(DEADLINE.toMillis()));
            long took = (System.nanoTime() - began) / 1_000_000;
            assertTrue(took >= 600, "100 confirms took " + took + " ms there and back");
            assertTrue(took < 10_000, "100 confirms took " + took + " ms: one waited for the other");
            assertTrue(proxy.delayed() > 0);
        }
    }

    @Test
    void holdsBackWithoutAWordAndLetsGoAgain() throws Exception {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            proxy.blackhole();
            publish(channel);
            assertThrows(TimeoutException.class, () -> channel.waitForConfirms(500));
            assertTrue(proxy.withheld() > 0);
            assertTrue(connection.isOpen());
            proxy.heal();
            assertTrue(channel.waitForConfirms(DEADLINE.toMillis()));
        }
    }

    @Test
    void resetsBothSides() throws Exception {
        Connection connection = connect();
        proxy.reset();
        Eventually.eventually(DEADLINE, () -> !connection.isOpen(), "the client sees its connection end");
        assertEquals(1, proxy.resets());
    }

    private static void publish(Channel channel) throws Exception {
        channel.basicPublish("amq.direct", "nowhere", new AMQP.BasicProperties(), "text".getBytes(UTF_8));
    }

    private Connection connect() throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost("127.0.0.1");
        factory.setPort(proxy.port());
        factory.setUsername(broker.config().user());
        factory.setPassword(broker.config().password().value());
        factory.setVirtualHost(broker.virtualHost());
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("through the proxy");
    }
}
