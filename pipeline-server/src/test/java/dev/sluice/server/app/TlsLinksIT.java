package dev.sluice.server.app;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TestBroker;
import dev.sluice.server.testkit.TestCertificates;
import dev.sluice.server.testkit.TlsProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A whole server whose links to the broker and the database are TLS, and a man in the middle who comes for a while.
class TlsLinksIT {
    private final TestBroker broker = new TestBroker();
    private final TestServers servers = new TestServers(broker);
    private final BrokerConfig plain = broker.config();
    private final URI database = URI.create(servers.database().url().substring("jdbc:".length()));
    private final TlsProxy amqp = new TlsProxy(plain.host(), plain.port(), false);
    private final TlsProxy management =
            new TlsProxy(plain.managementUrl().getHost(), plain.managementUrl().getPort(), false);
    private final TlsProxy postgres = new TlsProxy(database.getHost(), database.getPort(), true);
    private final HttpClient client = HttpClient.newHttpClient();
    private final SluiceServer server = start();

    private SluiceServer start() {
        Map<String, String> given = servers.environment();
        try {
            return SluiceServer.start(servers.config(Map.of(
                    "SLUICE_AMQP_URL",
                    given.get("SLUICE_AMQP_URL")
                            .replace("amqp:", "amqps:")
                            .replaceFirst("@[^/]*", "@localhost:" + amqp.port()),
                    "SLUICE_AMQP_MANAGEMENT_URL",
                    given.get("SLUICE_AMQP_MANAGEMENT_URL")
                            .replace("http:", "https:")
                            .replaceFirst("@[^/]*", "@localhost:" + management.port()),
                    "SLUICE_DB_URL",
                    "jdbc:postgresql://localhost:" + postgres.port() + database.getPath(),
                    "SLUICE_CA_FILE",
                    TestCertificates.authority().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
        amqp.close();
        management.close();
        postgres.close();
        servers.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(
                    request.header("Authorization", "Bearer " + TestServers.TOKEN)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int ingest(String id) {
        return send(HttpRequest.newBuilder(URI.create(server.url() + "/v1/events"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"id\":\"" + id + "\",\"source\":\"/tls\",\"type\":\"t\"}")))
                .statusCode();
    }

    private String get(String path) {
        return send(HttpRequest.newBuilder(URI.create(server.url() + path))).body();
    }

    private boolean stored(int events) {
        return get("/v1/ledger").contains("\"stored\":" + events + ",");
    }

    @Test
    void sendsAManInTheMiddleNothingAndGoesOnWhenHeIsGone() {
        eventually(FaultTimes.NORMAL_WITHIN, server::ready, "the server is ready over TLS");
        assertEquals(202, ingest("first"));
        eventually(FaultTimes.NORMAL_WITHIN, () -> stored(1), "it is stored");
        assertTrue(amqp.passed() > 0 && postgres.passed() > 0, "by these ways");
        eventually(FaultTimes.NORMAL_WITHIN, () -> management.passed() > 0, "the management API too");

        amqp.show(TestCertificates.stranger());
        eventually(FaultTimes.NORMAL_WITHIN, () -> amqp.shown() >= 2, "his certificate was shown");
        eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> get("/v1/health").contains("its certificate is refused"),
                "the health check says why");
        assertEquals(503, ingest("refused"));
        assertEquals(0, amqp.passed(), "he got nothing");
        amqp.show(TestCertificates.good());
        eventually(FaultTimes.NORMAL_WITHIN, () -> ingest("second") == 202, "it goes on when he is gone");
        eventually(FaultTimes.NORMAL_WITHIN, () -> stored(2), "all the way");

        postgres.show(TestCertificates.stranger());
        eventually(FaultTimes.NORMAL_WITHIN, () -> postgres.shown() >= 2, "his certificate was shown");
        assertEquals(202, ingest("third"), "ingest needs no database");
        assertEquals(0, postgres.passed(), "he got nothing");
        postgres.show(TestCertificates.good());
        eventually(FaultTimes.NORMAL_WITHIN, () -> stored(3), "what waited is stored when he is gone");
    }
}
