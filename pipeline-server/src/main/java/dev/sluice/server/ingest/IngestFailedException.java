package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;

/// A request of which not all events were confirmed. Sending all of it again with the same ids is safe.
public final class IngestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final long accepted;
    private final long unknown;

    IngestFailedException(ErrorCode code, String detail, long accepted, long unknown) {
        super(detail);
        this.code = code;
        this.accepted = accepted;
        this.unknown = unknown;
    }

    public ErrorCode code() {
        return code;
    }

    /// events that were confirmed
    public long accepted() {
        return accepted;
    }

    /// events that may be in the queue or not
    public long unknown() {
        return unknown;
    }
}
