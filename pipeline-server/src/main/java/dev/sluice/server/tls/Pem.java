package dev.sluice.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes PEM (RFC 7468): certificates, and private keys as PKCS#8.
final class Pem {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Pem() {}

    /// @return one or more, in the order of the file
    /// @throws IOException when there is none, or one that cannot be read; the message says what the file needs
    static List<X509Certificate> certificates(Path file) throws IOException {
        List<X509Certificate> found = new ArrayList<>();
        Matcher block = BLOCK.matcher(text(file));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                found.add(certificate(file, block.group(2)));
            }
        }
        if (found.isEmpty()) {
            throw new IOException(file + " holds no certificate; it needs a PEM block \"BEGIN CERTIFICATE\".");
        }
        return found;
    }

    private static X509Certificate certificate(Path file, String base64) throws IOException {
        try {
            Certificate read = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(decoded(file, base64)));
            if (read instanceof X509Certificate certificate) {
                return certificate;
            }
            throw new IOException(file + " holds a certificate that is not of X.509.");
        } catch (CertificateException e) {
            throw new IOException(file + " holds a damaged certificate: " + e.getMessage() + ".", e);
        }
    }

    /// @param algorithm of the key's certificate, such as `RSA` or `EC`
    /// @throws IOException when there is none that can be used; the message says how to make one
    static PrivateKey privateKey(Path file, String algorithm) throws IOException {
        Matcher block = BLOCK.matcher(text(file));
        String other = "";
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                try {
                    return KeyFactory.getInstance(algorithm)
                            .generatePrivate(new PKCS8EncodedKeySpec(decoded(file, block.group(2))));
                } catch (GeneralSecurityException e) {
                    // the cause may quote the key
                    throw new IOException("The private key in " + file
                            + " is not one for a certificate of the algorithm " + algorithm + ".");
                }
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                other = block.group(1);
            }
        }
        throw new IOException(
                other.isEmpty()
                        ? file + " holds no private key; it needs a PEM block \"BEGIN PRIVATE KEY\"."
                        : file + " holds a private key as \"" + other
                                + "\", and \"PRIVATE KEY\" (PKCS#8, not encrypted) is"
                                + " needed. Make it with: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out key.pem");
    }

    static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    private static byte[] decoded(Path file, String base64) throws IOException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds a PEM block that is damaged.");
        }
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
    }
}
