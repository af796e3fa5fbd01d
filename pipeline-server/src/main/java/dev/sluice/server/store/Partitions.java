package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/// Partitions of the event table, one a day (UTC). A new one is filled from the default partition and then attached,
/// so that writers wait only as long as that takes.
final class Partitions {
    private static final long LOCK = 0x51_1CE_0002L;

    private Partitions() {}

    static void ensure(Connection connection, LocalDate day) throws SQLException {
        String name = "event_" + day.format(DateTimeFormatter.BASIC_ISO_DATE);
        Schema.lock(connection, LOCK);
        if (exists(connection, name)) {
            return;
        }
        String from = "timestamptz '" + day + " 00:00:00+00'";
        String to = "timestamptz '" + day.plusDays(1) + " 00:00:00+00'";
        try (Statement statement = connection.createStatement()) {
            // rather late than in everybody's way
            statement.execute("set local lock_timeout = '10s'");
            statement.execute("create table " + name + " (like event including all)");
            // new rows of that day must not slip into the default partition between the move and the attaching
            statement.execute("lock table event_default in access exclusive mode");
            statement.execute("with moved as (delete from event_default where received_at >= " + from
                    + " and received_at < " + to + " returning *) insert into " + name + " select * from moved");
            statement.execute(
                    "alter table event attach partition " + name + " for values from (" + from + ") to (" + to + ")");
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
