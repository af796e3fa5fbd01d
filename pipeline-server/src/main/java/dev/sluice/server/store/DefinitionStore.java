package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.QueueDefinition.Status;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Changes queue definitions, one change at a time over the whole fleet: each locks the row of `default` and raises its
/// generation. Thread-safe. Every method throws [PipelineException] `database-unavailable`.
public final class DefinitionStore {
    private final Database database;

    public DefinitionStore(Database database) {
        this.database = database;
    }

    /// Decides on a definition while nobody else can change one.
    @FunctionalInterface
    public interface Change {
        /// @param present null when there is no queue of that name
        /// @param all every definition
        /// @return what it becomes; its status and generation are not looked at
        QueueDefinition decide(@Nullable QueueDefinition present, List<QueueDefinition> all);
    }

    /// The record of a change.
    public interface Told {
        /// @param before null for a new one
        AuditRecord of(@Nullable QueueDefinition before, QueueDefinition after);
    }

    /// Makes or changes an active definition. The pattern and the place of `default` stay as they are.
    ///
    /// @param audit of what was there before, null for a new one, and what it becomes; committed with it
    /// @return what was there before, empty for a new one
    /// @throws PipelineException `conflict` for any other form of `default`, and for a queue that is being removed
    public Optional<QueueDefinition> define(String name, Change change, Told audit) {
        return database.write("defining queue " + name, connection -> {
            long generation = nextGeneration(connection);
            List<QueueDefinition> all = all(connection);
            @Nullable
            QueueDefinition present =
                    all.stream().filter(d -> d.name().equals(name)).findFirst().orElse(null);
            if (present != null && !present.active()) {
                throw new PipelineException(
                        ErrorCode.CONFLICT,
                        "Queue " + name + " is being removed; define it again when it is gone from GET /v1/queues.");
            }
            QueueDefinition wanted = change.decide(present, all);
            boolean asDefault =
                    wanted.patterns().equals(List.of("*")) && wanted.position() == QueueDefinition.DEFAULT_POSITION;
            if (name.equals(QueueDefinition.DEFAULT) && !asDefault) {
                throw new PipelineException(
                        ErrorCode.CONFLICT,
                        "The queue default takes what no other queue takes: its patterns and its place cannot be"
                                + " changed, its limits can. Define another queue.");
            }
            save(connection, wanted, generation);
            AuditRows.insert(connection, audit.of(present, wanted));
            return Optional.ofNullable(present);
        });
    }

    /// Moves a definition on, or back, if it still is what the caller saw.
    ///
    /// @param seen as read before
    /// @param audit committed with it, null for a step of an act that was recorded
    /// @return false when someone else changed it meanwhile
    public boolean move(QueueDefinition seen, Status to, @Nullable AuditRecord audit) {
        return database.write("moving queue " + seen.name() + " on", connection -> {
            long generation = nextGeneration(connection);
            if (!unchanged(connection, seen)) {
                connection.rollback();
                return false;
            }
            try (PreparedStatement update = connection.prepareStatement(
                    "update queue_definition set status = ?, generation = ? where name = ?")) {
                update.setString(1, to.name().toLowerCase(Locale.ROOT));
                update.setLong(2, generation);
                update.setString(3, seen.name());
                update.executeUpdate();
            }
            if (audit != null) {
                AuditRows.insert(connection, audit);
            }
            return true;
        });
    }

    /// Forgets a definition, and a pause of it, if it still is what the caller saw.
    ///
    /// @param meanwhile deletes the broker's objects; runs while nobody can define the queue anew; may run twice
    /// @param audit committed with it
    /// @return false when someone else changed it meanwhile; then nothing was done
    public boolean remove(QueueDefinition seen, Runnable meanwhile, AuditRecord audit) {
        return database.write("removing queue " + seen.name(), connection -> {
            nextGeneration(connection);
            if (!unchanged(connection, seen)) {
                connection.rollback();
                return false;
            }
            meanwhile.run();
            for (String sql :
                    List.of("delete from queue_definition where name = ?", "delete from pause where queue = ?")) {
                try (PreparedStatement delete = connection.prepareStatement(sql)) {
                    delete.setString(1, seen.name());
                    delete.executeUpdate();
                }
            }
            AuditRows.insert(connection, audit);
            return true;
        });
    }

    /// Takes a queue in that the broker has and no definition knows: it is consumed until it is empty, then removed.
    ///
    /// @return false when there is a definition
    public boolean adopt(String name) {
        return database.write("taking in queue " + name, connection -> {
            long generation = nextGeneration(connection);
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into queue_definition (name, patterns, position, status, generation)
                    values (?, '{}', 0, 'retiring', ?) on conflict do nothing""")) {
                insert.setString(1, name);
                insert.setLong(2, generation);
                return insert.executeUpdate() == 1;
            }
        });
    }

    private static long nextGeneration(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update queue_definition set generation = generation + 1 where name = ? returning generation")) {
            update.setString(1, QueueDefinition.DEFAULT);
            try (ResultSet row = update.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static List<QueueDefinition> all(Connection connection) throws SQLException {
        List<QueueDefinition> all = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "select name, patterns, position, max_bytes, status, generation from queue_definition");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                all.add(new QueueDefinition(
                        row.getString(1),
                        List.of((String[]) row.getArray(2).getArray()),
                        row.getInt(3),
                        row.getObject(4, Long.class),
                        Status.valueOf(row.getString(5).toUpperCase(Locale.ROOT)),
                        row.getLong(6)));
            }
        }
        return all;
    }

    private static boolean unchanged(Connection connection, QueueDefinition seen) throws SQLException {
        return all(connection).contains(seen);
    }

    private static void save(Connection connection, QueueDefinition wanted, long generation) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement("""
                insert into queue_definition (name, patterns, position, max_bytes, status, generation)
                values (?, ?, ?, ?, 'active', ?)
                on conflict (name) do update set patterns = excluded.patterns, position = excluded.position,
                    max_bytes = excluded.max_bytes, generation = excluded.generation""")) {
            Array patterns = connection.createArrayOf("text", wanted.patterns().toArray());
            upsert.setString(1, wanted.name());
            upsert.setArray(2, patterns);
            upsert.setInt(3, wanted.position());
            upsert.setObject(4, wanted.maxBytes(), java.sql.Types.BIGINT);
            upsert.setLong(5, generation);
            upsert.executeUpdate();
        }
    }
}
