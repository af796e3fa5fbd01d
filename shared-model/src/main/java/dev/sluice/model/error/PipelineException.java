package dev.sluice.model.error;

import org.jspecify.annotations.Nullable;

/// A failure with a code, thrown by any room and turned into a [Problem] in one place.
public final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /// @param detail plain text for the caller: no secret, no payload
    public PipelineException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public PipelineException(ErrorCode code, String detail, @Nullable Throwable cause) {
        super(detail, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
