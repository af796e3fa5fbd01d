package dev.sluice.server.app;

import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.config.TlsConfig;
import dev.sluice.server.tls.MadeCertificate;
import dev.sluice.server.tls.ServerIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The certificate this process shows, and the note of its fingerprint in `$SLUICE_HOME/tls`, by which programs of the
/// same home know their server. One thread at a time.
final class ShownCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(ShownCertificate.class);
    private static final Duration SOON = Duration.ofDays(30);

    private final Path folder;
    private final HttpConfig http;
    private final @Nullable ServerIdentity identity;
    private @Nullable Path note;

    private ShownCertificate(Path folder, HttpConfig http, @Nullable ServerIdentity identity) {
        this.folder = folder;
        this.http = http;
        this.identity = identity;
    }

    /// @throws IOException when the certificate cannot be read or made; the message says what to do
    static ShownCertificate of(ServerConfig config) throws IOException {
        Path folder = config.home().resolve("tls");
        return new ShownCertificate(folder, config.http(), read(config, folder));
    }

    private static @Nullable ServerIdentity read(ServerConfig config, Path folder) throws IOException {
        if (config.tls().isEmpty()) {
            return null;
        }
        TlsConfig tls = config.tls().get();
        Optional<Path> own = tls.certificate();
        return own.isPresent()
                ? ServerIdentity.read(own.get(), tls.key().orElse(own.get()))
                : MadeCertificate.in(folder, config.http().host());
    }

    /// null: plain HTTP
    @Nullable
    ServerIdentity identity() {
        return identity;
    }

    String scheme() {
        return identity == null ? "http" : "https";
    }

    /// Says and notes what is shown from now on.
    void serves(int port) {
        if (identity == null) {
            if (!http.isLoopback()) {
                LOG.warn(
                        "Plain HTTP on {}: passwords, tokens and events can be read and changed on the way. Set"
                                + " SLUICE_HTTP_TLS=on, or let a proxy on this machine do TLS",
                        http.host());
            }
            return;
        }
        LOG.info("SHA-256 fingerprint of the certificate: {}", identity.fingerprint());
        if (identity.validUntil().isBefore(Instant.now().plus(SOON))) {
            LOG.warn("The certificate ends at {}: consoles refuse it from then on. Renew it", identity.validUntil());
        }
        note = folder.resolve(port + ".sha256");
        try {
            Files.createDirectories(folder);
            Files.writeString(note, identity.fingerprint() + "\n");
        } catch (IOException e) {
            LOG.warn("The fingerprint cannot be noted in {}; programs of this home will ask for it", note, e);
        }
    }

    /// The port may be somebody else's now.
    void ended() {
        try {
            if (note != null) {
                Files.deleteIfExists(note);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be removed", note, e);
        }
    }
}
