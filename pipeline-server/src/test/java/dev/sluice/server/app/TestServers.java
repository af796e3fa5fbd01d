package dev.sluice.server.app;

import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.TestBroker;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A broker and a database of a test's own, and the configuration of a server on them.
final class TestServers implements AutoCloseable {
    static final String TOKEN = "test-token-that-is-long-enough";

    private final TestBroker broker = new TestBroker();
    private final TestDatabase database = TestDatabase.create();
    private final Path home;

    TestServers() {
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

    ServerConfig config() {
        return ServerConfig.load(List.of(), environment());
    }

    Map<String, String> environment() {
        BrokerConfig b = broker.config();
        String user = encode(b.user()) + ":" + encode(b.password().value()) + "@";
        return Map.of(
                "SLUICE_HOME", home.toString(),
                "SLUICE_HTTP_PORT", "0",
                "SLUICE_AMQP_URL", "amqp://" + user + b.host() + ":" + b.port() + "/" + encode(b.virtualHost()),
                "SLUICE_AMQP_MANAGEMENT_URL", b.managementUrl().toString().replace("://", "://" + user),
                "SLUICE_DB_URL", database.url(),
                "SLUICE_DB_USER", database.settings().user(),
                "SLUICE_DB_PASSWORD", database.settings().password(),
                "SLUICE_DB_OWNER_USER", database.settings().ownerUser(),
                "SLUICE_DB_OWNER_PASSWORD", database.settings().ownerPassword(),
                "SLUICE_ADMIN_TOKEN", TOKEN);
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
