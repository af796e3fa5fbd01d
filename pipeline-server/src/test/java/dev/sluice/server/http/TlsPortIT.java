package dev.sluice.server.http;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.http.Reply.Answer;
import dev.sluice.server.testkit.TestCertificates;
import dev.sluice.server.tls.ServerIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsPortIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int ALERT = 0x15;

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicInteger gone = new AtomicInteger();
    private final TestHttp http = new TestHttp(
            identity(),
            RouteTable.of(List.of(
                    Route.open("/open", "Is open.", call -> Reply.json(Map.of("open", true))),
                    Route.get("/slow", "Waits.", this::waited))));
    private final SSLContext trusting = trusting();
    private final HttpClient client =
            HttpClient.newBuilder().sslContext(trusting).build();

    @AfterEach
    void stop() {
        release.countDown();
        client.close();
        http.close();
    }

    private static ServerIdentity identity() {
        try {
            return ServerIdentity.read(
                    TestCertificates.good().both(), TestCertificates.good().both());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SSLContext trusting() {
        try (InputStream in = Files.newInputStream(TestCertificates.authority())) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry(
                    "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Answer waited(Call call) throws InterruptedException {
        try (PeerWatch _ = call.watch(gone::incrementAndGet)) {
            waiting.incrementAndGet();
            release.await();
        }
        return Reply.json(Map.of("waited", true));
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("https://localhost:" + http.server.port() + path))
                .header("Authorization", "Bearer " + TestHttp.TOKEN)
                .timeout(SOON)
                .build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaks(String protocol) throws IOException {
        try (SSLSocket socket = (SSLSocket) trusting.getSocketFactory().createSocket("localhost", http.server.port())) {
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            assertEquals(protocol, socket.getSession().getProtocol());
        }
    }

    /// The JDK does not speak it any more either, so the greeting is written by hand.
    @Test
    void doesNotSpeakTls11() throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(50);
        hello.put(new byte[] {0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2});
        hello.put(new byte[32]); // random
        // no session, one cipher suite (ECDHE_ECDSA_WITH_AES_128_CBC_SHA), no compression
        hello.put(new byte[] {0, 0, 2, (byte) 0xC0, 0x09, 1, 0});
        try (Socket socket = new Socket("localhost", http.server.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.getOutputStream().write(hello.array());
            assertEquals(ALERT, socket.getInputStream().read());
        }
    }

    @Test
    void tellsWhoComesWithoutTlsWhereToGo() {
        String answer =
                http.raw("GET /open HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + TestHttp.TOKEN + "\r\n\r\n");
        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("\"tls-required\"") && answer.contains("https://"), answer);
        assertFalse(answer.contains("\"open\"") || answer.contains(TestHttp.TOKEN), answer);
    }

    /// Whether or not the route looked for a caller who leaves, which reads ahead.
    @ParameterizedTest
    @CsvSource({"/open,'{\"open\":true}'", "/slow,'{\"waited\":true}'"})
    void answersRequestAfterRequestOnOneConnection(String path, String body) throws IOException {
        release.countDown();
        String request = "GET " + path + " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + TestHttp.TOKEN + "\r\n\r\n";
        try (Socket socket = trusting.getSocketFactory().createSocket("localhost", http.server.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            for (int i = 0; i < 50; i++) {
                out.write(request.getBytes(StandardCharsets.US_ASCII));
                StringBuilder answer = new StringBuilder();
                while (!answer.toString().endsWith(body)) {
                    int next = in.read();
                    assertTrue(next >= 0, () -> "the connection ended: " + answer);
                    answer.append((char) next);
                }
                assertTrue(answer.toString().startsWith("HTTP/1.1 200"), answer::toString);
            }
        }
    }

    @Test
    void noticesThatACallerWhoWaitsHasLeft() {
        CompletableFuture<HttpResponse<String>> slow = client.sendAsync(request("/slow"), BodyHandlers.ofString());
        eventually(SOON, () -> waiting.get() == 1, "it is under way");
        slow.cancel(true);
        eventually(SOON, () -> gone.get() == 1, "that is noticed");
    }

    @Test
    void closesAHandshakeThatNeverGetsDone() throws IOException {
        try (Socket socket = new Socket("localhost", http.server.port())) {
            socket.setSoTimeout((int) SOON.toMillis());
            OutputStream out = socket.getOutputStream();
            // a record of 512 bytes is announced, and five come at a time: never idle, never done
            out.write(new byte[] {0x16, 3, 1, 2, 0, 1, 0});
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(() -> ended(socket));
            eventually(
                    SOON,
                    () -> {
                        try {
                            out.write(0);
                        } catch (IOException e) {
                            return true;
                        }
                        return end.isDone();
                    },
                    "it is closed");
        }
    }

    private static int ended(Socket socket) {
        try {
            return socket.getInputStream().read();
        } catch (IOException e) {
            return -1;
        }
    }
}
