package dev.sluice.console.command;

import dev.sluice.console.client.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// One event a line. Blank lines are skipped and counted; what a line holds is the server's to judge, save that a
/// line too long to be kept in memory is cut to a stub that the server refuses.
final class NdjsonInput implements EventInput {
    private static final byte[] TOO_LONG = "\"a line longer than 15 MiB, left out by the sender\"".getBytes();

    private final InputStream in;
    private final ByteArrayOutputStream text = new ByteArrayOutputStream(16 << 10);
    private final byte[] buffer = new byte[64 << 10];
    private int next;
    private int end;
    private long line;
    private long position;

    NdjsonInput(InputStream in) {
        this.in = in;
    }

    @Override
    public @Nullable EventText next() throws IOException {
        while (true) {
            byte @Nullable [] bytes = readLine();
            if (bytes == null) {
                return null;
            }
            line++;
            if (!isBlank(bytes)) {
                return new EventText(bytes, line);
            }
        }
    }

    private byte @Nullable [] readLine() throws IOException {
        text.reset();
        boolean tooLong = false;
        boolean any = false;
        while (true) {
            if (next == end && !fill()) {
                return any ? finished(tooLong) : null;
            }
            any = true;
            int start = next;
            while (next < end && buffer[next] != '\n') {
                next++;
            }
            if (text.size() + next - start > MAX_EVENT_BYTES) {
                tooLong = true;
                text.reset();
            }
            if (!tooLong) {
                text.write(buffer, start, next - start);
            }
            if (next < end) {
                next++;
                return finished(tooLong);
            }
        }
    }

    private boolean fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        position += end;
        return end > 0;
    }

    private byte[] finished(boolean tooLong) {
        return tooLong ? TOO_LONG : text.toByteArray();
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean idle() throws IOException {
        return next == end && in.available() == 0;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public String mediaType() {
        return Body.NDJSON;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
