package dev.sluice.console.client;

import dev.sluice.console.client.DistrustException.Kind;
import dev.sluice.console.client.DistrustException.Remedy;
import java.net.Socket;
import java.net.URI;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Decides in the handshake whether a certificate is the server's: by its fingerprint where one is known, else by the
/// authorities and the host's name. Thread-safe.
final class ServerCheck extends X509ExtendedTrustManager {
    private final URI server;
    private final ServerTrust trust;
    private final X509ExtendedTrustManager authorities;

    /// Carries what was found out of the handshake.
    static final class Distrusted extends CertificateException {
        private static final long serialVersionUID = 1L;

        private final transient DistrustException why;

        Distrusted(DistrustException why) {
            super(why.getMessage());
            this.why = why;
        }

        DistrustException why() {
            return why;
        }
    }

    ServerCheck(URI server, ServerTrust trust, X509ExtendedTrustManager authorities) {
        this.server = server;
        this.trust = trust;
        this.authorities = authorities;
    }

    /// What was found in a handshake that failed, null when it failed otherwise.
    static @Nullable DistrustException in(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Distrusted distrusted) {
                return distrusted.why();
            }
        }
        return null;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        ShownCertificate shown = ShownCertificate.of(chain[0]);
        ServerTrust.@Nullable Known known = trust.known(server).orElse(null);
        if (known != null && !known.fingerprint().equals(shown.fingerprint())) {
            throw changed(known, shown);
        }
        Instant now = Instant.now();
        if (now.isBefore(shown.validFrom()) || now.isAfter(shown.validUntil())) {
            throw distrusted(
                    Kind.EXPIRED,
                    shown,
                    "The certificate of %s is valid from %s to %s only. Who runs the server must renew it; or set this machine's clock, if that is wrong."
                            .formatted(server, shown.validFrom(), shown.validUntil()));
        }
        if (known == null) {
            askAuthorities(chain, type, engine, shown);
        }
    }

    private Distrusted changed(ServerTrust.Known known, ShownCertificate shown) {
        String advice =
                "If it was renewed on purpose, the new one is what ./sluice fingerprint says on the server's machine: then %s. Otherwise somebody may stand between: do not go on, and tell who runs the server."
                        .formatted(known.remedy());
        String story = "%s shows another certificate than the one known from %s. Known is %s, shown is %s. %s"
                .formatted(server, known.place(), known.fingerprint(), shown.fingerprint(), advice);
        return new Distrusted(new DistrustException(
                Kind.CHANGED, shown, known.fingerprint(), story, new Remedy(advice, known.line())));
    }

    private void askAuthorities(X509Certificate[] chain, String type, SSLEngine engine, ShownCertificate shown)
            throws CertificateException {
        try {
            authorities.checkServerTrusted(chain, type, engine);
        } catch (CertificateException e) {
            throw vouchedFor(chain, type)
                    ? distrusted(
                            Kind.OTHER_NAME,
                            shown,
                            "The certificate that %s shows was made for %s, not for %s. Use one of those names as the address, or have one made for this."
                                    .formatted(server, String.join(", ", shown.names()), server.getHost()))
                    : unknown(shown);
        }
    }

    private Distrusted unknown(ShownCertificate shown) {
        String line = "./sluice trust " + server + " --fingerprint " + shown.fingerprint();
        return new Distrusted(new DistrustException(
                Kind.UNKNOWN,
                shown,
                null,
                "Nobody known here vouches for the certificate of %s. Its fingerprint is %s: compare it with ./sluice fingerprint on its machine, then trust it with: %s"
                        .formatted(server, shown.fingerprint(), line),
                new Remedy(
                        "Compare it with what ./sluice fingerprint says on the server's machine. It is asked once: a certificate that changes later is refused.",
                        line)));
    }

    private boolean vouchedFor(X509Certificate[] chain, String type) {
        try {
            authorities.checkServerTrusted(chain, type);
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }

    private static Distrusted distrusted(Kind kind, ShownCertificate shown, String story) {
        return new Distrusted(new DistrustException(kind, shown, null, story, new Remedy(story, "")));
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("only connections of an SSLEngine are checked here");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("a certificate is not checked here without its connection");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        throw new CertificateException("this side takes no connections");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        throw new CertificateException("this side takes no connections");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        throw new CertificateException("this side takes no connections");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return authorities.getAcceptedIssuers();
    }
}
