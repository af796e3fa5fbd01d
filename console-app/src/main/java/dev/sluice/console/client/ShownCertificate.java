package dev.sluice.console.client;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The certificate a server showed, as people see it.
///
/// @param fingerprint SHA-256 as `AB:CD:…`
/// @param subject,issuer distinguished names; equal when it is signed by itself
/// @param names host names and addresses it was made for
public record ShownCertificate(
        String fingerprint, String subject, String issuer, List<String> names, Instant validFrom, Instant validUntil) {
    private static final HexFormat HEX = HexFormat.ofDelimiter(":").withUpperCase();
    private static final int BYTES = 32;
    private static final int DNS = 2;
    private static final int ADDRESS = 7;

    static ShownCertificate of(X509Certificate certificate) {
        return new ShownCertificate(
                fingerprint(certificate),
                EventSummary.printable(certificate.getSubjectX500Principal().getName()),
                EventSummary.printable(certificate.getIssuerX500Principal().getName()),
                namesOf(certificate),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    /// The fingerprint as it is written here; case, colons and spaces of a typed one do not matter. Empty when it is
    /// none.
    public static Optional<String> readFingerprint(String text) {
        String digits = text.replaceAll("[:\\s]", "").toUpperCase(Locale.ROOT);
        return digits.matches("[0-9A-F]{" + 2 * BYTES + "}")
                ? Optional.of(HEX.formatHex(HexFormat.of().parseHex(digits)))
                : Optional.empty();
    }

    private static String fingerprint(X509Certificate certificate) {
        try {
            return HEX.formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalStateException("every JVM has SHA-256, and what was read can be written", e);
        }
    }

    private static List<String> namesOf(X509Certificate certificate) {
        try {
            @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> name.getFirst().equals(DNS)
                                    || name.getFirst().equals(ADDRESS))
                            .map(name -> EventSummary.printable(String.valueOf(name.get(1))))
                            .toList();
        } catch (CertificateParsingException e) {
            return List.of();
        }
    }
}
