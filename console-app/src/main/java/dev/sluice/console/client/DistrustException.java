package dev.sluice.console.client;

import org.jspecify.annotations.Nullable;

/// A server showed a certificate that is not taken for its own. The connection ended in the handshake: nothing was
/// sent, no token either.
public final class DistrustException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// What is wrong with it.
    public enum Kind {
        /// nobody known here vouches for it; people may
        UNKNOWN,
        /// another one is known for this server
        CHANGED,
        /// it is not valid yet, or no longer
        EXPIRED,
        /// an authority vouches for it, but for another host
        OTHER_NAME
    }

    private final Kind kind;
    private final transient ShownCertificate certificate;
    private final @Nullable String known;
    private final transient Remedy remedy;

    /// What people can do about it.
    ///
    /// @param advice in words, without the fingerprints
    /// @param line of a terminal, empty when there is none
    public record Remedy(String advice, String line) {}

    /// @param known the fingerprint that is known for this server, null when there is none
    /// @param message the whole story, for who sees nothing else
    public DistrustException(
            Kind kind, ShownCertificate certificate, @Nullable String known, String message, Remedy remedy) {
        super(message, null);
        this.remedy = remedy;
        this.kind = kind;
        this.certificate = certificate;
        this.known = known;
    }

    public Kind kind() {
        return kind;
    }

    public ShownCertificate certificate() {
        return certificate;
    }

    /// the fingerprint that is known for this server, null when there is none
    public @Nullable String known() {
        return known;
    }

    public Remedy remedy() {
        return remedy;
    }

    @Override
    public boolean retryable() {
        return false;
    }
}
