package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

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

    private Partitions() {}

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
            statement.execute("set local lock_timeout = '10s'");
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

    private static boolean exists(Connection connection, String name) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select to_regclass(?) is not null")) {
            select.setString(1, name);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
