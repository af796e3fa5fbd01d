package dev.sluice.console.client;

/// A call to the server failed; the message is one plain sentence for people.
public abstract sealed class ClientException extends RuntimeException
        permits DistrustException, ProblemException, UnreachableException {
    private static final long serialVersionUID = 1L;

    ClientException(String message, @org.jspecify.annotations.Nullable Throwable cause) {
        super(message, cause);
    }

    /// true: the same call may succeed later
    public abstract boolean retryable();
}
