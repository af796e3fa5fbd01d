package dev.sluice.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Who may vouch for the servers that this one connects to. Host names are checked by who makes the connection.
public final class Authorities {
    private Authorities() {}

    /// @param file PEM file with their certificates; empty: those that Java knows
    /// @throws IOException when the file cannot be used; the message says why
    public static SSLContext context(Optional<Path> file) throws IOException {
        try {
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(file.isPresent() ? store(file.get()) : null);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JVM has no TLS as it is needed", e);
        }
    }

    private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (X509Certificate each : Pem.certificates(file)) {
            store.setCertificateEntry("authority-" + store.size(), each);
        }
        return store;
    }
}
