package dev.sluice.server.bench;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.domain.QueueInfo;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeoutException;

/// The least that a confirmed event can cost: one persistent message after the other, published mandatory by the
/// RabbitMQ Java client to a queue with the arguments of the pipeline's, each waited for with `waitForConfirms`.
final class BareConfirm {
    private static final String QUEUE = "bench.confirm";
    private static final int MESSAGE_BYTES = 350;
    private static final long CONFIRM_WITHIN_MILLIS = 10_000;

    private final URI amqp;
    private final Map<String, Object> arguments;

    private BareConfirm(URI amqp, Map<String, Object> arguments) {
        this.amqp = amqp;
        this.arguments = Map.copyOf(arguments);
    }

    /// @param queue the broker queue whose arguments are taken
    static BareConfirm like(String queue, Servers servers) throws Exception {
        return new BareConfirm(servers.amqp(), queue(queue, servers).getArguments());
    }

    /// What the broker says of a queue.
    static QueueInfo queue(String queue, Servers servers) throws Exception {
        URI management = servers.management();
        String[] user = management.getUserInfo().split(":", 2);
        QueueInfo info = new Client(new ClientParameters()
                        .url("http://%s:%d/api/".formatted(management.getHost(), management.getPort()))
                        .username(user[0])
                        .password(user[1]))
                .getQueue("/", queue);
        if (info == null) {
            throw new IOException("the broker has no queue " + queue);
        }
        return info;
    }

    /// The quantiles of `seconds` of round trips, after two seconds that do not count.
    Sample run(int run, int seconds) throws IOException, TimeoutException, InterruptedException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(amqp.getHost());
        factory.setPort(amqp.getPort());
        String[] user = amqp.getUserInfo().split(":", 2);
        factory.setUsername(user[0]);
        factory.setPassword(user[1]);
        try (Connection connection = factory.newConnection("bench-confirm");
                Channel channel = connection.createChannel()) {
            Map<String, Object> exact = new HashMap<>();
            // the client knows no shorter integer in what the management API answers
            arguments.forEach(
                    (key, value) -> exact.put(key, value instanceof Number number ? number.longValue() : value));
            channel.queueDeclare(QUEUE, true, false, false, exact);
            channel.confirmSelect();
            try {
                trips(channel, Duration.ofSeconds(2));
                long[] nanos = trips(channel, Duration.ofSeconds(seconds));
                Arrays.sort(nanos);
                return sample(run, nanos);
            } finally {
                channel.queueDelete(QUEUE);
            }
        }
    }

    private static long[] trips(Channel channel, Duration time)
            throws IOException, TimeoutException, InterruptedException {
        byte[] body = new byte[MESSAGE_BYTES];
        new Random(1).nextBytes(body);
        AMQP.BasicProperties persistent = MessageProperties.PERSISTENT_BASIC;
        long[] nanos = new long[1 << 20];
        int count = 0;
        long end = System.nanoTime() + time.toNanos();
        for (long now = System.nanoTime(); now < end && count < nanos.length; count++) {
            channel.basicPublish("", QUEUE, true, persistent, body);
            if (!channel.waitForConfirms(CONFIRM_WITHIN_MILLIS)) {
                throw new IOException("the broker refused a message to " + QUEUE);
            }
            long then = System.nanoTime();
            nanos[count] = then - now;
            now = then;
        }
        return Arrays.copyOf(nanos, count);
    }

    private static Sample sample(int run, long[] sorted) {
        return new Sample(
                run,
                Mode.LONELY.word(),
                Sample.BARE,
                1,
                1,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                millis(sorted, 0.50),
                millis(sorted, 0.99),
                Map.of(),
                0,
                null,
                null);
    }

    private static double millis(long[] sorted, double quantile) {
        return sorted[(int) Math.ceil(quantile * sorted.length) - 1] / 1e6;
    }
}
