package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TestCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A whole server with TLS by the one setting.
class TlsServerIT {
    private final TestServers servers = new TestServers();
    private final Path tls = Path.of(servers.environment().get("SLUICE_HOME")).resolve("tls");

    @AfterEach
    void stop() {
        servers.close();
    }

    private SluiceServer start() throws IOException {
        return SluiceServer.start(servers.config(Map.of("SLUICE_HTTP_TLS", "on")));
    }

    /// What `curl --cacert` does: only the certificate in the home, and the name must fit.
    private HttpClient client() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (InputStream in = Files.newInputStream(tls.resolve("certificate.pem"))) {
            store.setCertificateEntry(
                    "server", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return HttpClient.newBuilder().sslContext(context).build();
    }

    @Test
    void servesHttpAndLiveDataWithACertificateMadeAtFirstStart() throws Exception {
        Path note;
        try (SluiceServer server = start()) {
            assertEquals("https", server.url().getScheme());
            note = tls.resolve(server.url().getPort() + ".sha256");
            assertTrue(Files.readString(note).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}\n"));
            Eventually.eventually(FaultTimes.NORMAL_WITHIN, server::ready, "the server is ready");
            try (HttpClient client = client()) {
                HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + "/v1/events"))
                        .header("Authorization", "Bearer " + TestServers.TOKEN);
                assertEquals(
                        202,
                        client.send(
                                        request.POST(HttpRequest.BodyPublishers.ofString(
                                                        "{\"id\":\"1\",\"source\":\"/tls\",\"type\":\"t\"}"))
                                                .header("Content-Type", "application/json")
                                                .build(),
                                        BodyHandlers.ofString())
                                .statusCode());
                assertTrue(firstUpdate(client, server.url()).contains("\"welcome\""), "live data comes over wss");
            }
        }
        assertFalse(Files.exists(note), "the port may be somebody else's now");
    }

    private static String firstUpdate(HttpClient client, URI server) throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        WebSocket socket = client.newWebSocketBuilder()
                .header("Authorization", "Bearer " + TestServers.TOKEN)
                .buildAsync(
                        URI.create(server.toString().replace("https:", "wss:") + "/v1/live"), new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket link, CharSequence data, boolean last) {
                                first.complete(data.toString());
                                link.request(1);
                                return null;
                            }
                        })
                .get(10, TimeUnit.SECONDS);
        try {
            return first.get(10, TimeUnit.SECONDS);
        } finally {
            socket.abort();
        }
    }

    @Test
    void doesNotStartOnAKeyThatEverybodyMayRead() throws IOException {
        Files.createDirectories(tls);
        Path key = Files.copy(TestCertificates.good().both(), tls.resolve("server.pem"));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        String said = assertThrows(IOException.class, this::start).getMessage();
        assertTrue(said.contains("secret-exposed") && said.contains("chmod 600 " + key), said);
    }
}
