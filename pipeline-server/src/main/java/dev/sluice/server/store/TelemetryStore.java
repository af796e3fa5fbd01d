package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Figures over time (docs/adr/0022). It knows rows, not what is in them. Commits do not wait for the disk: a
/// crash of the database costs the figures of its last second, not the pipeline's time. Thread-safe. Every method
/// throws [PipelineException] `database-unavailable`.
public final class TelemetryStore {
    private static final long ROLL_LOCK = 0x51_1CE_0020L;
    private static final int TRIM_ROWS = 2_000;
    /// what a row takes beside its data
    private static final int ROW_BYTES = 64;

    private final Database database;

    public TelemetryStore(Database database) {
        this.database = database;
    }

    /// Adds rows just taken. Those whose commit was not heard of are to be sent again, the same: they count once.
    ///
    /// @param part how many rows the writer sent before
    public void append(UUID writer, List<TelemetryRow> rows, long part) {
        if (rows.isEmpty()) {
            return;
        }
        database.write("keeping telemetry", connection -> {
            hurry(connection);
            try (PreparedStatement upsert = connection.prepareStatement(
                    "insert into telemetry_writer as w (writer, parts, seen_at) values (?, ?, clock_timestamp())"
                            + " on conflict (writer) do update set parts = excluded.parts, seen_at = excluded.seen_at"
                            // fewer than said: the database fell over and forgot its last commits, these come on top
                            + " where w.parts <= ?")) {
                upsert.setObject(1, writer);
                upsert.setLong(2, part + rows.size());
                upsert.setLong(3, part);
                if (upsert.executeUpdate() > 0) {
                    insert(connection, rows, part);
                }
            }
            return null;
        });
    }

    /// Fresh rows that begin in [from, to), of instances and of the fleet.
    ///
    /// @param from,to seconds of the epoch
    public List<TelemetryRow> fresh(long from, long to) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select kind, at, writer, data"
                    + " from telemetry_fresh where kind in (?, ?) and at >= ? and at < ? order by at")) {
                select.setInt(1, TelemetryKind.INSTANCE.ordinal());
                select.setInt(2, TelemetryKind.FLEET.ordinal());
                select.setLong(3, from);
                select.setLong(4, to);
                return rows(select);
            }
        });
    }

    /// All rows that hold some of [from, to), in order of time; what is fresh comes as it was written, in seconds.
    ///
    /// @param from,to seconds of the epoch
    public List<TelemetryRow> read(TelemetryKind kind, TelemetryGrain grain, long from, long to) {
        return read(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    select kind, at, writer, data from telemetry where grain = ? and kind = ? and at >= ? and at < ?
                    union all select kind, at, writer, data from telemetry_fresh where kind = ? and at >= ? and at < ?
                    order by at""")) {
                select.setInt(1, grain.code());
                select.setInt(2, kind.ordinal());
                select.setLong(3, kind == TelemetryKind.TYPES ? from : grain.rowOf(from));
                select.setLong(4, to);
                select.setInt(5, kind.ordinal());
                select.setLong(6, TelemetryGrain.SECOND.rowOf(from));
                select.setLong(7, to);
                return rows(select);
            }
        });
    }

    /// What was recorded of the ledger so far.
    ///
    /// @param mine true: the asker recorded it
    /// @param upto end of the last second recorded, null when there is none
    /// @param counted the ledger at that moment, as the recorder wrote it; null when there is none, empty: zero
    public record Recorded(boolean mine, @Nullable Long upto, byte @Nullable [] counted) {}

    /// What is to be recorded from here on.
    public record Recording(@Nullable Long upto, byte @Nullable [] counted, List<TelemetryRow> rows) {
        public Recording {
            rows = List.copyOf(rows);
        }
    }

    /// Lets one instance of all record: the last one, while it comes back within the lease. What is recorded and
    /// what it was counted from change together.
    ///
    /// @param recorder may be asked again when a race was lost
    /// @return false when it is another's turn
    public boolean record(UUID self, Duration lease, Function<Recorded, Recording> recorder) {
        return database.write("recording the ledger", connection -> {
            hurry(connection);
            Optional<Recorded> turn = turn(connection, self, lease);
            if (turn.isEmpty()) {
                return false;
            }
            Recording recording = recorder.apply(turn.get());
            insert(connection, recording.rows(), 0);
            try (PreparedStatement update = connection.prepareStatement("update telemetry_recorder set owner = ?,"
                    + " seen_at = clock_timestamp(), upto = ?, counted = ?")) {
                update.setObject(1, self);
                update.setObject(2, recording.upto());
                update.setBytes(3, recording.counted());
                update.executeUpdate();
            }
            return true;
        });
    }

    private static Optional<Recorded> turn(Connection connection, UUID self, Duration lease) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select owner = ?, upto, counted"
                + " from telemetry_recorder where owner is null or owner = ?"
                + " or seen_at < clock_timestamp() - ? * interval '1 millisecond' for update skip locked")) {
            select.setObject(1, self);
            select.setObject(2, self);
            select.setLong(3, lease.toMillis());
            try (ResultSet row = select.executeQuery()) {
                return row.next()
                        ? Optional.of(new Recorded(row.getBoolean(1), row.getObject(2, Long.class), row.getBytes(3)))
                        : Optional.empty();
            }
        }
    }

    /// How rows are made of rows.
    public interface Folds {
        /// @param minute its start
        /// @param fresh of one kind, of one writer unless they are [TelemetryKind#TYPES]
        /// @param rows what is there of each grain, to be added to; empty where nothing is
        /// @return what is to be there of each grain, empty: nothing
        List<Optional<byte[]>> fold(TelemetryKind kind, long minute, List<byte[]> fresh, List<Optional<byte[]>> rows);
    }

    /// Moves the fresh rows of the oldest minute that is over, and what was late for it, to where they stay. One
    /// instance works at a time; others find nothing to do.
    ///
    /// @param before seconds of the epoch
    /// @return false when nothing was left to do
    public boolean roll(long before, Folds folds) {
        return database.write("rolling telemetry up", connection -> {
            hurry(connection);
            try (Statement statement = connection.createStatement()) {
                long minute;
                try (ResultSet row = statement.executeQuery("select pg_try_advisory_xact_lock(" + ROLL_LOCK
                        + "), (select min(at) from telemetry_fresh where at < " + before + ")")) {
                    row.next();
                    minute = TelemetryGrain.SECOND.rowOf(row.getLong(2));
                    if (row.wasNull() || !row.getBoolean(1)) {
                        return false;
                    }
                }
                TelemetryRolling.roll(connection, minute, folds);
                return true;
            }
        });
    }

    /// Removes what is older.
    ///
    /// @param from of each grain, what is to stay, in seconds of the epoch
    /// @return rows removed; call again until it is 0
    public int trim(Function<TelemetryGrain, Long> from) {
        return database.write("trimming telemetry", connection -> {
            hurry(connection);
            int removed = 0;
            try (Statement statement = connection.createStatement()) {
                statement.execute("delete from telemetry_writer where seen_at < clock_timestamp() - interval '2 days'");
            }
            for (TelemetryGrain grain : TelemetryGrain.values()) {
                removed += remove(connection, grain, from.apply(grain) - grain.packed());
            }
            return removed;
        });
    }

    /// Makes room when all rows together take more: the oldest hour of the finest grain that is there goes.
    ///
    /// @return bytes that all rows take, before that
    public long limit(long maxBytes) {
        return database.write("limiting telemetry", connection -> {
            hurry(connection);
            try (Statement statement = connection.createStatement()) {
                long bytes;
                try (ResultSet row = statement.executeQuery(
                        "select coalesce(sum(pg_column_size(data) + " + ROW_BYTES + "), 0) from telemetry")) {
                    row.next();
                    bytes = row.getLong(1);
                }
                if (bytes > maxBytes) {
                    statement.execute("delete from telemetry t using (select grain, min(at) as first from telemetry"
                            + " group by grain order by grain limit 1) o where t.grain = o.grain"
                            + " and t.at < o.first + 3600 * (case when o.grain = 1 then 1 else 24 end)");
                }
                return bytes;
            }
        });
    }

    private static int remove(Connection connection, TelemetryGrain grain, long before) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from telemetry where ctid = any(array("
                + "select ctid from telemetry where grain = ? and at <= ? limit " + TRIM_ROWS + "))")) {
            delete.setInt(1, grain.code());
            delete.setLong(2, before);
            return delete.executeUpdate();
        }
    }

    private static void insert(Connection connection, List<TelemetryRow> rows, long part) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into telemetry_fresh (kind, at, writer, part, data) values (?, ?, ?, ?, ?)")) {
            for (int i = 0; i < rows.size(); i++) {
                TelemetryRow row = rows.get(i);
                insert.setInt(1, row.kind().ordinal());
                insert.setLong(2, row.at());
                insert.setObject(3, row.writer());
                insert.setLong(4, part + i);
                insert.setBytes(5, row.data());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    static List<TelemetryRow> rows(PreparedStatement select) throws SQLException {
        List<TelemetryRow> rows = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                rows.add(new TelemetryRow(
                        TelemetryKind.values()[row.getInt(1)],
                        row.getLong(2),
                        row.getObject(3, UUID.class),
                        row.getBytes(4)));
            }
        }
        return rows;
    }

    private static void hurry(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local synchronous_commit = off");
        }
    }

    private <T> T read(Work<T> work) {
        try {
            return database.read(work);
        } catch (SQLException e) {
            throw SqlFailure.unavailable("reading telemetry", e);
        }
    }
}
