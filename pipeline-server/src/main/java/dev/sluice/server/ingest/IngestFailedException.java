package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.ingest.Receipt;

/// A request of which not all events were confirmed. Sending all of it again with the same ids is safe.
public final class IngestFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Receipt receipt;
    private final long unknown;

    IngestFailedException(ErrorCode code, String detail, Receipt receipt, long unknown) {
        super(detail);
        this.code = code;
        this.receipt = receipt;
        this.unknown = unknown;
    }

    public ErrorCode code() {
        return code;
    }

    /// how far it got: what was confirmed, what was rejected, and of NDJSON the lines dealt with
    public Receipt receipt() {
        return receipt;
    }

    /// events that may be in the queue or not
    public long unknown() {
        return unknown;
    }
}
