package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ShutdownSignalException;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.TestBroker;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A producer as docs/amqp.md tells it to be: mandatory, with confirms, and again with the same ids after a failure.
final class AmqpProducer implements AutoCloseable {
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(20);

    private final TestBroker broker;
    private @Nullable Connection connection;
    private @Nullable Channel channel;

    AmqpProducer(TestBroker broker) {
        this.broker = broker;
    }

    /// One message.
    record Message(String contentType, Map<String, Object> headers, byte[] body) {
        static Message structured(String id, String data) {
            return new Message(
                    "application/cloudevents+json", Map.of(), event(id, data).getBytes(UTF_8));
        }

        static Message binary(String id, String contentType, byte[] body) {
            return new Message(
                    contentType,
                    Map.of(
                            "cloudEvents:specversion", "1.0",
                            "cloudEvents:id", id,
                            "cloudEvents:source", "/amqp",
                            "cloudEvents:type", "test.amqp"),
                    body);
        }

        Message with(String header, Object value) {
            Map<String, Object> more = new HashMap<>(headers);
            more.put(header, value);
            return new Message(contentType, more, body);
        }
    }

    static String event(String id, String data) {
        return "{\"specversion\":\"1.0\",\"id\":\"" + id + "\",\"source\":\"/amqp\",\"type\":\"test.amqp\",\"data\":"
                + data + "}";
    }

    /// Publishes until all of them are confirmed in one go.
    void publish(List<Message> messages) {
        Eventually.eventually(Duration.ofSeconds(60), () -> confirmed(messages), "the broker confirms the messages");
    }

    private boolean confirmed(List<Message> messages) {
        try {
            Channel open = channel();
            boolean[] returned = {false};
            open.clearReturnListeners();
            open.addReturnListener(_ -> returned[0] = true);
            for (Message message : messages) {
                AMQP.BasicProperties properties = new AMQP.BasicProperties.Builder()
                        .contentType(message.contentType())
                        .headers(message.headers())
                        .deliveryMode(2)
                        .build();
                open.basicPublish("sluice.in", "any.key", true, properties, message.body());
            }
            return open.waitForConfirms(CONFIRM_WITHIN.toMillis()) && !returned[0];
        } catch (IOException | ShutdownSignalException | TimeoutException e) {
            close();
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Channel channel() throws IOException {
        Channel present = channel;
        if (present != null && present.isOpen()) {
            return present;
        }
        close();
        try {
            Connection fresh = broker.connect();
            connection = fresh;
            Channel opened = fresh.createChannel();
            opened.confirmSelect();
            channel = opened;
            return opened;
        } catch (IOException e) {
            throw e;
        } catch (AlreadyClosedException e) {
            throw new IOException(e);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        Connection present = connection;
        connection = null;
        channel = null;
        if (present != null) {
            present.abort(2_000);
        }
    }
}
