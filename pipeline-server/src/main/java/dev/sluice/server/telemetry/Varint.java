package dev.sluice.server.telemetry;

import java.io.DataOutput;
import java.io.IOException;

/// Writes numbers of variable length, small ones in one byte; negative ones too, by zigzag. [PackedReader] reads them.
final class Varint {
    private Varint() {}

    static void write(DataOutput out, long value) throws IOException {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.writeByte((int) (left & 0x7F | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    static void writeSigned(DataOutput out, long value) throws IOException {
        write(out, value << 1 ^ value >> 63);
    }
}
