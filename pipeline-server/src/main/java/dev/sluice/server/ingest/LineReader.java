package dev.sluice.server.ingest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Cuts a stream into lines at `\n`, holding one line at a time.
final class LineReader {
    static final int BUFFER_BYTES = 64 << 10;

    private final InputStream in;
    private final int maxBytes;
    private final Growth growth;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int at;
    private int end;

    /// Told before more is read.
    @FunctionalInterface
    interface Growth {
        /// @param bytes of the line under way
        void ahead(int bytes) throws InterruptedException;
    }

    /// @param truncated true when the line was longer than allowed; the rest of it was skipped
    record Line(byte[] bytes, boolean truncated) {
        boolean blank() {
            for (byte b : bytes) {
                if (b != ' ' && b != '\t' && b != '\r') {
                    return false;
                }
            }
            return !truncated;
        }
    }

    LineReader(InputStream in, int maxBytes, Growth growth) {
        this.in = in;
        this.maxBytes = maxBytes;
        this.growth = growth;
    }

    /// @return null at the end
    @Nullable
    Line next() throws IOException, InterruptedException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(1_024);
        boolean truncated = false;
        boolean any = false;
        while (true) {
            if (at == end) {
                growth.ahead(line.size());
                at = 0;
                end = in.read(buffer);
                if (end <= 0) {
                    end = 0;
                    return any ? new Line(line.toByteArray(), truncated) : null;
                }
            }
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            int length = Math.min(at - from, maxBytes + 1 - line.size());
            line.write(buffer, from, length);
            truncated |= line.size() > maxBytes;
            if (at < end) {
                at++;
                return new Line(line.toByteArray(), truncated);
            }
        }
    }
}
