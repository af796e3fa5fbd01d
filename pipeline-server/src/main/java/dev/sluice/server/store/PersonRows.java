package dev.sluice.server.store;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Person;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Reads rows of `person` and `person_session`.
final class PersonRows {
    private PersonRows() {}

    /// @param rest of the statement, after the name of the table
    static List<PersonRecord> people(Connection connection, String rest, Object... values) throws SQLException {
        String sql = "select name, role, disabled, created_at, created_by, password_changed_at, last_login_at, hash,"
                + " (select count(*) from person_session s where s.person = name and s.expires_at > clock_timestamp())"
                + " as sessions from person " + rest;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<PersonRecord> people = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    people.add(new PersonRecord(person(row), row.getString("hash")));
                }
            }
            return people;
        }
    }

    private static Person person(ResultSet row) throws SQLException {
        return new Person(
                row.getString("name"),
                role(row),
                row.getBoolean("disabled"),
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                row.getTimestamp("password_changed_at").toInstant(),
                KeyRows.instant(row, "last_login_at"),
                row.getInt("sessions"));
    }

    /// What the snapshot holds of people: their open sessions.
    static List<SessionRecord> sessions(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select id, person, role, s.hash, expires_at, last_used_at from person_session s"
                                + " join person on name = person"
                                + " where not disabled and expires_at > clock_timestamp()");
                ResultSet row = select.executeQuery()) {
            List<SessionRecord> sessions = new ArrayList<>();
            while (row.next()) {
                sessions.add(new SessionRecord(
                        row.getString("id"),
                        row.getString("person"),
                        role(row),
                        row.getBytes("hash"),
                        row.getTimestamp("expires_at").toInstant(),
                        row.getTimestamp("last_used_at").toInstant()));
            }
            return sessions;
        }
    }

    static boolean administered(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select exists (select from person where role = 'admin' and not disabled)");
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
        }
    }

    /// A role this version does not know may do the least.
    private static AccessRole role(ResultSet row) throws SQLException {
        return AccessRole.of(row.getString("role")).orElse(AccessRole.VIEWER);
    }
}
