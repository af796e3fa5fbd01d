package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Replays as they are planned, listed and steered; [ReplayProgress] is for who runs them. Acts and their audit records
/// are one transaction. Thread-safe. Every method throws [PipelineException] `database-unavailable`.
public final class ReplayStore {
    /// replays that may be under way or paused at a time
    public static final int MAX_OPEN = 20;

    static final String SELECT =
            "select r.*, extract(epoch from clock_timestamp() - r.chunk_since)::float8 as chunk_age"
                    + " from replay r ";
    private static final String OPEN = "('running', 'paused', 'stopped-by-itself')";
    private static final int STARTING = 0x5E71A7;

    private final Database database;

    public ReplayStore(Database database) {
        this.database = database;
    }

    /// What a plan pins.
    public record Planned(
            String id,
            String query,
            @Nullable Instant from,
            @Nullable Instant to,
            String zone,
            Instant pinnedAt,
            Snapshot snapshot,
            String target,
            @Nullable String queue,
            long total,
            boolean exact,
            int rate,
            Instant expires,
            String by) {}

    /// Keeps a plan, and forgets those that expired a day ago.
    public void plan(Planned plan) {
        database.write("keeping the plan of a replay", connection -> {
            try (PreparedStatement old = connection.prepareStatement(
                    "delete from replay where state = 'planned' and expires < clock_timestamp() - interval '1 day'")) {
                old.executeUpdate();
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into replay (id, query, range_from, range_to, zone, pinned_at, snapshot_xmin, snapshot_xmax,
                        snapshot_active, snapshot_at, target, queue, total, exact, rate, expires, created_by, state)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'planned')""")) {
                insert.setString(1, plan.id());
                insert.setString(2, plan.query());
                at(insert, 3, plan.from());
                at(insert, 4, plan.to());
                insert.setString(5, plan.zone());
                at(insert, 6, plan.pinnedAt());
                insert.setLong(7, plan.snapshot().xmin());
                insert.setLong(8, plan.snapshot().xmax());
                insert.setObject(
                        9,
                        plan.snapshot().running().stream()
                                .mapToLong(Long::longValue)
                                .toArray());
                at(insert, 10, plan.snapshot().at());
                insert.setString(11, plan.target());
                insert.setString(12, plan.queue());
                insert.setLong(13, plan.total());
                insert.setBoolean(14, plan.exact());
                insert.setInt(15, plan.rate());
                at(insert, 16, plan.expires());
                insert.setString(17, plan.by());
                insert.executeUpdate();
            }
            return null;
        });
    }

    static void at(PreparedStatement statement, int index, @Nullable Instant at) throws SQLException {
        if (at == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, at.atOffset(ZoneOffset.UTC));
        }
    }

    public Optional<ReplayRecord> find(String id) {
        return database.write("reading replay " + id, connection -> read(connection, id));
    }

    static Optional<ReplayRecord> read(Connection connection, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT + "where r.id = ?")) {
            select.setString(1, id);
            return all(select).stream().findFirst();
        }
    }

    static List<ReplayRecord> all(PreparedStatement select) throws SQLException {
        List<ReplayRecord> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(ReplayRecord.of(row));
            }
        }
        return found;
    }

    /// Those that were started, by when they were planned, newest first.
    ///
    /// @param before id of the last one seen, null at the begin
    public List<ReplayRecord> list(int limit, @Nullable String before) {
        return database.write("reading the replays", connection -> {
            try (PreparedStatement select = connection.prepareStatement(SELECT + """
                    where r.state <> 'planned' and (?::text is null
                        or (r.created_at, r.id) < (select b.created_at, b.id from replay b where b.id = ?))
                    order by r.created_at desc, r.id desc limit ?""")) {
                select.setString(1, before);
                select.setString(2, before);
                select.setInt(3, limit);
                return all(select);
            }
        });
    }

    /// Starts what was planned; once.
    ///
    /// @param rate null: the plan's
    /// @return false when it was started before, or has expired
    /// @throws PipelineException `conflict` when too many are under way
    public boolean start(
            String id,
            @Nullable Integer rate,
            @Nullable String reason,
            UUID worker,
            String address,
            AuditRecord audit) {
        return database.write("starting replay " + id, connection -> {
            try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
                lock.setInt(1, STARTING);
                lock.execute();
            }
            requireRoom(connection);
            try (PreparedStatement update = connection.prepareStatement("""
                    update replay set state = 'running', rate = coalesce(?, rate), reason = ?, started_by = ?,
                        from_address = ?, started_at = clock_timestamp(), worker = ?, seen_at = clock_timestamp(),
                        tidy = target = 'pipeline'
                    where id = ? and state = 'planned' and expires > clock_timestamp()""")) {
                update.setObject(1, rate, Types.INTEGER);
                update.setString(2, reason);
                update.setString(3, audit.who());
                update.setString(4, address);
                update.setObject(5, worker);
                update.setString(6, id);
                return changed(connection, update, audit);
            }
        });
    }

    private static void requireRoom(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select count(*) from replay where state in " + OPEN);
                ResultSet row = select.executeQuery()) {
            row.next();
            if (row.getLong(1) >= MAX_OPEN) {
                throw new PipelineException(
                        ErrorCode.CONFLICT,
                        row.getLong(1) + " replays run or are paused, and " + MAX_OPEN
                                + " may; stop one of them, or wait until one is done.");
            }
        }
    }

    private static boolean changed(Connection connection, PreparedStatement update, AuditRecord audit)
            throws SQLException {
        if (update.executeUpdate() == 0) {
            return false;
        }
        AuditRows.insert(connection, audit);
        return true;
    }

    /// @return false when it does not run
    public boolean pause(String id, String detail, AuditRecord audit) {
        return database.write("pausing replay " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update replay set state = 'paused', detail = ? where id = ? and state = 'running'")) {
                update.setString(1, detail);
                update.setString(2, id);
                return changed(connection, update, audit);
            }
        });
    }

    /// @param rate from here on, null: as before
    /// @return false when it is neither paused nor stopped by itself
    public boolean resume(String id, @Nullable Integer rate, UUID worker, AuditRecord audit) {
        return database.write("resuming replay " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update replay set state = 'running', detail = null, rate = coalesce(?, rate), worker = ?,
                        seen_at = clock_timestamp(), per_second = null
                    where id = ? and state in ('paused', 'stopped-by-itself')""")) {
                update.setObject(1, rate, Types.INTEGER);
                update.setObject(2, worker);
                update.setString(3, id);
                return changed(connection, update, audit);
            }
        });
    }

    /// Ends one that is under way or paused, for good.
    ///
    /// @return false when it is over, or was never started
    public boolean stop(String id, String detail, AuditRecord audit) {
        return database.write("stopping replay " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update replay set state = 'stopped', detail = ?, ended_at = clock_timestamp(), per_second = null
                    where id = ? and state in\s""" + OPEN)) {
                update.setString(1, detail);
                update.setString(2, id);
                return changed(connection, update, audit);
            }
        });
    }

    /// Keeps that an act was refused.
    ///
    /// @return the record
    public AuditRecord denied(AuditRecord audit) {
        return database.write("keeping an audit record", connection -> {
            AuditRows.insert(connection, audit);
            return audit;
        });
    }
}
