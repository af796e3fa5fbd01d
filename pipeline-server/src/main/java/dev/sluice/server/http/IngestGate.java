package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.HttpConfig;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/// Bounds what ingest requests may hold at a time, in number and in body bytes; beyond it they are told to come
/// back, so that memory stays flat whatever comes. Thread-safe.
final class IngestGate {
    /// No request holds more at a time: a document is at most 16 MiB, and of NDJSON a window of frames is open.
    private static final long MAX_HELD = 20 << 20;

    private final Semaphore requests;
    private final AtomicLong bytes = new AtomicLong();
    private final HttpConfig limits;

    IngestGate(HttpConfig limits) {
        this.limits = limits;
        this.requests = new Semaphore(limits.maxIngestRequests());
    }

    /// @throws PipelineException `overloaded`
    Pass enter(InputStream body) {
        if (!requests.tryAcquire()) {
            throw new PipelineException(
                    ErrorCode.OVERLOADED,
                    limits.maxIngestRequests() + " ingest requests are under way, which is the limit; try again.");
        }
        return new Pass(body);
    }

    long bytesHeld() {
        return bytes.get();
    }

    /// One request inside the gate; its bytes count until it is closed.
    final class Pass extends FilterInputStream {
        private long held;
        private boolean left;

        private Pass(InputStream body) {
            super(body);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            long more = Math.min(read, MAX_HELD - held);
            if (more > 0) {
                held += more;
                if (bytes.addAndGet(more) > limits.maxIngestBytes()) {
                    throw new PipelineException(
                            ErrorCode.OVERLOADED,
                            "The bodies under way have more than " + limits.maxIngestBytes()
                                    + " bytes, which is the limit; try again.");
                }
            }
            return read;
        }

        /// Closing the stream is the reader's; leaving is the route's, once the events are confirmed.
        void leave() {
            if (!left) {
                left = true;
                bytes.addAndGet(-held);
                requests.release();
            }
        }
    }
}
