package dev.sluice.server.testkit;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.http.client.Client;
import com.rabbitmq.http.client.ClientParameters;
import com.rabbitmq.http.client.domain.ConnectionInfo;
import com.rabbitmq.http.client.domain.UserPermissions;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.config.Secret;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A virtual host of its own on the real broker named by `SLUICE_TEST_AMQP_URL` and
/// `SLUICE_TEST_AMQP_MANAGEMENT_URL`. A missing broker fails the test.
public final class TestBroker implements AutoCloseable {
    private final URI amqp;
    private final URI management;
    private final String virtualHost = "test-" + UUID.randomUUID();
    private final Client admin;

    public TestBroker() {
        this(URI.create(required("SLUICE_TEST_AMQP_URL")), URI.create(required("SLUICE_TEST_AMQP_MANAGEMENT_URL")));
    }

    /// @param amqp,management with user and password
    TestBroker(URI amqp, URI management) {
        this.amqp = amqp;
        this.management = management;
        try {
            admin = new Client(new ClientParameters()
                    .url(base() + "/api/")
                    .username(user(management)[0])
                    .password(user(management)[1]));
            admin.createVhost(virtualHost);
            UserPermissions all = new UserPermissions();
            all.setConfigure(".*");
            all.setWrite(".*");
            all.setRead(".*");
            admin.updatePermissions(virtualHost, user(amqp)[0], all);
        } catch (MalformedURLException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    public BrokerConfig config() {
        return new BrokerConfig(
                amqp.getHost(),
                amqp.getPort(),
                false,
                user(amqp)[0],
                new Secret(user(amqp)[1]),
                virtualHost,
                URI.create(base()),
                user(management)[0],
                new Secret(user(management)[1]),
                FaultTimes.HEARTBEAT,
                Optional.empty());
    }

    /// A proxy in front of the broker's AMQP port.
    public TcpProxy proxy() {
        return new TcpProxy(amqp.getHost(), amqp.getPort());
    }

    /// messages in a broker queue that nobody holds, exactly
    public long ready(String object) {
        try (Connection connection = connect();
                Channel channel = connection.createChannel()) {
            return channel.messageCount(object);
        } catch (Exception e) {
            throw new IllegalStateException("asking for the messages of " + object, e);
        }
    }

    /// The management API's client, for what a test does behind the server's back.
    public Client admin() {
        return admin;
    }

    public String virtualHost() {
        return virtualHost;
    }

    /// A connection of the test's own.
    public Connection connect() throws Exception {
        return connect(user(amqp)[0], user(amqp)[1]);
    }

    /// A connection of another user.
    public Connection connect(String user, String password) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(amqp.getHost());
        factory.setPort(amqp.getPort());
        factory.setUsername(user);
        factory.setPassword(password);
        factory.setVirtualHost(virtualHost);
        return factory.newConnection("test");
    }

    /// Closes every connection to the virtual host from the broker's side.
    ///
    /// @return how many there were
    public int closeConnections() {
        List<ConnectionInfo> ours = admin.getConnections().stream()
                .filter(c -> virtualHost.equals(c.getVhost()))
                .toList();
        ours.forEach(c -> admin.closeConnection(c.getName(), "closed by the test"));
        return ours.size();
    }

    @Override
    public void close() {
        admin.deleteVhost(virtualHost);
    }

    private String base() {
        return management.getScheme() + "://" + management.getHost() + ":" + management.getPort();
    }

    private static String[] user(URI uri) {
        String[] parts = uri.getRawUserInfo().split(":", 2);
        return new String[] {decode(parts[0]), decode(parts[1])};
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String required(String variable) {
        String value = System.getenv(variable);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(variable + " is not set; run the tests with ./sluice test");
        }
        return value;
    }
}
