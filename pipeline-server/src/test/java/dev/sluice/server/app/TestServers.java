package dev.sluice.server.app;

import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TestBroker;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A broker and a database of a test's own, and the configuration of a server on them.
final class TestServers implements AutoCloseable {
    static final String TOKEN = "test-token-that-is-long-enough";

    private final TestBroker broker;
    private final int amqpPort;
    private final TestDatabase database = TestDatabase.create();
    private final Path home;

    TestServers() {
        this(new TestBroker());
    }

    /// @param broker closed with this
    TestServers(TestBroker broker) {
        this(broker, broker.config().port());
    }

    /// @param amqpPort where the server finds the broker, for one a proxy's
    TestServers(TestBroker broker, int amqpPort) {
        this.broker = broker;
        this.amqpPort = amqpPort;
        try {
            home = Files.createTempDirectory("sluice-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TestBroker broker() {
        return broker;
    }

    TestDatabase database() {
        return database;
    }

    /// A checker of a server that is started with this launch.
    Checker checker(Launch launch) {
        return checker(launch::url, launch::url);
    }

    /// @param door base URL that events are sent to
    /// @param api base URL of the server with the ledger
    Checker checker(Supplier<URI> door, Supplier<URI> api) {
        return new Checker(door, api, TOKEN, database);
    }

    ServerConfig config() {
        return ServerConfig.load(List.of(), environment());
    }

    /// @param more settings that are added, or replace
    ServerConfig config(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment());
        all.putAll(more);
        return ServerConfig.load(List.of(), all);
    }

    Map<String, String> environment() {
        BrokerConfig b = broker.config();
        String user = encode(b.user()) + ":" + encode(b.password().value()) + "@";
        return Map.ofEntries(
                Map.entry("SLUICE_HOME", home.toString()),
                Map.entry("SLUICE_HTTP_PORT", "0"),
                Map.entry(
                        "SLUICE_AMQP_URL",
                        "amqp://" + user + b.host() + ":" + amqpPort + "/" + encode(b.virtualHost())),
                Map.entry(
                        "SLUICE_AMQP_MANAGEMENT_URL",
                        b.managementUrl().toString().replace("://", "://" + user)),
                Map.entry("SLUICE_AMQP_HEARTBEAT", FaultTimes.HEARTBEAT.toSeconds() + "s"),
                Map.entry("SLUICE_DB_URL", database.url()),
                Map.entry("SLUICE_DB_USER", database.settings().user()),
                Map.entry("SLUICE_DB_PASSWORD", database.settings().password()),
                Map.entry("SLUICE_DB_OWNER_USER", database.settings().ownerUser()),
                Map.entry("SLUICE_DB_OWNER_PASSWORD", database.settings().ownerPassword()),
                Map.entry("SLUICE_ADMIN_TOKEN", TOKEN));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    @Override
    public void close() {
        broker.close();
        database.close();
    }
}
