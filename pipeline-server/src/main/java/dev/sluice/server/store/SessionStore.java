package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Open sessions of users. Thread-safe. Every method throws [PipelineException] `database-unavailable` when the
/// database does not answer.
public final class SessionStore {
    /// open ones of one person; a further log-in ends the one that was used least lately
    public static final int MAX_EACH = 10;

    private final Database database;

    public SessionStore(Database database) {
        this.database = database;
    }

    /// Begins a session when the person is still who logged in.
    ///
    /// @param person as read when the password was checked
    /// @param audit committed with it
    /// @return false when the password changed or the person was disabled or removed meanwhile
    public boolean begin(
            PersonRecord person, String id, byte[] tokenHash, String address, Instant expiresAt, AuditRecord audit) {
        String name = person.person().name();
        return database.write("beginning a session of " + name, connection -> {
            try (PreparedStatement update = connection.prepareStatement("update person set last_login_at ="
                    + " clock_timestamp() where name = ? and hash = ? and not disabled")) {
                update.setString(1, name);
                update.setString(2, person.hash());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into person_session (id, person, hash, address, expires_at) values (?, ?, ?, ?, ?)")) {
                insert.setString(1, id);
                insert.setString(2, name);
                insert.setBytes(3, tokenHash);
                insert.setString(4, address);
                insert.setTimestamp(5, Timestamp.from(expiresAt));
                insert.executeUpdate();
            }
            trim(connection, name);
            AuditRows.insert(connection, audit);
            return true;
        });
    }

    private static void trim(Connection connection, String person) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from person_session where person = ? and"
                + " (expires_at <= clock_timestamp() or id in (select id from person_session where person = ?"
                + " order by last_used_at desc, created_at desc offset " + MAX_EACH + "))")) {
            delete.setString(1, person);
            delete.setString(2, person);
            delete.executeUpdate();
        }
    }

    /// @param audit committed with it
    public void end(String id, AuditRecord audit) {
        database.write("ending a session", connection -> {
            try (PreparedStatement delete = connection.prepareStatement("delete from person_session where id = ?")) {
                delete.setString(1, id);
                delete.executeUpdate();
            }
            AuditRows.insert(connection, audit);
            return null;
        });
    }

    /// @param audit of how many ended, committed with it
    /// @return how many ended
    public int endAll(String person, IntFunction<AuditRecord> audit) {
        return database.write("ending the sessions of " + person, connection -> {
            int ended = endAll(connection, person, null);
            AuditRows.insert(connection, audit.apply(ended));
            return ended;
        });
    }

    /// @param but id of one that goes on, null: none does
    static int endAll(Connection connection, String person, @Nullable String but) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from person_session where person = ? and id <> ?")) {
            delete.setString(1, person);
            delete.setString(2, but == null ? "" : but);
            return delete.executeUpdate();
        }
    }

    /// Notes when sessions were last used; a later instant that is known stays.
    ///
    /// @param uses id of a session to the instant
    public void used(Map<String, Instant> uses) {
        database.write("noting the use of " + uses.size() + " sessions", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update person_session set last_used_at = greatest(last_used_at, ?) where id = ?")) {
                // in one order on every instance, so that two of them cannot wait for each other
                for (Map.Entry<String, Instant> use : new TreeMap<>(uses).entrySet()) {
                    update.setTimestamp(1, Timestamp.from(use.getValue()));
                    update.setString(2, use.getKey());
                    update.addBatch();
                }
                update.executeBatch();
            }
            return null;
        });
    }
}
