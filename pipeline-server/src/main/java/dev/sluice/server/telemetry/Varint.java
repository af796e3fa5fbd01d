package dev.sluice.server.telemetry;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// Numbers of variable length, small ones in one byte; negative ones too, by zigzag.
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

    static long read(DataInput in) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.readByte();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number of more than 64 bits");
    }

    static void writeSigned(DataOutput out, long value) throws IOException {
        write(out, value << 1 ^ value >> 63);
    }

    static long readSigned(DataInput in) throws IOException {
        long value = read(in);
        return value >>> 1 ^ -(value & 1);
    }
}
