package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/// Writes event rows and the blocks that index them by COPY: the body goes over as the bytes that came.
final class EventCopy {
    private static final String EVENTS =
            "copy event (received_at, time, identity, source, id, type, subject, queue, body,"
                    + " terms, block) from stdin (format binary)";
    private static final String BLOCKS = "copy event_block (id, first_at, last_at, terms, number_paths,"
            + " number_lows, number_highs) from stdin (format binary)";

    private EventCopy() {}

    /// @param rows in the order their neighbours are to be found together
    static void write(Connection connection, List<Candidate> rows) throws SQLException {
        List<Block> blocks = Block.of(rows);
        try (BinaryCopy copy = new BinaryCopy(connection, EVENTS)) {
            for (Block block : blocks) {
                for (Candidate row : block.rows()) {
                    write(copy, row, block.id());
                }
            }
            copy.end();
        }
        try (BinaryCopy copy = new BinaryCopy(connection, BLOCKS)) {
            for (Block block : blocks) {
                copy.row(7);
                copy.int8(block.id());
                copy.timestamp(block.firstMicros());
                copy.timestamp(block.lastMicros());
                copy.int8s(block.terms());
                copy.bounds(block.numbers());
            }
            copy.end();
        }
    }

    private static void write(BinaryCopy copy, Candidate row, long block) throws SQLException {
        Event event = row.event();
        copy.row(11);
        copy.timestamp(row.receivedMicros());
        copy.timestamp(event.time() == null ? row.receivedMicros() : micros(event.time()));
        copy.uuid(row.identity().getMostSignificantBits(), row.identity().getLeastSignificantBits());
        copy.text(event.source());
        copy.text(event.id());
        copy.text(event.type());
        copy.text(event.subject());
        copy.text(row.frame().queue());
        copy.bytes(event.json());
        copy.int8s(row.terms().all());
        copy.int8(block);
    }

    /// Cut, not rounded: PostgreSQL would round .9999999 up into the next second.
    static long micros(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }
}
