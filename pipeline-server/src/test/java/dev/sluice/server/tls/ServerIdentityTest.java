package dev.sluice.server.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.TestCertificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {
    private final TestCertificates.Identity good = TestCertificates.good();

    @TempDir
    Path home;

    private String refusal(Path certificate, Path key) {
        return assertThrows(IOException.class, () -> ServerIdentity.read(certificate, key))
                .getMessage();
    }

    @Test
    void readsACertificateAndItsKeyFromTwoFilesOrFromOne() throws IOException {
        assertEquals(
                good.fingerprint(),
                ServerIdentity.read(good.certificate(), good.key()).fingerprint());
        assertEquals(
                good.fingerprint(),
                ServerIdentity.read(good.both(), good.both()).fingerprint());
    }

    @Test
    void saysThatAKeyIsAnothersKey() {
        String said = refusal(good.certificate(), TestCertificates.stranger().key());
        assertTrue(said.contains("not the one of the first certificate"), said);
    }

    @Test
    void saysHowToMakeAKeyOfAnotherFormReadable() throws IOException {
        String text = Files.readString(good.key());
        for (String label : List.of("RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY")) {
            Path file = Files.writeString(home.resolve("key.pem"), text.replace("PRIVATE KEY", label));
            String said = refusal(good.certificate(), file);
            assertTrue(said.contains(label) && said.contains("openssl pkcs8"), said);
        }
    }

    @Test
    void tellsNothingOfADamagedKey() throws IOException {
        String text = Files.readString(good.key());
        String body =
                text.lines().filter(line -> !line.startsWith("-")).findFirst().orElseThrow();
        Path file = Files.writeString(home.resolve("key.pem"), text.replace(body, body.substring(4)));
        String said = refusal(good.certificate(), file);
        assertTrue(said.contains("private key"), said);
        assertFalse(said.contains(body.substring(8, 24)), said);
    }

    @Test
    void saysThatAFileHoldsNoCertificateOrADamagedOne() throws IOException {
        assertTrue(refusal(good.key(), good.key()).contains("no certificate"));
        String text = Files.readString(good.certificate());
        Path file = Files.writeString(home.resolve("c.pem"), text.replaceFirst("MII", "MAA"));
        assertTrue(refusal(file, good.key()).contains("damaged"));
    }

    @Test
    void makesOneOnceAndKeepsItToItself() throws IOException {
        Path folder = home.resolve("tls");
        ServerIdentity made = MadeCertificate.in(folder, "127.0.0.1");
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("server.pem"))));
        assertEquals(made.fingerprint(), MadeCertificate.in(folder, "127.0.0.1").fingerprint());
        assertFalse(Files.readString(folder.resolve("certificate.pem")).contains("PRIVATE"));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(2, files.count(), "nothing is left of the making");
        }
    }

    @Test
    void refusesItsOwnKeyWhenItIsOpenToEverybody() throws IOException {
        MadeCertificate.in(home, "127.0.0.1");
        Path file = home.resolve("server.pem");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        String said = assertThrows(IOException.class, () -> MadeCertificate.in(home, "127.0.0.1"))
                .getMessage();
        assertTrue(said.contains("chmod 600 " + file) && said.contains("secret-exposed"), said);
    }

    @Test
    void agreesOnOneWhenTwoServersStartAtOnce() throws Exception {
        try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<ServerIdentity> one = both.submit(() -> MadeCertificate.in(home, "127.0.0.1"));
            Future<ServerIdentity> other = both.submit(() -> MadeCertificate.in(home, "127.0.0.1"));
            assertEquals(one.get().fingerprint(), other.get().fingerprint());
        }
    }
}
