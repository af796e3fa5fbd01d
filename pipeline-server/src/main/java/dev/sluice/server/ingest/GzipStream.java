package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/// Inflates gzip (RFC 1952) as it arrives: one member or several, each checked against its sum and length, and nothing
/// after the last one. The JDK's own reader lets garbage after the end pass. Used by one thread; closing frees native
/// memory.
final class GzipStream extends InputStream {
    /// Text compresses up to some 100:1; deflate can reach 1032:1, which only bombs do for long.
    static final int MAX_RATIO = 200;
    /// what may come out before the ratio is looked at
    static final long RATIO_FROM = 16L << 20;

    private static final int MAX_HEADER = 64 << 10;
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;
    private static final int RESERVED = 0xe0;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 sum = new CRC32();
    private final byte[] buffer = new byte[8 << 10];
    private int at;
    private int end;
    private long taken;
    private long given;
    private boolean inMember;
    private boolean ended;
    private boolean closed;

    GzipStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /// @throws ZipException when it is no gzip, or is damaged
    /// @throws EOFException when it ends too early
    /// @throws PipelineException `too-large` when it inflates beyond [#MAX_RATIO]
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            if (!inMember) {
                header();
                inMember = true;
            }
            int inflated = inflate(target, offset, length);
            if (inflated > 0) {
                sum.update(target, offset, inflated);
                given += inflated;
                boundRatio();
                return inflated;
            }
            if (inflater.finished() || inflater.needsDictionary()) {
                trailer();
            } else {
                fill();
                inflater.setInput(buffer, at, end - at);
                at = end;
            }
        }
        return -1;
    }

    private int inflate(byte[] target, int offset, int length) throws ZipException {
        try {
            return inflater.inflate(target, offset, length);
        } catch (DataFormatException e) {
            throw broken("it cannot be inflated");
        }
    }

    private void boundRatio() {
        if (given > RATIO_FROM && given / MAX_RATIO > taken) {
            throw new PipelineException(
                    ErrorCode.TOO_LARGE,
                    "The gzip body inflates to more than " + MAX_RATIO + " times its size; " + taken + " bytes became "
                            + given + ". Send it in parts, or not compressed.");
        }
    }

    private void header() throws IOException {
        if (next() != 0x1f || next() != 0x8b || next() != 8) {
            throw broken(given == 0 ? "it does not begin as gzip does" : "something follows its end");
        }
        int flags = next();
        if ((flags & RESERVED) != 0) {
            throw broken("its header has flags that are not defined");
        }
        long from = taken - (end - at);
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip(next() | next() << 8);
        }
        for (int flag : new int[] {NAME, COMMENT}) {
            while ((flags & flag) != 0 && next() != 0) {
                if (taken - (end - at) - from > MAX_HEADER) {
                    throw broken("its header is longer than " + MAX_HEADER + " bytes");
                }
            }
        }
        skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    }

    private void trailer() throws IOException {
        if (inflater.needsDictionary()) {
            throw broken("it needs a dictionary");
        }
        at = end - inflater.getRemaining();
        long expectedSum = word();
        long expectedLength = word();
        if (expectedSum != sum.getValue() || expectedLength != (inflater.getBytesWritten() & 0xffffffffL)) {
            throw broken("its sum or length does not fit what it holds");
        }
        inflater.reset();
        sum.reset();
        inMember = false;
        ended = !more();
    }

    private long word() throws IOException {
        return next() | next() << 8 | next() << 16 | (long) next() << 24;
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            next();
        }
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return buffer[at++] & 0xff;
    }

    private void fill() throws IOException {
        if (!more()) {
            throw new EOFException("gzip ends too early");
        }
    }

    private boolean more() throws IOException {
        while (at == end) {
            int read = in.read(buffer);
            if (read < 0) {
                return false;
            }
            at = 0;
            end = read;
            taken += read;
        }
        return true;
    }

    private static ZipException broken(String what) {
        return new ZipException(what);
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            inflater.end();
            in.close();
        }
    }
}
