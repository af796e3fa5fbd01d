package dev.sluice.server.tls;

import dev.sluice.server.config.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A certificate of the server's own making, signed by itself, kept in the home: made by the JDK's keytool at first
/// start, the same one ever after. Two servers that start on one home at once agree on one.
public final class MadeCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(MadeCertificate.class);
    private static final FileAttribute<?> PRIVATE_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> PRIVATE_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final String VALID_DAYS = "3650";
    private static final long LONGEST_SECONDS = 60;
    private static final String ALIAS = "sluice";
    private static final String PASSWORD = "SLUICE_KEYTOOL_PASSWORD";

    private MadeCertificate() {}

    /// @param folder of the home; the certificate and its key are kept there in `server.pem` (mode 0600), the
    ///     certificate alone in `certificate.pem`, to be given to clients
    /// @param host the server listens on; the certificate is made for it, for this machine's name and for loopback
    /// @throws IOException when it cannot be made, read, or is open to every user; the message says what to do
    public static ServerIdentity in(Path folder, String host) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, PRIVATE_FOLDER);
        }
        Path file = folder.resolve("server.pem");
        if (Files.notExists(file)) {
            make(folder, file, names(host));
        }
        Optional<String> fault = PrivateFiles.fault(file);
        if (fault.isPresent()) {
            throw new IOException("The server's private key needs " + fault.get() + ".");
        }
        ServerIdentity identity = ServerIdentity.read(file, file);
        Files.writeString(folder.resolve("certificate.pem"), identity.publicPart());
        return identity;
    }

    private static void make(Path folder, Path file, Set<String> names) throws IOException {
        Path closed = Files.createTempDirectory(folder, "new", PRIVATE_FOLDER);
        Path store = closed.resolve("made.p12");
        Path fresh = Files.createTempFile(folder, "server", ".new", PRIVATE_FILE);
        try {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            keytool(store, names, password);
            Files.writeString(fresh, pem(store, password.toCharArray()), StandardCharsets.US_ASCII);
            // unlike a move it never replaces what another server made meanwhile
            Files.createLink(file, fresh);
            LOG.info("Made a certificate for {}, kept in {}", names, file);
        } catch (FileAlreadyExistsException e) {
            LOG.info("Another server made {} at the same time; using that", file);
        } finally {
            Files.deleteIfExists(fresh);
            Files.deleteIfExists(store);
            Files.deleteIfExists(closed);
        }
    }

    private static void keytool(Path store, Set<String> names, String password) throws IOException {
        Path program = Path.of(System.getProperty("java.home"), "bin", "keytool");
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=Sluice",
                        "-validity",
                        VALID_DAYS,
                        "-ext",
                        "SAN=" + String.join(",", names),
                        "-ext",
                        "EKU=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        // by its environment, since arguments are seen by everybody
                        "-storepass:env",
                        PASSWORD)
                .redirectErrorStream(true);
        builder.environment().put(PASSWORD, password);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException(
                    "A certificate cannot be made, since " + program + " does not run (" + e.getMessage()
                            + "); install a whole JDK, or give a certificate of your own with SLUICE_HTTP_TLS.",
                    e);
        }
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("A certificate cannot be made: keytool said \"" + said
                        + "\". Give one of your own with SLUICE_HTTP_TLS.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("A certificate was not made: stopped meanwhile.", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static String pem(Path store, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            return Pem.block("PRIVATE KEY", keys.getKey(ALIAS, password).getEncoded())
                    + Pem.block("CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IOException("What keytool made cannot be read: " + e.getMessage(), e);
        }
    }

    /// As keytool takes them.
    private static Set<String> names(String host) {
        Set<String> names = new LinkedHashSet<>(List.of("dns:localhost", "ip:127.0.0.1", "ip:0:0:0:0:0:0:0:1"));
        add(names, host);
        try {
            InetAddress local = InetAddress.getLocalHost();
            add(names, local.getHostName());
            add(names, local.getHostAddress());
        } catch (UnknownHostException e) {
            LOG.debug("This machine does not know its name", e);
        }
        return names;
    }

    private static void add(Set<String> names, String name) {
        if (name.equals("0.0.0.0") || name.equals("::")) {
            return;
        }
        if (name.matches("[0-9.]+") || name.contains(":")) {
            names.add("ip:" + name.replaceFirst("%.*", ""));
        } else if (name.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            names.add("dns:" + name);
        }
    }
}
