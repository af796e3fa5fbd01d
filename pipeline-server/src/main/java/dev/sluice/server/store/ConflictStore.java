package dev.sluice.server.store;

import dev.sluice.model.conflict.EventConflict;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The last events that came again with another text, of the whole fleet. Thread-safe. Every method of an instance
/// throws [dev.sluice.model.error.PipelineException] `database-unavailable` when the database does not answer.
public final class ConflictStore {
    /// conflicts kept
    public static final int KEPT = 1_000;
    /// bytes kept of a later text; that of the first is where all events are
    public static final int MAX_BODY = 64 << 10;
    /// Of one transaction at most so many are kept, so that a storm of them costs the writer little.
    static final int MAX_AT_ONCE = 50;

    private static final long LOCK = 0x51_1CE_0004L;
    private static final String COLUMNS = "id, at, source, event_id, type, queue, kept_received_at, kept_sha256,"
            + " kept_bytes, later_received_at, later_sha256, later_bytes";

    /// A duplicate that says something else.
    ///
    /// @param laterSha256 of the duplicate's text
    record Found(Candidate later, byte[] laterSha256, Instant keptReceivedAt, byte[] keptSha256, long keptBytes) {}

    /// @param keptBody null when it is no longer stored
    /// @param laterBody its first [#MAX_BODY] bytes
    public record Kept(EventConflict conflict, @Nullable String keptBody, byte[] laterBody) {
        public boolean cut() {
            return laterBody.length < conflict.later().bytes();
        }
    }

    private final Database database;

    public ConflictStore(Database database) {
        this.database = database;
    }

    /// Keeps conflicts in the transaction that settles their frames, so that a frame that comes again adds none.
    static void keep(Connection connection, List<Found> found) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into conflict (source, event_id, type, queue, identity, kept_received_at, kept_sha256,
                    kept_bytes, later_received_at, later_sha256, later_bytes, later_body)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            for (Found one : found.subList(Math.max(0, found.size() - MAX_AT_ONCE), found.size())) {
                Candidate later = one.later();
                byte[] json = later.event().json();
                insert.setString(1, later.event().source());
                insert.setString(2, later.event().id());
                insert.setString(3, later.event().type());
                insert.setString(4, later.frame().queue());
                insert.setObject(5, later.identity());
                insert.setTimestamp(6, Timestamp.from(one.keptReceivedAt()));
                insert.setBytes(7, one.keptSha256());
                insert.setLong(8, one.keptBytes());
                insert.setTimestamp(9, Timestamp.from(later.frame().receivedAt()));
                insert.setBytes(10, one.laterSha256());
                insert.setLong(11, json.length);
                insert.setBytes(12, json.length <= MAX_BODY ? json : Arrays.copyOf(json, MAX_BODY));
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /// Drops all but the last [#KEPT].
    public void trim() {
        database.write("trimming the conflicts", connection -> {
            Schema.lock(connection, LOCK);
            try (Statement statement = connection.createStatement()) {
                statement.execute("delete from conflict where id <="
                        + " (select id from conflict order by id desc offset " + KEPT + " limit 1)");
            }
            return null;
        });
    }

    /// Newest first.
    ///
    /// @param before id of the last one seen
    public List<EventConflict> page(int limit, long before) {
        return database.write("reading the conflicts", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from conflict where id < ? order by id desc limit ?")) {
                select.setLong(1, before);
                select.setInt(2, limit);
                List<EventConflict> page = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        page.add(conflict(row));
                    }
                }
                return page;
            }
        });
    }

    public Optional<Kept> find(long id) {
        return database.write("reading conflict " + id, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + ", later_body,"
                    + " (select e.body from event e where e.received_at = kept_received_at and e.id = event_id"
                    + " and e.identity = conflict.identity) as kept_body from conflict where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next()
                            ? Optional.of(
                                    new Kept(conflict(row), row.getString("kept_body"), row.getBytes("later_body")))
                            : Optional.empty();
                }
            }
        });
    }

    private static EventConflict conflict(ResultSet row) throws SQLException {
        return new EventConflict(
                Long.toString(row.getLong("id")),
                row.getTimestamp("at").toInstant(),
                row.getString("source"),
                row.getString("event_id"),
                row.getString("type"),
                row.getString("queue"),
                version(row, "kept"),
                version(row, "later"));
    }

    private static EventConflict.Version version(ResultSet row, String which) throws SQLException {
        return new EventConflict.Version(
                row.getTimestamp(which + "_received_at").toInstant(),
                HexFormat.of().formatHex(row.getBytes(which + "_sha256")),
                row.getLong(which + "_bytes"));
    }
}
