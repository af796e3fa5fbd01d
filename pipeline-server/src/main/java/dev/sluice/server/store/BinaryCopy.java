package dev.sluice.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// One COPY in its binary format (PostgreSQL manual, COPY, "Binary Format"): for each row [#row], then its fields in
/// the order of the statement's columns; [#end] when all are written, [#close] always. Used by one thread.
final class BinaryCopy implements AutoCloseable {
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int INT8_OID = 20;
    private static final int FLOAT8_OID = 701;
    private static final int CHUNK = 64 << 10;
    private static final long POSTGRES_EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK);

    /// @param sql ends in `from stdin (format binary)`
    BinaryCopy(Connection connection, String sql) throws SQLException {
        copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    void row(int fields) throws SQLException {
        if (buffer.position() >= CHUNK) {
            flush();
        }
        reserve(2);
        buffer.putShort((short) fields);
    }

    void int8(long value) {
        reserve(12);
        buffer.putInt(8).putLong(value);
    }

    /// @param micros since 1970
    void timestamp(long micros) {
        int8(micros - POSTGRES_EPOCH_MICROS);
    }

    void uuid(long high, long low) {
        reserve(20);
        buffer.putInt(16).putLong(high).putLong(low);
    }

    void text(@Nullable String text) {
        if (text == null) {
            reserve(4);
            buffer.putInt(-1);
        } else {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    void bytes(byte[] bytes) {
        reserve(4 + bytes.length);
        buffer.putInt(bytes.length).put(bytes);
    }

    void int8s(long[] values) {
        array(values, INT8_OID);
    }

    /// Elements of 8 bytes.
    private void array(long[] values, int oid) {
        reserve(24 + 12 * values.length);
        if (values.length == 0) {
            buffer.putInt(12).putInt(0).putInt(0).putInt(oid);
            return;
        }
        buffer.putInt(20 + 12 * values.length);
        buffer.putInt(1).putInt(0).putInt(oid).putInt(values.length).putInt(1);
        for (long value : values) {
            buffer.putInt(8).putLong(value);
        }
    }

    /// Three fields: paths, lows, highs; all null when there are no bounds.
    void bounds(@Nullable NumberBounds bounds) {
        if (bounds == null) {
            reserve(12);
            buffer.putInt(-1).putInt(-1).putInt(-1);
            return;
        }
        int8s(bounds.paths());
        float8s(bounds.lows());
        float8s(bounds.highs());
    }

    private void float8s(double[] values) {
        long[] bits = new long[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = Double.doubleToLongBits(values[i]);
        }
        array(bits, FLOAT8_OID);
    }

    void end() throws SQLException {
        reserve(2);
        buffer.putShort((short) -1);
        flush();
        copy.endCopy();
    }

    /// Cancels what was not ended.
    @Override
    public void close() throws SQLException {
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }

    private void reserve(int bytes) {
        if (buffer.remaining() < bytes) {
            int needed = buffer.position() + bytes;
            buffer =
                    ByteBuffer.allocate(Math.max(needed, buffer.capacity() * 2)).put(buffer.flip());
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }
}
