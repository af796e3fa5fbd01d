package dev.sluice.server.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/// The certificate that a server shows, with its chain and its private key. Never printed.
public final class ServerIdentity {
    private static final byte[] SAMPLE = "sluice".getBytes(StandardCharsets.US_ASCII);

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private ServerIdentity(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    /// @param certificate PEM file, the server's own certificate first
    /// @param key PEM file, may be the same
    /// @throws IOException when they cannot be used; the message says which file and what it needs
    public static ServerIdentity read(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = Pem.certificates(certificate);
        X509Certificate own = chain.getFirst();
        PrivateKey secret = Pem.privateKey(key, own.getPublicKey().getAlgorithm());
        if (!belongTogether(own, secret)) {
            throw new IOException("The private key in " + key + " is not the one of the first certificate in "
                    + certificate + "; put the server's own certificate first, and give the key it was made for.");
        }
        return new ServerIdentity(secret, chain);
    }

    private static boolean belongTogether(X509Certificate certificate, PrivateKey key) {
        String algorithm =
                switch (key.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> key.getAlgorithm();
                };
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(SAMPLE);
            byte[] signed = signing.sign();
            Signature checking = Signature.getInstance(algorithm);
            checking.initVerify(certificate);
            checking.update(SAMPLE);
            return checking.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// For a TLS library that takes nothing else; only in memory.
    public KeyStore keyStore(String password) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("sluice", key, password.toCharArray(), chain.toArray(X509Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("every JVM has PKCS#12", e);
        }
    }

    /// SHA-256 of the certificate, as `AB:CD:…`
    public String fingerprint() {
        return Fingerprint.of(chain.getFirst());
    }

    public Instant validUntil() {
        return chain.getFirst().getNotAfter().toInstant();
    }

    /// The certificate and its chain without the key, as PEM.
    String publicPart() {
        return Pem.block("CERTIFICATE", encoded(chain.getFirst()));
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was read can be written", e);
        }
    }
}
