package dev.sluice.console.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// Certificates of an authority of the tests' own, made by the JDK's keytool once a JVM.
public final class TestCertificates {
    private static final String HERE = "dns:localhost,ip:127.0.0.1";
    private static final String PASSWORD = "only-for-tests";

    private static final class Made {
        static final TestCertificates ALL = new TestCertificates();
    }

    /// One certificate with its chain and key, as files and for a server in this JVM.
    ///
    /// @param certificate PEM file of the certificate and its chain
    /// @param key PEM file, mode 0600
    /// @param both PEM file of both, mode 0600
    /// @param fingerprint SHA-256 as `AB:CD:…`
    public record Identity(Path certificate, Path key, Path both, String fingerprint, SSLContext server) {}

    private final Path folder;
    private final Path authority;
    private final Identity good;
    private final Identity stranger;
    private final Identity otherName;
    private final Identity expired;

    private TestCertificates() {
        try {
            folder = Files.createTempDirectory("sluice-certificates");
            genkeypair("authority", "-ext", "bc:c", "-dname", "CN=The authority of the tests");
            good = signed("good", HERE);
            otherName = signed("other", "dns:elsewhere.example.org");
            expired = signed("expired", HERE, "-startdate", "-10d", "-validity", "5");
            genkeypair("stranger", "-ext", "SAN=" + HERE, "-dname", "CN=A stranger");
            stranger = identity("stranger");
            authority = Files.writeString(
                    folder.resolve("authority.pem"),
                    pem("CERTIFICATE", store().getCertificate("authority").getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// the authority's certificate, as a CA file
    public static Path authority() {
        return Made.ALL.authority;
    }

    /// for localhost and 127.0.0.1, of the authority
    public static Identity good() {
        return Made.ALL.good;
    }

    /// the same names, signed by itself
    public static Identity stranger() {
        return Made.ALL.stranger;
    }

    /// of the authority, for another host
    public static Identity otherName() {
        return Made.ALL.otherName;
    }

    /// of the authority, for the right host, over five days ago
    public static Identity expired() {
        return Made.ALL.expired;
    }

    private Identity signed(String alias, String names, String... more) throws IOException, GeneralSecurityException {
        List<String> arguments =
                new ArrayList<>(List.of("-signer", "authority", "-ext", "SAN=" + names, "-dname", "CN=" + alias));
        arguments.addAll(List.of(more));
        genkeypair(alias, arguments.toArray(String[]::new));
        return identity(alias);
    }

    private void genkeypair(String alias, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                folder.resolve("all.p12").toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + said);
        }
    }

    private Identity identity(String alias) throws IOException, GeneralSecurityException {
        KeyStore all = store();
        Key key = all.getKey(alias, PASSWORD.toCharArray());
        Certificate[] chain = all.getCertificateChain(alias);
        StringBuilder certificates = new StringBuilder();
        for (Certificate each : chain) {
            certificates.append(pem("CERTIFICATE", each.getEncoded()));
        }
        String secret = pem("PRIVATE KEY", key.getEncoded());
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry("one", key, PASSWORD.toCharArray(), chain);
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(one, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return new Identity(
                Files.writeString(folder.resolve(alias + ".pem"), certificates),
                owned(alias + "-key.pem", secret),
                owned(alias + "-both.pem", secret + certificates),
                HexFormat.ofDelimiter(":")
                        .withUpperCase()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(chain[0].getEncoded())),
                context);
    }

    private Path owned(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve("all.p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }
}
