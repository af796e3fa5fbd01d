package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// A request body that must have arrived by a deadline, however slowly it trickles. A read that gets nothing at
/// all is ended by the connection's idle timeout.
final class DeadlineBody extends FilterInputStream {
    /// so much more of a stream gives it the whole time again
    private static final int RENEW_AFTER_BYTES = 1 << 20;

    private final Duration limit;
    private long deadline;
    private boolean stream;
    private long toRenewal = RENEW_AFTER_BYTES;

    DeadlineBody(InputStream body, Duration limit) {
        super(body);
        this.limit = limit;
        this.deadline = System.nanoTime() + limit.toNanos();
    }

    /// From here on each MiB has the whole time: a body that is dealt with as it arrives may last as long as it moves.
    void asStream() {
        stream = true;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(bytes, offset, length);
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw late("The body stopped arriving");
            }
            throw e;
        }
        if (System.nanoTime() - deadline > 0 && read >= 0) {
            throw late("The body had not arrived after " + limit.toSeconds() + " s");
        }
        toRenewal -= read;
        if (stream && toRenewal <= 0) {
            toRenewal = RENEW_AFTER_BYTES;
            deadline = System.nanoTime() + limit.toNanos();
        }
        return read;
    }

    private static PipelineException late(String what) {
        return new PipelineException(ErrorCode.REQUEST_TIMEOUT, what + ". Send it again, in smaller parts.");
    }
}
