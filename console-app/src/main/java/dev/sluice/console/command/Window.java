package dev.sluice.console.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// A stream that remembers what was read from it since a given offset, so that a parser's values can be cut out
/// byte for byte. Keeps at most one event and one read-ahead in memory.
final class Window extends InputStream {
    private final InputStream in;
    private byte[] kept = new byte[32 << 10];
    /// offset in the stream of `kept[0]`
    private long start;
    private int length;

    Window(InputStream in) {
        this.in = in;
    }

    /// Forgets everything before `offset`.
    void keepFrom(long offset) {
        int drop = Math.toIntExact(offset - start);
        System.arraycopy(kept, drop, kept, 0, length - drop);
        length -= drop;
        start = offset;
    }

    /// The bytes from the offset last kept from up to `end`.
    byte[] cut(long end) {
        return Arrays.copyOfRange(kept, 0, Math.toIntExact(end - start));
    }

    long position() {
        return start + length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int count) throws IOException {
        int read = in.read(target, offset, count);
        if (read > 0) {
            if (length + read > kept.length) {
                if (length + read > EventInput.MAX_EVENT_BYTES + (64 << 10)) {
                    throw new EventInput.InputFault(0, "an event is larger than 15 MiB; nothing after it was sent");
                }
                kept = Arrays.copyOf(kept, Math.max(kept.length * 2, length + read));
            }
            System.arraycopy(target, offset, kept, length, read);
            length += read;
        }
        return read;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
