package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import java.util.Map;

/// The example of docs/amqp.md, which shows all between the two markers.
final class AmqpExample {
    private AmqpExample() {}

    // example
    static void publish(String url) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(url); // amqp://producer:secret@127.0.0.1:5672/
        try (Connection connection = factory.newConnection("my producer");
                Channel channel = connection.createChannel()) {
            channel.confirmSelect();
            channel.addReturnListener(returned -> {
                throw new IllegalStateException("no queue took it: " + returned.getReplyText());
            });

            // structured mode: the body is the event
            channel.basicPublish(
                    "sluice.in",
                    "order.placed",
                    true,
                    new AMQP.BasicProperties.Builder()
                            .contentType("application/cloudevents+json")
                            .build(),
                    """
                    {"specversion":"1.0","id":"1","source":"/shop/3","type":"order.placed","data":{"amount":12.50}}""".getBytes(UTF_8));

            // binary mode: the body is the data, headers are the attributes
            channel.basicPublish(
                    "sluice.in",
                    "order.photo",
                    true,
                    new AMQP.BasicProperties.Builder()
                            .contentType("image/png")
                            .headers(Map.of(
                                    "cloudEvents:specversion", "1.0",
                                    "cloudEvents:id", "2",
                                    "cloudEvents:source", "/shop/3",
                                    "cloudEvents:type", "order.photo"))
                            .build(),
                    new byte[] {(byte) 0x89, 'P', 'N', 'G'});

            // returns when RabbitMQ holds both safely; on an exception publish again, with the same ids
            channel.waitForConfirmsOrDie(10_000);
        }
    }
    // example
}
