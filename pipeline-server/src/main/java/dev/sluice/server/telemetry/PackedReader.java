package dev.sluice.server.telemetry;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Reads what was packed and deflated. An answer over a day is made of millions of numbers, so it works on plain
/// bytes rather than on a stream. Not thread-safe.
final class PackedReader {
    /// of one row; far more than there can be
    private static final int MOST_BYTES = 256 << 20;

    private final byte[] data;
    private final int end;
    private int at;

    private PackedReader(byte[] data, int end) {
        this.data = data;
        this.end = end;
    }

    /// @param from where the deflated part begins
    /// @param bare without the header of zlib
    static PackedReader inflated(byte[] deflated, int from, boolean bare) throws IOException {
        Inflater inflater = new Inflater(bare);
        try {
            inflater.setInput(deflated, from, deflated.length - from);
            byte[] bytes = new byte[Math.max(256, deflated.length * 4)];
            int size = 0;
            while (!inflater.finished()) {
                if (size == bytes.length) {
                    if (size >= MOST_BYTES) {
                        throw new IOException("telemetry of more than " + MOST_BYTES + " bytes");
                    }
                    bytes = Arrays.copyOf(bytes, size * 2);
                }
                int more = inflater.inflate(bytes, size, bytes.length - size);
                size += more;
                if (more == 0 && inflater.needsInput()) {
                    throw new IOException("telemetry is cut off");
                }
            }
            return new PackedReader(bytes, size);
        } catch (DataFormatException e) {
            throw new IOException("telemetry is damaged", e);
        } finally {
            inflater.end();
        }
    }

    byte readByte() throws IOException {
        if (at >= end) {
            throw new IOException("telemetry ends early");
        }
        return data[at++];
    }

    long read() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    long readSigned() throws IOException {
        long value = read();
        return value >>> 1 ^ -(value & 1);
    }

    String readText() throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(data, at, end - at))) {
            String text = in.readUTF();
            at = end - in.available();
            return text;
        }
    }
}
