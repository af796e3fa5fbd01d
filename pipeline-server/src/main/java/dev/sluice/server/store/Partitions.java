package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Partitions of the events and of their blocks, one a day (UTC). A new one is filled from the default partition and
/// then attached, so that writers wait only as long as that takes.
final class Partitions {
    private static final long LOCK = 0x51_1CE_0002L;

    /// Analysing arrays of hashes at PostgreSQL's default would cost more than storing them. The events' own terms are
    /// never looked up without their blocks', and of those a sample will do; its size is the largest of all
    /// columns'.
    private static final String EVENT_SAMPLE = "alter column terms set statistics 0";

    private static final String BLOCK_SAMPLE =
            "alter column id set statistics 5, alter column first_at set statistics 5,"
                    + " alter column last_at set statistics 5, alter column terms set statistics 5";

    /// The tables that have a partition a day, in the order writers lock them.
    static final List<String> TABLES = List.of("event", "event_block");

    /// Somebody who reads the default partition, and all who then queue behind this, wait no longer.
    private static final int LOCK_WITHIN_MILLIS = 500;

    private Partitions() {}

    /// Waits for others who make or drop partitions.
    static void ensure(Connection connection, LocalDate day) throws SQLException {
        Schema.lock(connection, LOCK);
        ensure(connection, "event", "received_at", day, EVENT_SAMPLE);
        ensure(connection, "event_block", "last_at", day, BLOCK_SAMPLE);
    }

    private static void ensure(Connection connection, String table, String column, LocalDate day, String sample)
            throws SQLException {
        String name = table + "_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        if (exists(connection, name)) {
            return;
        }
        String from = "timestamptz '" + day + " 00:00:00+00'";
        String to = "timestamptz '" + day.plusDays(1) + " 00:00:00+00'";
        String rest = table + "_default";
        try (Statement statement = connection.createStatement()) {
            // rather late than in everybody's way
            statement.execute("set local lock_timeout = " + LOCK_WITHIN_MILLIS);
            statement.execute("create table " + name + " (like " + table + " including all)");
            statement.execute("alter table " + name + " " + sample);
            // new rows of that day must not slip into the default partition between the move and the attaching
            statement.execute("lock table " + rest + " in access exclusive mode");
            statement.execute("with moved as (delete from " + rest + " where " + column + " >= " + from + " and "
                    + column + " < " + to + " returning *) insert into " + name + " select * from moved");
            statement.execute("alter table " + table + " attach partition " + name + " for values from (" + from
                    + ") to (" + to + ")");
        }
    }

    /// @return false when somebody else makes or drops partitions
    static boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    /// The oldest day with a partition of any of the tables.
    static Optional<LocalDate> oldest(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select min(substring(c.relname from '_([0-9]{8})$')) from pg_inherits i"
                                + " join pg_class c on c.oid = i.inhrelid"
                                + " where i.inhparent in ('event'::regclass, 'event_block'::regclass)");
                ResultSet row = select.executeQuery()) {
            row.next();
            String day = row.getString(1);
            return day == null ? Optional.empty() : Optional.of(LocalDate.parse(day, DateTimeFormatter.BASIC_ISO_DATE));
        }
    }

    /// Days that passed without a partition and are still kept, of which rows lie in the default partitions.
    static List<LocalDate> late(Connection connection, LocalDate before) throws SQLException {
        List<LocalDate> days = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                with rows as (select received_at as at from event_default union all select last_at from event_block_default)
                select distinct (at at time zone 'UTC')::date as day from rows
                where at < ? and at >= coalesce((select kept_from from retention), '-infinity')
                order by day desc limit 31""")) {
            select.setObject(1, before.atStartOfDay().atOffset(ZoneOffset.UTC));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    days.add(row.getObject(1, LocalDate.class));
                }
            }
        }
        return days;
    }

    static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select to_regclass(?) is not null")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
