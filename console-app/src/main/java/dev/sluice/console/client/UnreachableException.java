package dev.sluice.console.client;

import org.jspecify.annotations.Nullable;

/// No usable answer came: refused, timed out, cut off, or not from a Sluice server.
public final class UnreachableException extends ClientException {
    private static final long serialVersionUID = 1L;

    /// How it failed.
    public enum Kind {
        /// nothing listens at that address
        REFUSED,
        /// the name cannot be resolved
        UNKNOWN_HOST,
        /// connected, or tried to, and no answer came in time
        TIMED_OUT,
        /// the connection broke in the middle
        CUT_OFF,
        /// something answered that is not a Sluice server
        NOT_SLUICE
    }

    private final Kind kind;

    public UnreachableException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    @Override
    public boolean retryable() {
        return kind != Kind.NOT_SLUICE && kind != Kind.UNKNOWN_HOST;
    }
}
