package dev.sluice.console.testkit;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.server.app.SluiceServer;
import dev.sluice.server.config.ServerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The real server in this process, on a virtual host and a database of its own, dropped when closed. Broker and
/// database come from `SLUICE_TEST_AMQP_URL`, `SLUICE_TEST_AMQP_MANAGEMENT_URL` and `SLUICE_TEST_DB_*`; without them
/// it fails.
public final class RealServer implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(60);
    private static final String TOKEN = "a-token-for-the-journey-0123456789";

    private final String name = "journey_" + UUID.randomUUID().toString().replace("-", "");
    private final URI management = URI.create(variable("SLUICE_TEST_AMQP_MANAGEMENT_URL"));
    private final Map<String, String> settings;
    private SluiceServer server;

    public RealServer() {
        this(Map.of());
    }

    /// @param settings that replace the usual ones, by the names of the environment
    public RealServer(Map<String, String> settings) {
        this.settings = new HashMap<>(settings);
        try {
            broker("PUT", "");
            database("create role " + name + " login password '" + name + "'");
            database("create database " + name);
            server = start("0");
        } catch (IOException e) {
            throw new IllegalStateException("the server does not start", e);
        }
    }

    private SluiceServer start(String port) throws IOException {
        Map<String, String> environment = environment();
        environment.put("SLUICE_HTTP_PORT", port);
        environment.putAll(settings);
        SluiceServer started = SluiceServer.start(ServerConfig.load(List.of(), environment));
        Eventually.eventually(START_WITHIN, started::ready, () -> "the server is ready");
        return started;
    }

    /// Ends the server; broker and database stay.
    ///
    /// @return call it to start the server again, at the same address
    public Runnable stop() {
        String port = Integer.toString(server.url().getPort());
        server.close();
        return () -> {
            try {
                server = start(port);
            } catch (IOException e) {
                throw new IllegalStateException("the server does not start again", e);
            }
        };
    }

    /// Ends it, and starts another in its place, at the same address.
    ///
    /// @param changed settings that are other ones from now on
    public void restart(Map<String, String> changed) {
        Runnable again = stop();
        settings.putAll(changed);
        again.run();
    }

    public ServerAddress address() {
        return ServerAddress.of(server.url().toString(), TOKEN);
    }

    /// Changes its database, as the owner.
    public void onDatabase(String sql) {
        execute(own(), sql);
    }

    private String own() {
        return variable("SLUICE_TEST_DB_URL").replaceFirst("/[^/?]*(\\?|$)", "/" + name + "$1");
    }

    private Map<String, String> environment() throws IOException {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "SLUICE_HOME", Files.createTempDirectory("sluice-journey").toString());
        environment.put("SLUICE_ENVIRONMENT", "embedded");
        environment.put("SLUICE_AMQP_URL", variable("SLUICE_TEST_AMQP_URL") + "/" + name);
        environment.put("SLUICE_AMQP_MANAGEMENT_URL", management.toString());
        environment.put("SLUICE_DB_URL", own());
        environment.put("SLUICE_DB_USER", name);
        environment.put("SLUICE_DB_PASSWORD", name);
        environment.put("SLUICE_DB_OWNER_USER", variable("SLUICE_TEST_DB_USER"));
        environment.put("SLUICE_DB_OWNER_PASSWORD", variable("SLUICE_TEST_DB_PASSWORD"));
        environment.put("SLUICE_ADMIN_TOKEN", TOKEN);
        return environment;
    }

    private void broker(String method, String rest) {
        String user = URLDecoder.decode(management.getRawUserInfo(), StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://%s:%d/api/vhosts/%s%s"
                        .formatted(management.getHost(), management.getPort(), name, rest)))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status / 100 != 2) {
                throw new IllegalStateException(method + " of the virtual host answered " + status);
            }
        } catch (IOException e) {
            throw new IllegalStateException("the broker's management does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void database(String sql) {
        execute(variable("SLUICE_TEST_DB_URL"), sql);
    }

    private static void execute(String url, String sql) {
        try (Connection connection = DriverManager.getConnection(
                        url, variable("SLUICE_TEST_DB_USER"), variable("SLUICE_TEST_DB_PASSWORD"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String variable(String name) {
        String value = System.getenv(name);
        if (value == null || value.isBlank()) {
            throw new IllegalStateException(name + " is not set; run the tests with ./sluice test");
        }
        return value;
    }

    @Override
    public void close() {
        server.close();
        broker("DELETE", "");
        database("drop database " + name + " with (force)");
        database("drop role " + name);
    }
}
