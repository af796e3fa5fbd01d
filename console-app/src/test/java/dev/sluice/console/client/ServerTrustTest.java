package dev.sluice.console.client;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.DistrustException.Kind;
import dev.sluice.console.testkit.FakeServer;
import dev.sluice.console.testkit.TestCertificates;
import dev.sluice.model.queue.QueueList;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTrustTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Map<String, String> environment = new HashMap<>();

    @TempDir
    private Path home;

    private FakeServer server = new FakeServer(0, TestCertificates.good().server());

    @AfterEach
    void stop() {
        server.close();
    }

    private ServerTrust trust() {
        return ServerTrust.of(home, environment);
    }

    private ServerAddress address(String url) {
        return ServerAddress.of(url, FakeServer.TOKEN).known(trust());
    }

    private int queues(String url) throws InterruptedException {
        server.on("GET /v1/queues", request -> FakeServer.Answer.json(new QueueList(List.of())));
        try (SluiceClient client = new SluiceClient(address(url))) {
            return client.queues().size();
        }
    }

    private DistrustException refused(String url) {
        DistrustException why = assertThrows(DistrustException.class, () -> queues(url));
        assertEquals(List.of(), server.requests(), "nothing was sent");
        return why;
    }

    /// Another server in its place, on the same port.
    private void takeOver(TestCertificates.Identity identity) {
        int port = server.port();
        server.close();
        server = new FakeServer(port, identity.server());
    }

    @Test
    void takesACertificateOfAnAuthorityForItsHostWithoutAQuestion() throws InterruptedException {
        environment.put("SLUICE_CA_FILE", TestCertificates.authority().toString());
        assertEquals(0, queues(server.url()));
        assertEquals(0, queues(server.url().replace("127.0.0.1", "localhost")));
        assertEquals(List.of(), trust().servers().all());
    }

    @Test
    void asksWhenNobodyVouchesAndGoesOnByTheFingerprint() throws IOException, InterruptedException {
        DistrustException why = refused(server.url());
        assertEquals(Kind.UNKNOWN, why.kind());
        assertEquals(TestCertificates.good().fingerprint(), why.certificate().fingerprint());
        assertEquals(List.of("localhost", "127.0.0.1"), why.certificate().names());
        ServerAddress address = address(server.url());
        address.trust().servers().trust(address.url(), why.certificate().fingerprint());
        assertEquals(0, queues(server.url()));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve("trusted-servers"))));
    }

    @Test
    void stopsWhenTheCertificateOfAKnownServerChanged() throws IOException, InterruptedException {
        ServerAddress address = address(server.url());
        address.trust().servers().trust(address.url(), TestCertificates.good().fingerprint());
        assertEquals(0, queues(server.url()));
        takeOver(TestCertificates.stranger());
        DistrustException why = refused(server.url());
        assertEquals(Kind.CHANGED, why.kind());
        assertEquals(TestCertificates.good().fingerprint(), why.known());
        assertEquals(
                TestCertificates.stranger().fingerprint(), why.certificate().fingerprint());
        String said = String.valueOf(why.getMessage());
        assertTrue(
                said.contains(TestCertificates.good().fingerprint())
                        && said.contains(TestCertificates.stranger().fingerprint())
                        && said.contains("./sluice trust --forget " + server.url()),
                said);
        // an authority that vouches for the new one changes nothing: another one was known
        environment.put(
                "SLUICE_CA_FILE", TestCertificates.stranger().certificate().toString());
        assertEquals(Kind.CHANGED, refused(server.url()).kind());
        assertTrue(address.trust().servers().forget(address.url()));
        assertFalse(address.trust().servers().forget(address.url()));
        assertEquals(0, queues(server.url()));
    }

    @Test
    void refusesAManInTheMiddleWithACertificateOfHisOwn() {
        environment.put("SLUICE_CA_FILE", TestCertificates.authority().toString());
        takeOver(TestCertificates.stranger());
        DistrustException why = refused(server.url());
        assertEquals(Kind.UNKNOWN, why.kind());
        assertEquals(
                TestCertificates.stranger().fingerprint(), why.certificate().fingerprint());
    }

    @Test
    void refusesACertificateForAnotherHost() {
        environment.put("SLUICE_CA_FILE", TestCertificates.authority().toString());
        takeOver(TestCertificates.otherName());
        DistrustException why = refused(server.url());
        assertEquals(Kind.OTHER_NAME, why.kind());
        assertTrue(String.valueOf(why.getMessage()).contains("elsewhere.example.org"), why.getMessage());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesACertificateThatIsOverEvenOneThatWasTrusted(boolean trusted) throws IOException {
        environment.put("SLUICE_CA_FILE", TestCertificates.authority().toString());
        takeOver(TestCertificates.expired());
        if (trusted) {
            ServerAddress address = address(server.url());
            address.trust()
                    .servers()
                    .trust(address.url(), TestCertificates.expired().fingerprint());
        }
        assertEquals(Kind.EXPIRED, refused(server.url()).kind());
    }

    @Test
    void knowsTheServerOfThisHomeByItsNote() throws IOException, InterruptedException {
        Files.createDirectories(home.resolve("tls"));
        Path note = home.resolve("tls").resolve(server.port() + ".sha256");
        Files.writeString(note, TestCertificates.good().fingerprint() + "\n");
        assertEquals(0, queues(server.url()));
        Files.writeString(note, TestCertificates.stranger().fingerprint() + "\n");
        DistrustException why = assertThrows(DistrustException.class, () -> queues(server.url()));
        assertEquals(Kind.CHANGED, why.kind());
    }

    @Test
    void takesAFingerprintFromTheEnvironmentHoweverItIsWritten() throws InterruptedException {
        environment.put(
                "SLUICE_FINGERPRINT",
                TestCertificates.good().fingerprint().replace(":", "").toLowerCase(java.util.Locale.ROOT));
        assertEquals(0, queues(server.url()));
        environment.put("SLUICE_FINGERPRINT", "none");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> queues(server.url()))
                .getMessage()
                .contains("64 hexadecimal digits"));
    }

    @Test
    void saysThatACaFileIsNone() throws IOException {
        environment.put("SLUICE_CA_FILE", home.resolve("ca.pem").toString());
        assertTrue(assertThrows(IllegalArgumentException.class, () -> queues(server.url()))
                .getMessage()
                .contains("SLUICE_CA_FILE"));
        Files.writeString(home.resolve("ca.pem"), "nothing\n");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> queues(server.url()))
                .getMessage()
                .contains("SLUICE_CA_FILE"));
    }

    @Test
    void doesNotTakeADamagedListForAnEmptyOne() throws IOException {
        Files.writeString(home.resolve("trusted-servers"), "127.0.0.1:" + server.port() + " garbled\n");
        assertTrue(assertThrows(IllegalArgumentException.class, () -> queues(server.url()))
                .getMessage()
                .contains("trusted-servers"));
    }

    @Test
    void saysThatAServerSpeaksNoTls() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> refuse(plain));
            UnreachableException why =
                    assertThrows(UnreachableException.class, () -> queues("https://127.0.0.1:" + plain.getLocalPort()));
            assertTrue(String.valueOf(why.getMessage()).contains("begins with http://"), why.getMessage());
        }
    }

    /// What a server for plain HTTP says to a TLS greeting.
    private static void refuse(ServerSocket plain) {
        try (Socket socket = plain.accept()) {
            socket.getInputStream().read();
            socket.getOutputStream()
                    .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // the client has gone
        }
    }

    @Test
    void theLiveLinkStopsAtAStrangerAndTriesNoMore() {
        List<ConnectionState> states = new CopyOnWriteArrayList<>();
        takeOver(TestCertificates.stranger());
        try (LiveClient _ = new LiveClient(
                address(server.url()),
                update -> {},
                states::add,
                new LiveClient.Timing(new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)), SOON))) {
            eventually(SOON, () -> states.size() == 2, () -> "it stopped, states " + states);
        }
        var distrusted = assertInstanceOf(ConnectionState.Distrusted.class, states.getLast());
        assertEquals(
                TestCertificates.stranger().fingerprint(),
                distrusted.why().certificate().fingerprint());
        assertEquals(List.of(), server.requests());
    }
}
