package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Throttles and ingest stops, at most one of each a queue; whatever changes one keeps its record in the same
/// transaction. Thread-safe. Every method throws [PipelineException] `database-unavailable` when the database does not
/// answer.
public final class TapStore {
    private static final String REFUSE = "refuse";
    private static final String HOLD = "hold";

    private final Database database;
    private final Waypoints waypoints;

    public TapStore(Database database) {
        this(database, Waypoints.NONE);
    }

    /// @param waypoints told of the places around each commit
    public TapStore(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
    }

    public List<ThrottleRecord> throttles() {
        return list(
                "reading the throttles",
                "select queue, rate, reason, set_by, since, until from throttle order by queue",
                row -> new ThrottleRecord(
                        row.getString(1),
                        row.getDouble(2),
                        row.getString(3),
                        row.getString(4),
                        instant(row, 5),
                        instant(row, 6)));
    }

    public List<IngestStopRecord> stops() {
        return list(
                "reading the ingest stops",
                "select queue, state, reason, set_by, since, until from ingest_stop order by queue",
                row -> new IngestStopRecord(
                        row.getString(1),
                        HOLD.equals(row.getString(2)),
                        row.getString(3),
                        row.getString(4),
                        instant(row, 5),
                        row.getObject(6) == null ? null : instant(row, 6)));
    }

    /// Makes or replaces the throttle of a queue.
    public void throttle(ThrottleRecord throttle, AuditRecord audit) {
        tap("throttling queue " + throttle.queue(), audit, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into throttle (queue, rate, reason, set_by, since, until) values (?, ?, ?, ?, ?, ?)
                    on conflict (queue) do update set rate = excluded.rate, reason = excluded.reason,
                        set_by = excluded.set_by, since = excluded.since, until = excluded.until""")) {
                upsert.setString(1, throttle.queue());
                upsert.setDouble(2, throttle.rate());
                upsert.setString(3, throttle.reason());
                upsert.setString(4, throttle.by());
                upsert.setObject(5, at(throttle.since()));
                upsert.setObject(6, at(throttle.until()));
                return upsert.executeUpdate() == 1;
            }
        });
    }

    /// @return false when the queue had none
    public boolean endThrottle(String queue, AuditRecord audit) {
        return delete("ending the throttle of queue " + queue, audit, "delete from throttle where queue = ?", queue);
    }

    /// Ends this throttle, and no later one of the same queue.
    ///
    /// @return false when it is not there any more
    public boolean end(ThrottleRecord throttle, AuditRecord audit) {
        return delete(
                "ending the throttle of queue " + throttle.queue(),
                audit,
                "delete from throttle where queue = ? and since = ?",
                throttle.queue(),
                at(throttle.since()));
    }

    /// Makes or replaces the ingest stop of a queue.
    public void stop(IngestStopRecord stop, AuditRecord audit) {
        tap("stopping ingest of queue " + stop.queue(), audit, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into ingest_stop (queue, state, reason, set_by, since, until) values (?, ?, ?, ?, ?, ?)
                    on conflict (queue) do update set state = excluded.state, reason = excluded.reason,
                        set_by = excluded.set_by, since = excluded.since, until = excluded.until""")) {
                upsert.setString(1, stop.queue());
                upsert.setString(2, stop.hold() ? HOLD : REFUSE);
                upsert.setString(3, stop.reason());
                upsert.setString(4, stop.by());
                upsert.setObject(5, at(stop.since()));
                upsert.setObject(6, at(stop.until()));
                return upsert.executeUpdate() == 1;
            }
        });
    }

    /// @return false when the queue had none
    public boolean endStop(String queue, AuditRecord audit) {
        return delete("opening ingest of queue " + queue, audit, "delete from ingest_stop where queue = ?", queue);
    }

    /// Ends this ingest stop, and no later one of the same queue.
    ///
    /// @return false when it is not there any more
    public boolean end(IngestStopRecord stop, AuditRecord audit) {
        return delete(
                "opening ingest of queue " + stop.queue(),
                audit,
                "delete from ingest_stop where queue = ? and since = ?",
                stop.queue(),
                at(stop.since()));
    }

    private boolean tap(String what, AuditRecord audit, Work<Boolean> act) {
        boolean done = database.write(what, connection -> {
            if (!act.run(connection)) {
                return false;
            }
            AuditRows.insert(connection, audit);
            waypoints.passed(Waypoint.TAP_BEFORE_COMMIT);
            return true;
        });
        if (done) {
            waypoints.passed(Waypoint.TAP_COMMITTED);
        }
        return done;
    }

    private boolean delete(String what, AuditRecord audit, String sql, @Nullable Object... values) {
        return tap(what, audit, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.length; i++) {
                    delete.setObject(i + 1, values[i]);
                }
                return delete.executeUpdate() == 1;
            }
        });
    }

    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> list(String what, String sql, RowReader<T> reader) {
        return database.write(what, connection -> {
            List<T> rows = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
            return rows;
        });
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
