package dev.sluice.server.app;

import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A queue on the broker that is somebody else's.
final class ForeignQueue {
    private static final int READ_WITHIN_SECONDS = 30;
    private static final int ACK_EVERY = 500;
    /// without a bound a quorum queue delivers 2,000 and waits, whatever is acked
    private static final int PREFETCH = 4 * ACK_EVERY;

    private final TestServers servers;
    private final String name;

    @FunctionalInterface
    private interface Act<T> {
        T run(Channel channel) throws Exception;
    }

    ForeignQueue(TestServers servers, String name, Map<String, Object> arguments) {
        this.servers = servers;
        this.name = name;
        declare(arguments);
    }

    void declare(Map<String, Object> arguments) {
        run(channel -> channel.queueDeclare(name, true, false, false, arguments));
    }

    void delete() {
        run(channel -> channel.queueDelete(name));
    }

    long ready() {
        return servers.broker().ready(name);
    }

    /// the exchanges of that name on the broker
    boolean hasObjects(String prefix) {
        return servers.broker().admin().getExchanges(servers.broker().virtualHost()).stream()
                        .anyMatch(e -> e.getName().startsWith(prefix)
                                && e.getType().equals(BuiltinExchangeType.FANOUT.getType()))
                || servers.broker().admin().getQueues(servers.broker().virtualHost()).stream()
                        .anyMatch(q -> q.getName().startsWith(prefix));
    }

    /// Takes all that waits.
    List<Delivery> take() {
        return run(channel -> {
            long waiting = channel.messageCount(name);
            BlockingQueue<Delivery> arrived = new LinkedBlockingQueue<>();
            channel.basicQos(PREFETCH);
            channel.basicConsume(
                    name,
                    false,
                    (_, delivery) -> {
                        arrived.add(delivery);
                    },
                    _ -> {});
            List<Delivery> taken = new ArrayList<>();
            while (taken.size() < waiting) {
                Delivery next = arrived.poll(READ_WITHIN_SECONDS, TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError(taken.size() + " of " + waiting + " messages came");
                }
                taken.add(next);
                if (taken.size() % ACK_EVERY == 0 || taken.size() == waiting) {
                    // what came in the meantime goes back
                    channel.basicAck(next.getEnvelope().getDeliveryTag(), true);
                }
            }
            return taken;
        });
    }

    /// header of a message
    static String header(Delivery delivery, String name) {
        return String.valueOf(delivery.getProperties().getHeaders().get(name));
    }

    private <T> T run(Act<T> act) {
        try (Connection connection = servers.broker().connect();
                Channel channel = connection.createChannel()) {
            return act.run(channel);
        } catch (Exception e) {
            throw new IllegalStateException("queue " + name, e);
        }
    }
}
