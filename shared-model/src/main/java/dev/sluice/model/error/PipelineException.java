package dev.sluice.model.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A failure with a code, thrown by any room and turned into a [Problem] in one place.
public final class PipelineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable Integer column;
    private final @Nullable Duration retryAfter;

    /// @param detail plain text for the caller: no secret, no payload
    public PipelineException(ErrorCode code, String detail) {
        this(code, detail, null);
    }

    public PipelineException(ErrorCode code, String detail, @Nullable Throwable cause) {
        this(code, detail, cause, null, null);
    }

    private PipelineException(
            ErrorCode code,
            String detail,
            @Nullable Throwable cause,
            @Nullable Integer column,
            @Nullable Duration retryAfter) {
        super(detail, cause);
        this.code = code;
        this.column = column;
        this.retryAfter = retryAfter;
    }

    /// A fault at a place in a text of the caller's, such as a query.
    ///
    /// @param column 1-based
    public static PipelineException atColumn(ErrorCode code, String detail, int column) {
        return new PipelineException(code, detail, null, column, null);
    }

    /// A refusal that is known to be over after a while.
    public static PipelineException retryAfter(ErrorCode code, String detail, Duration after) {
        return new PipelineException(code, detail, null, null, after);
    }

    public ErrorCode code() {
        return code;
    }

    /// 1-based column of the fault, null when it has none.
    public @Nullable Integer column() {
        return column;
    }

    /// When to come back, null when nobody knows.
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
