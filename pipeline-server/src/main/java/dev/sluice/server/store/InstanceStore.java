package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Which server instances live, by the database's clock. Thread-safe.
public final class InstanceStore {
    /// An instance without a beat for this long is dead, and so are its incarnations.
    public static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    private final Database database;

    public InstanceStore(Database database) {
        this.database = database;
    }

    /// @throws PipelineException `database-unavailable`
    public void beat(InstanceBeat beat) {
        database.write("beating for instance " + beat.id(), connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into instance (id, name, roles, started_at, seen_at, paused_queues, definitions_seen)
                    values (?, ?, ?, ?, clock_timestamp(), ?, ?)
                    on conflict (id) do update set seen_at = excluded.seen_at, name = excluded.name,
                        roles = excluded.roles, paused_queues = excluded.paused_queues,
                        definitions_seen = excluded.definitions_seen""")) {
                upsert.setObject(1, beat.id());
                upsert.setString(2, beat.name());
                upsert.setArray(3, texts(connection, beat.roles()));
                upsert.setTimestamp(4, Timestamp.from(beat.startedAt()));
                upsert.setArray(5, texts(connection, beat.pausedQueues()));
                upsert.setLong(6, beat.definitionsSeen());
                upsert.executeUpdate();
            }
            return null;
        });
    }

    /// Instances seen within `maxAge`, by name then id.
    ///
    /// @throws PipelineException `database-unavailable`
    public List<InstanceBeat> alive(Duration maxAge) {
        return database.write("listing the instances", connection -> {
            List<InstanceBeat> beats = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select id, name, roles, started_at, seen_at, paused_queues, definitions_seen from instance
                    where seen_at > clock_timestamp() - ? * interval '1 millisecond' order by name, id""")) {
                select.setLong(1, maxAge.toMillis());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        beats.add(new InstanceBeat(
                                row.getObject(1, UUID.class),
                                row.getString(2),
                                texts(row.getArray(3)),
                                row.getTimestamp(4).toInstant(),
                                row.getTimestamp(5).toInstant(),
                                texts(row.getArray(6)),
                                row.getLong(7)));
                    }
                }
            }
            return beats;
        });
    }

    /// Forgets an instance that stops in good order, and those that were not seen for a day.
    ///
    /// @throws PipelineException `database-unavailable`
    public void leave(UUID id) {
        database.write("taking leave of instance " + id, connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "delete from instance where id = ? or seen_at < clock_timestamp() - interval '1 day'")) {
                delete.setObject(1, id);
                delete.executeUpdate();
            }
            return null;
        });
    }

    private static Array texts(Connection connection, Set<String> values) throws SQLException {
        return connection.createArrayOf("text", values.stream().sorted().toArray());
    }

    private static Set<String> texts(Array array) throws SQLException {
        return Set.of((String[]) array.getArray());
    }
}
