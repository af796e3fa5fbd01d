package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Discards dead letters and brings them back: each is one transaction with its audit record. Thread-safe. Every
/// method throws [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class DiscardStore {
    private static final String COLUMNS =
            "id, queue, discarded, undo_until, reason, discarded_by, discarded_at," + " restored, undone_by, undone_at";
    private static final int SWEEP_ROWS = 1_000;
    /// of one act, which is one transaction and ends in bounded time
    private static final int MOST = 100_000;
    /// how long acts are remembered after nothing can be done about them any more
    private static final Duration REMEMBERED = Duration.ofDays(30);

    private final Database database;
    private final Waypoints waypoints;

    public DiscardStore(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
    }

    /// Discards the oldest 100,000 at most.
    ///
    /// @param undo how long it can be undone
    /// @param audit of so many letters
    public Discard discard(
            String id,
            LetterChoice choice,
            @Nullable String reason,
            String by,
            Duration undo,
            LongFunction<AuditRecord> audit) {
        String queue = choice.queue();
        Discard discard = database.write("discarding dead letters of queue " + queue, connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into discard_act (id, queue, discarded, reason, discarded_by, undo_until)
                    values (?, ?, 0, ?, ?, clock_timestamp() + make_interval(secs => ?))""")) {
                insert.setString(1, id);
                insert.setString(2, queue);
                insert.setString(3, reason);
                insert.setString(4, by);
                insert.setDouble(5, undo.toMillis() / 1_000.0);
                insert.executeUpdate();
            }
            long discarded;
            try (PreparedStatement update = upToMost(connection, choice).marking(connection, """
                    update dead_letter l set state = 'discarded', act = ?, acted_at = clock_timestamp(),
                        acted_by = ?""", 2)) {
                update.setString(1, id);
                update.setString(2, by);
                discarded = update.executeUpdate();
            }
            Outbox.shift(connection, queue, 0, 0, counted(connection, id));
            AuditRows.insert(connection, audit.apply(discarded));
            try (PreparedStatement update = connection.prepareStatement(
                    "update discard_act set discarded = ? where id = ? returning " + COLUMNS)) {
                update.setLong(1, discarded);
                update.setString(2, id);
                try (ResultSet row = update.executeQuery()) {
                    row.next();
                    waypoints.passed(Waypoint.DISCARD_BEFORE_COMMIT);
                    return discard(row);
                }
            }
        });
        waypoints.passed(Waypoint.DISCARD_COMMITTED);
        return discard;
    }

    private static LetterChoice upToMost(Connection connection, LetterChoice choice) throws SQLException {
        try (PreparedStatement last = choice.prepare(
                        connection,
                        "select l.id from dead_letter l",
                        " order by l.id offset " + (MOST - 1) + " limit 1");
                ResultSet row = last.executeQuery()) {
            return row.next() ? choice.upto(row.getLong(1)) : choice;
        }
    }

    /// What the ledger knows of them: a message that was no frame was never accepted.
    private static long counted(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select count(*) from dead_letter where act = ? and state = 'discarded' and incarnation is not null")) {
            select.setString(1, id);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /// Brings the letters of a discard back that are still there.
    ///
    /// @param audit of so many letters
    /// @return empty when it was undone before, or may be undone no more
    public Optional<Discard> undo(String queue, String id, String by, LongFunction<AuditRecord> audit) {
        Optional<Discard> undone = database.write("undoing discard " + id, connection -> {
            try (PreparedStatement lock = connection.prepareStatement("""
                    select from discard_act where queue = ? and id = ? and undone_at is null
                        and undo_until > clock_timestamp() for update""")) {
                lock.setString(1, queue);
                lock.setString(2, id);
                try (ResultSet row = lock.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                }
            }
            Outbox.shift(connection, queue, 0, 0, -counted(connection, id));
            long restored;
            try (PreparedStatement update = connection.prepareStatement("""
                    update dead_letter set act = null, acted_at = null, acted_by = null,
                        state = case when bytes = '' and detail = 'erased' then 'erased' else 'new' end
                    where act = ? and state = 'discarded'""")) {
                update.setString(1, id);
                restored = update.executeUpdate();
            }
            AuditRows.insert(connection, audit.apply(restored));
            try (PreparedStatement update = connection.prepareStatement(
                    "update discard_act set restored = ?, undone_by = ?, undone_at = clock_timestamp() where id = ?"
                            + " returning " + COLUMNS)) {
                update.setLong(1, restored);
                update.setString(2, by);
                update.setString(3, id);
                try (ResultSet row = update.executeQuery()) {
                    row.next();
                    waypoints.passed(Waypoint.DISCARD_UNDO_BEFORE_COMMIT);
                    return Optional.of(discard(row));
                }
            }
        });
        waypoints.passed(Waypoint.DISCARD_UNDONE);
        return undone;
    }

    public Optional<Discard> find(String queue, String id) {
        return database.write("reading discard " + id, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select " + COLUMNS + " from discard_act where queue = ? and id = ?")) {
                select.setString(1, queue);
                select.setString(2, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(discard(row)) : Optional.empty();
                }
            }
        });
    }

    /// The last ones of a queue, newest first.
    public List<Discard> list(String queue, int limit) {
        return database.write("reading the discards of queue " + queue, connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select " + COLUMNS + " from discard_act where queue = ? order by discarded_at desc limit ?")) {
                select.setString(1, queue);
                select.setInt(2, limit);
                List<Discard> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(discard(row));
                    }
                }
                return found;
            }
        });
    }

    /// Drops the bytes of letters whose discard can no longer be undone, some at a time, and forgets old acts.
    ///
    /// @return false when nothing was left to drop
    public boolean sweep() {
        return database.write("dropping discarded dead letters", connection -> {
            try (Statement statement = connection.createStatement()) {
                String old = "clock_timestamp() - interval '" + REMEMBERED.toDays() + " days'";
                statement.execute("delete from redrive_job where ended_at < " + old);
                statement.execute("delete from discard_act where undo_until < " + old + " and swept");
            }
            @Nullable String id = null;
            try (PreparedStatement select = connection.prepareStatement("""
                            select id from discard_act where not swept and undo_until < clock_timestamp()
                            order by undo_until limit 1 for update skip locked""");
                    ResultSet row = select.executeQuery()) {
                if (row.next()) {
                    id = row.getString(1);
                }
            }
            if (id == null) {
                return false;
            }
            try (PreparedStatement update = connection.prepareStatement("""
                    update dead_letter set bytes = '' where id in (
                        select id from dead_letter where act = ? and state = 'discarded' and bytes <> '' limit ?)""")) {
                update.setString(1, id);
                update.setInt(2, SWEEP_ROWS);
                if (update.executeUpdate() == SWEEP_ROWS) {
                    return true;
                }
            }
            try (PreparedStatement done =
                    connection.prepareStatement("update discard_act set swept = true where id = ?")) {
                done.setString(1, id);
                done.executeUpdate();
            }
            return true;
        });
    }

    private static Discard discard(ResultSet row) throws SQLException {
        boolean undone = row.getTimestamp("undone_at") != null;
        return new Discard(
                row.getString("id"),
                row.getString("queue"),
                undone ? Discard.UNDONE : Discard.DONE,
                row.getLong("discarded"),
                row.getTimestamp("undo_until").toInstant(),
                row.getString("reason"),
                row.getString("discarded_by"),
                row.getTimestamp("discarded_at").toInstant(),
                undone ? row.getLong("restored") : null,
                row.getString("undone_by"),
                instant(row.getTimestamp("undone_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }
}
