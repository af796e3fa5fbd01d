package dev.sluice.server.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/// What people compare a certificate by: the SHA-256 of its bytes, as `AB:CD:…`.
public final class Fingerprint {
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();

    private Fingerprint() {}

    public static String of(X509Certificate certificate) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JVM has SHA-256, and what was read can be written", e);
        }
    }
}
