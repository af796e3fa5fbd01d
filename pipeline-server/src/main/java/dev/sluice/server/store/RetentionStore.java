package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Drops what is older than is kept, as the owner of the tables (docs/adr/0013). Every step is a transaction of its own
/// that another instance or a kill in between cannot make half: what a step finds done it leaves alone. Thread-safe.
/// Every method throws [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class RetentionStore {
    /// Writers queue behind a lock that is waited for, so nobody waits longer than this for one; below PostgreSQL's
    /// deadlock_timeout, so that a circle ends here and not with a search or an autovacuum.
    private static final int LOCK_WITHIN_MILLIS = 200;

    private static final int ROWS = 5_000;

    /// What became of one attempt to drop a day.
    public sealed interface Outcome {
        /// @param events about how many, null when the database has not counted
        record Dropped(LocalDate day, @Nullable Long events, long bytes, AuditRecord audit) implements Outcome {}

        /// somebody reads or writes what is to be dropped, or another instance is at it
        record Busy(LocalDate day) implements Outcome {}

        /// no day is that old
        record Nothing() implements Outcome {}
    }

    private final Database database;

    public RetentionStore(Database database) {
        this.database = database;
    }

    /// @param bytes of the whole database on disk
    /// @param keptFrom all received from then on is kept, null when nothing was dropped yet
    public record Extent(long bytes, @Nullable Instant keptFrom) {}

    public Extent extent() {
        return database.write("asking how large it is", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select pg_database_size(current_database()), kept_from from retention")) {
                row.next();
                Timestamp keptFrom = row.getTimestamp(2);
                return new Extent(row.getLong(1), keptFrom == null ? null : keptFrom.toInstant());
            }
        });
    }

    /// The database's clock.
    public Instant clock() {
        return run("reading its clock", connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select clock_timestamp()")) {
                row.next();
                return row.getTimestamp(1).toInstant();
            }
        });
    }

    /// Drops the oldest day's partitions, of events and of their blocks together, when that day is before `first`.
    ///
    /// @param first the first day to keep
    public Outcome dropOldest(LocalDate first) {
        LocalDate[] day = {first};
        try {
            return database.owner(connection -> {
                boolean locked = Partitions.tryLock(connection);
                // only now: what was read before the lock may be dropped by who held it
                Optional<LocalDate> oldest = Partitions.oldest(connection).filter(d -> d.isBefore(first));
                if (oldest.isEmpty()) {
                    return new Outcome.Nothing();
                }
                day[0] = oldest.get();
                return locked ? drop(connection, day[0]) : new Outcome.Busy(day[0]);
            });
        } catch (SQLException e) {
            if (SqlFailure.of(e) == SqlFailure.BUSY) {
                return new Outcome.Busy(day[0]);
            }
            throw SqlFailure.unavailable("dropping the events of " + day[0], e);
        }
    }

    private static Outcome drop(Connection connection, LocalDate day) throws SQLException {
        String suffix = "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set local lock_timeout = " + LOCK_WITHIN_MILLIS);
            @Nullable Long events = null;
            long bytes = 0;
            for (String table : Partitions.TABLES) {
                if (!Partitions.exists(connection, table + suffix)) {
                    continue;
                }
                // before their parents: whoever reads the old day keeps this from waiting where ingest writes
                statement.execute("lock table " + table + suffix + " in access exclusive mode");
                try (ResultSet size = statement.executeQuery("select pg_total_relation_size(oid), reltuples::bigint"
                        + " from pg_class where oid = '" + table + suffix + "'::regclass")) {
                    size.next();
                    bytes += size.getLong(1);
                    if (table.equals("event") && size.getLong(2) >= 0) {
                        events = size.getLong(2);
                    }
                }
            }
            for (String table : Partitions.TABLES) {
                statement.execute("drop table if exists " + table + suffix);
            }
            keepFrom(connection, day.plusDays(1));
            AuditRecord audit = new AuditRecord(
                    Instant.now(),
                    "sluice",
                    "drop-day",
                    "events:" + day,
                    "older than SLUICE_RETENTION",
                    "done",
                    null,
                    (events == null ? "" : "about " + events + " events, ") + bytes + " bytes",
                    "dropped");
            AuditRows.insert(connection, audit);
            return new Outcome.Dropped(day, events, bytes, audit);
        }
    }

    private static void keepFrom(Connection connection, LocalDate first) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update retention set kept_from = ? where kept_from is null or kept_from < ?")) {
            update.setObject(1, first.atStartOfDay().atOffset(ZoneOffset.UTC));
            update.setObject(2, first.atStartOfDay().atOffset(ZoneOffset.UTC));
            update.executeUpdate();
        }
    }

    /// Removes some of what was received before `first` elsewhere: events of no day's partition, dead letters, refused
    /// events, conflicts, plans. To be called once no day is older, until it says that nothing is left.
    ///
    /// @return rows removed by this call
    public int sweep(LocalDate first) {
        return run("removing what is older than " + first, connection -> {
            if (!Partitions.tryLock(connection)) {
                return 0;
            }
            keepFrom(connection, first);
            try (Statement statement = connection.createStatement()) {
                try (ResultSet swept = statement.executeQuery("select 1 from retention where swept_to >= kept_from")) {
                    if (swept.next()) {
                        return 0;
                    }
                }
                int removed = 0;
                for (String[] where : new String[][] {
                    {"event_default", "received_at"},
                    {"event_block_default", "last_at"},
                    {"dead_letter", "at"},
                    {"rejection", "at"},
                    {"conflict", "at"},
                    {"purged_frame", "at"},
                    {"purge_snapshot", "received_at"},
                    {"purge_plan", "created_at"},
                    {"replay", "ended_at"}
                }) {
                    removed += statement.executeUpdate("delete from " + where[0] + " where ctid = any(array(select ctid"
                            + " from " + where[0] + " where " + where[1] + " < (select kept_from from retention)"
                            + " limit " + ROWS + "))");
                }
                if (removed == 0) {
                    statement.execute("update retention set swept_to = kept_from");
                }
                return removed;
            }
        });
    }

    /// Removes identities of events that are gone, page by page over the table: they have no order to look them up by,
    /// and a pass that remembers its page ends whoever is killed in between.
    ///
    /// @param before identities received from then on stay, and those of events that are kept
    /// @param pages to look at, all in one transaction: a writer that sends one of them again waits for it
    /// @return false when nothing was to do
    public boolean trimIdentities(Instant before, int pages) {
        return run("removing identities", connection -> {
            try (Statement statement = connection.createStatement()) {
                long page;
                Instant cut;
                try (PreparedStatement select =
                        connection.prepareStatement("update retention set identity_page = coalesce(identity_page, 0),"
                                + " identity_cut = case when identity_page is null then least(swept_to, ?)"
                                + " else identity_cut end where identity_page is not null or (swept_to is not null and"
                                + " coalesce(identity_cut, '-infinity') < least(swept_to, ?))"
                                + " returning identity_page, identity_cut")) {
                    select.setObject(1, before.atOffset(ZoneOffset.UTC));
                    select.setObject(2, before.atOffset(ZoneOffset.UTC));
                    try (ResultSet row = select.executeQuery()) {
                        if (!row.next()) {
                            return false;
                        }
                        page = row.getLong(1);
                        cut = row.getTimestamp(2).toInstant();
                    }
                }
                try (PreparedStatement delete = connection.prepareStatement(
                        "delete from event_identity i where ctid >= '(" + page + ",0)'::tid and ctid < '("
                                + (page + pages) + ",0)'::tid and received_at < ?"
                                // one that was stored long after it was received waits there for the next sweep
                                + " and not exists (select from event_default e"
                                + " where e.received_at < ? and e.identity = i.key)")) {
                    delete.setObject(1, cut.atOffset(ZoneOffset.UTC));
                    delete.setObject(2, cut.atOffset(ZoneOffset.UTC));
                    delete.executeUpdate();
                }
                statement.execute("update retention set identity_page = case when " + (page + pages)
                        + " * current_setting('block_size')::bigint < pg_relation_size('event_identity') then "
                        + (page + pages) + " end");
                return true;
            }
        });
    }

    private <T> T run(String what, Work<T> work) {
        try {
            return database.owner(work);
        } catch (SQLException e) {
            throw SqlFailure.unavailable(what, e);
        }
    }
}
