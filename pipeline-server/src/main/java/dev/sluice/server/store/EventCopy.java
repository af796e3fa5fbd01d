package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/// Writes event rows by COPY in its binary format (PostgreSQL manual, COPY, "Binary Format"): the body goes over as the
/// bytes that came. Used by one thread.
final class EventCopy {
    private static final String SQL = "copy event (received_at, time, identity, source, id, type, subject, queue, body,"
            + " terms) from stdin (format binary)";
    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final short FIELDS = 10;
    private static final int INT8_OID = 20;
    private static final int CHUNK = 64 << 10;
    private static final long POSTGRES_EPOCH_MICROS =
            ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse("2000-01-01T00:00:00Z"));

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(2 * CHUNK);

    private EventCopy(CopyIn copy) {
        this.copy = copy;
    }

    static void write(Connection connection, List<Candidate> rows) throws SQLException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(SQL);
        try {
            EventCopy writer = new EventCopy(copy);
            writer.header();
            for (Candidate row : rows) {
                writer.row(row);
            }
            writer.buffer.putShort((short) -1);
            writer.flush();
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private void header() {
        buffer.put(SIGNATURE).putInt(0).putInt(0);
    }

    private void row(Candidate row) throws SQLException {
        Event event = row.event();
        reserve(64);
        buffer.putShort(FIELDS);
        timestamp(row.receivedMicros());
        timestamp(event.time() == null ? row.receivedMicros() : micros(event.time()));
        buffer.putInt(16)
                .putLong(row.identity().getMostSignificantBits())
                .putLong(row.identity().getLeastSignificantBits());
        text(event.source());
        text(event.id());
        text(event.type());
        text(event.subject());
        text(row.frame().queue());
        bytes(event.json());
        terms(row.terms());
        if (buffer.position() >= CHUNK) {
            flush();
        }
    }

    /// Cut, not rounded: PostgreSQL would round .9999999 up into the next second.
    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }

    private void timestamp(long micros) {
        buffer.putInt(8).putLong(micros - POSTGRES_EPOCH_MICROS);
    }

    private void text(@Nullable String text) {
        if (text == null) {
            reserve(4);
            buffer.putInt(-1);
        } else {
            bytes(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void bytes(byte[] bytes) {
        reserve(4 + bytes.length);
        buffer.putInt(bytes.length).put(bytes);
    }

    private void terms(long[] terms) {
        reserve(24 + 12 * terms.length);
        if (terms.length == 0) {
            buffer.putInt(12).putInt(0).putInt(0).putInt(INT8_OID);
            return;
        }
        buffer.putInt(20 + 12 * terms.length);
        buffer.putInt(1).putInt(0).putInt(INT8_OID).putInt(terms.length).putInt(1);
        for (long term : terms) {
            buffer.putInt(8).putLong(term);
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
