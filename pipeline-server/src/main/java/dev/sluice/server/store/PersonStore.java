package dev.sluice.server.store;

import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Person;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The users. Thread-safe. Every method throws [PipelineException] `database-unavailable` when the database does not
/// answer.
public final class PersonStore {
    /// their open sessions are read by every instance again and again
    public static final int MAX = 500;

    private static final long LOCK = 0x51_1CE_0015L;

    private final Database database;

    public PersonStore(Database database) {
        this.database = database;
    }

    /// What becomes of a user; null stays.
    ///
    /// @param hash of a new password, which ends the sessions begun with the old one
    /// @param keep id of a session that goes on all the same, null for none
    public record Change(
            @Nullable AccessRole role,
            @Nullable Boolean disabled,
            @Nullable String hash,
            @Nullable String keep) {
        boolean endsSessions() {
            return hash != null || Boolean.TRUE.equals(disabled);
        }
    }

    /// By name.
    public List<Person> list() {
        return database.write("listing the users", connection -> PersonRows.people(connection, "order by name").stream()
                .map(PersonRecord::person)
                .toList());
    }

    public Optional<PersonRecord> find(String name) {
        return database.write(
                "reading a user", connection -> PersonRows.people(connection, "where name = ?", name).stream()
                        .findFirst());
    }

    /// @param audit of the new user, committed with it
    /// @throws PipelineException `conflict` when there is one of that name, or [#MAX] are there
    public Person add(String name, AccessRole role, String hash, String by, Function<Person, AuditRecord> audit) {
        return database.write("adding user " + name, connection -> {
            Schema.lock(connection, LOCK);
            List<PersonRecord> present = PersonRows.people(connection, "");
            if (present.stream().anyMatch(p -> p.person().name().equals(name))) {
                throw conflict("There is a user " + name + " already; take another name, or change that one.");
            }
            if (present.size() >= MAX) {
                throw conflict("There are " + MAX + " users, which is the limit; remove one who has left.");
            }
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into person (name, role, hash, created_by) values (?, ?, ?, ?)")) {
                insert.setString(1, name);
                insert.setString(2, role.text());
                insert.setString(3, hash);
                insert.setString(4, by);
                insert.executeUpdate();
            }
            Person made = one(connection, name).orElseThrow();
            AuditRows.insert(connection, audit.apply(made));
            return made;
        });
    }

    /// @param another true: an admin who can log in must be left
    /// @param audit of the user before and after, committed with the change
    /// @return the user after it, empty when there is none of that name
    /// @throws PipelineException `conflict` when none would be left
    public Optional<Person> change(
            String name, Change change, boolean another, BiFunction<Person, Person, AuditRecord> audit) {
        return database.write("changing user " + name, connection -> {
            Schema.lock(connection, LOCK);
            Optional<Person> before = one(connection, name);
            if (before.isEmpty()) {
                return Optional.empty();
            }
            boolean staysAdmin = (change.role() == null ? before.get().role() : change.role()) == AccessRole.ADMIN
                    && !(change.disabled() == null ? before.get().disabled() : change.disabled());
            if (another && !staysAdmin) {
                requireAnother(connection, before.get());
            }
            try (PreparedStatement update = connection.prepareStatement("""
                    update person set role = coalesce(?, role), disabled = coalesce(?, disabled),
                        hash = coalesce(?, hash),
                        password_changed_at = case when ? then clock_timestamp() else password_changed_at end
                    where name = ?""")) {
                update.setString(1, change.role() == null ? null : change.role().text());
                update.setObject(2, change.disabled(), Types.BOOLEAN);
                update.setString(3, change.hash());
                update.setBoolean(4, change.hash() != null);
                update.setString(5, name);
                update.executeUpdate();
            }
            if (change.endsSessions()) {
                SessionStore.endAll(connection, name, change.keep());
            }
            Person after = one(connection, name).orElseThrow();
            AuditRows.insert(connection, audit.apply(before.get(), after));
            return Optional.of(after);
        });
    }

    /// Takes a user out, with every session.
    ///
    /// @param another true: an admin who can log in must be left
    /// @param audit of the user who goes, committed with it
    /// @return empty when there is none of that name
    /// @throws PipelineException `conflict` when none would be left
    public Optional<Person> remove(String name, boolean another, Function<Person, AuditRecord> audit) {
        return database.write("removing user " + name, connection -> {
            Schema.lock(connection, LOCK);
            Optional<Person> before = one(connection, name);
            if (before.isPresent()) {
                if (another) {
                    requireAnother(connection, before.get());
                }
                try (PreparedStatement delete = connection.prepareStatement("delete from person where name = ?")) {
                    delete.setString(1, name);
                    delete.executeUpdate();
                }
                AuditRows.insert(connection, audit.apply(before.get()));
            }
            return before;
        });
    }

    /// Keeps the same password under other parameters; nothing happens when it was changed meanwhile.
    public void rehash(String name, String before, String after) {
        database.write("renewing the hash of user " + name, connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("update person set hash = ? where name = ? and hash = ?")) {
                update.setString(1, after);
                update.setString(2, name);
                update.setString(3, before);
                return update.executeUpdate();
            }
        });
    }

    private static void requireAnother(Connection connection, Person leaving) throws SQLException {
        boolean counts = leaving.role() == AccessRole.ADMIN && !leaving.disabled();
        if (counts
                && PersonRows.people(connection, "where role = 'admin' and not disabled and name <> ?", leaving.name())
                        .isEmpty()) {
            throw conflict(leaving.name() + " is the only admin who can log in; make another one first, or do it with"
                    + " the admin token.");
        }
    }

    private static Optional<Person> one(Connection connection, String name) throws SQLException {
        return PersonRows.people(connection, "where name = ?", name).stream()
                .map(PersonRecord::person)
                .findFirst();
    }

    private static PipelineException conflict(String detail) {
        return new PipelineException(ErrorCode.CONFLICT, detail);
    }
}
