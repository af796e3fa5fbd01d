package dev.sluice.console.client;

import dev.sluice.console.client.TrustedServers.Trusted;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// By what a server is known, first that there is: the fingerprint in `SLUICE_FINGERPRINT`, the one that a server of
/// this home noted, the one that somebody here trusts ([TrustedServers]), else the authorities in `SLUICE_CA_FILE`, or
/// those of this Java, and then the host's name must fit. There is no way round it. Thread-safe.
public final class ServerTrust {
    private static final ServerTrust AUTHORITIES = new ServerTrust(null, "", "");
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    private final @Nullable Path home;
    private final String caFile;
    private final String fingerprint;

    /// A fingerprint that a server must have, and where that stands.
    ///
    /// @param place as in "known from …"
    /// @param remedy what to do when it is to have another one on purpose
    /// @param line of a terminal that does it, empty when there is none
    record Known(String fingerprint, String place, String remedy, String line) {}

    private ServerTrust(@Nullable Path home, String caFile, String fingerprint) {
        this.home = home;
        this.caFile = caFile;
        this.fingerprint = fingerprint;
    }

    /// Only the authorities that Java knows.
    public static ServerTrust authorities() {
        return AUTHORITIES;
    }

    /// @param environment as `System.getenv()`; of it `SLUICE_CA_FILE` and `SLUICE_FINGERPRINT`
    public static ServerTrust of(Path home, Map<String, String> environment) {
        return new ServerTrust(
                home,
                environment.getOrDefault("SLUICE_CA_FILE", "").strip(),
                environment.getOrDefault("SLUICE_FINGERPRINT", "").strip());
    }

    /// @throws IllegalStateException when this was made without a home
    public TrustedServers servers() {
        if (home == null) {
            throw new IllegalStateException("without a home nothing is remembered");
        }
        return new TrustedServers(home);
    }

    /// For connections to one server.
    ///
    /// @throws IllegalArgumentException with a sentence when a setting cannot be used
    SSLContext context(URI server) {
        known(server); // a setting that cannot be used is told before anything is sent
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new ServerCheck(server, this, anchors())}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("This Java cannot speak TLS: " + e.getMessage(), e);
        }
    }

    /// empty: the authorities decide
    Optional<Known> known(URI server) {
        if (!fingerprint.isEmpty()) {
            return Optional.of(new Known(
                    ShownCertificate.readFingerprint(fingerprint)
                            .orElseThrow(() -> new IllegalArgumentException("SLUICE_FINGERPRINT is \"" + fingerprint
                                    + "\"; it needs the SHA-256 of the server's certificate, 64 hexadecimal digits.")),
                    "SLUICE_FINGERPRINT",
                    "set SLUICE_FINGERPRINT to the new one",
                    ""));
        }
        if (home == null) {
            return Optional.empty();
        }
        Optional<Known> noted = noted(home, server);
        return noted.isPresent() ? noted : servers().of(server).map(ServerTrust::vouched);
    }

    private static Known vouched(Trusted trusted) {
        String line = "./sluice trust --forget https://" + trusted.server();
        return new Known(
                trusted.fingerprint(),
                "when you trusted it, " + trusted.since(),
                "forget the old one (" + line + "), connect again and compare",
                line);
    }

    private static Optional<Known> noted(Path home, URI server) {
        if (!LOOPBACK.contains(server.getHost())) {
            return Optional.empty();
        }
        Path note = home.resolve("tls").resolve((server.getPort() < 0 ? 443 : server.getPort()) + ".sha256");
        try {
            return ShownCertificate.readFingerprint(Files.readString(note))
                    .map(noted -> new Known(
                            noted,
                            "the server of this home (" + note + ")",
                            "remove that file, and connect again",
                            ""));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalArgumentException("The file " + note + " cannot be read.", e);
        }
    }

    private X509ExtendedTrustManager anchors() throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(caFile.isEmpty() ? null : authoritiesIn(Path.of(caFile)));
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager found) {
                return found;
            }
        }
        throw new GeneralSecurityException("it has no PKIX trust manager");
    }

    private static KeyStore authoritiesIn(Path file) throws GeneralSecurityException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            for (Certificate each : found) {
                store.setCertificateEntry("ca-" + store.size(), each);
            }
            if (found.isEmpty()) {
                throw new IllegalArgumentException("SLUICE_CA_FILE is \"" + file + "\", which holds no certificate.");
            }
            return store;
        } catch (IOException | java.security.cert.CertificateException e) {
            throw new IllegalArgumentException(
                    "SLUICE_CA_FILE is \"" + file + "\"; it needs a PEM file with certificates that can be read.", e);
        }
    }
}
