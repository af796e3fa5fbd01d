package dev.sluice.server.store;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The keys of producers. Thread-safe. Every method throws [PipelineException] `database-unavailable` when the
/// database does not answer.
public final class KeyStore {
    /// keys that may be used at a time; every instance reads all of them again and again
    public static final int MAX_USABLE = 1_000;

    private static final int REVOKED_SHOWN = 200;
    private static final long LOCK = 0x51_1CE_0002L;

    private final Database database;

    public KeyStore(Database database) {
        this.database = database;
    }

    /// Keeps a new key. Expired ones count as revoked from then on.
    ///
    /// @param audit committed with it
    /// @throws PipelineException `conflict` when a key of that name may be used, or too many keys are there
    public void add(KeyRecord made, AuditRecord audit) {
        IngestKey key = made.key();
        @Nullable
        String refusal = database.write("keeping key " + key.name(), connection -> {
            Schema.lock(connection, LOCK);
            retireExpired(connection);
            List<KeyRecord> usable = KeyRows.select(connection, "where revoked_at is null");
            if (usable.stream().anyMatch(k -> k.key().name().equals(key.name()))) {
                return "There is a key " + key.name() + " already; revoke it first, or take another name.";
            }
            if (usable.size() >= MAX_USABLE) {
                return "There are " + usable.size() + " keys, and " + MAX_USABLE
                        + " may be there; revoke one that is not used.";
            }
            insert(connection, made);
            AuditRows.insert(connection, audit);
            return null;
        });
        if (refusal != null) {
            throw new PipelineException(ErrorCode.CONFLICT, refusal);
        }
    }

    /// An expired key gives up its name and its place.
    private static void retireExpired(Connection connection) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("update ingest_key set revoked_at = expires_at"
                + " where revoked_at is null and expires_at <= clock_timestamp()")) {
            update.executeUpdate();
        }
    }

    private static void insert(Connection connection, KeyRecord made) throws SQLException {
        IngestKey key = made.key();
        @Nullable KeyRate rate = key.rate();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into ingest_key (id, name, hash, role, sources, queues, rate_per_second, rate_burst,
                    created_at, created_by, expires_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            insert.setString(1, key.id());
            insert.setString(2, key.name());
            insert.setBytes(3, made.hash());
            insert.setString(4, key.role());
            insert.setArray(5, connection.createArrayOf("text", key.sources().toArray()));
            insert.setArray(6, connection.createArrayOf("text", key.queues().toArray()));
            insert.setObject(7, rate == null ? null : rate.perSecond(), Types.INTEGER);
            insert.setObject(8, rate == null ? null : rate.burst(), Types.INTEGER);
            insert.setTimestamp(9, Timestamp.from(key.createdAt()));
            insert.setString(10, key.createdBy());
            @Nullable Instant expiresAt = key.expiresAt();
            insert.setTimestamp(11, expiresAt == null ? null : Timestamp.from(expiresAt));
            insert.executeUpdate();
        }
    }

    /// Newest first: every key that is not revoked, and the last ones that are.
    public List<IngestKey> list() {
        return database.write("listing the keys", connection -> KeyRows.select(
                        connection,
                        "where revoked_at is null or id in (select id from ingest_key where revoked_at is not null"
                                + " order by revoked_at desc limit " + REVOKED_SHOWN + ") order by created_at desc, id")
                .stream()
                .map(KeyRecord::key)
                .toList());
    }

    public Optional<IngestKey> find(String id) {
        return database.write("reading key " + id, connection -> KeyRows.select(connection, "where id = ?", id).stream()
                .map(KeyRecord::key)
                .findFirst());
    }

    /// @param audit committed with it
    /// @return false when there is no such key, or it was revoked before; nothing is recorded then
    public boolean revoke(String id, AuditRecord audit) {
        return database.write("revoking key " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update ingest_key set revoked_at = clock_timestamp() where id = ? and revoked_at is null")) {
                update.setString(1, id);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            return true;
        });
    }

    /// Notes when keys were last used; a later instant that is known stays.
    ///
    /// @param uses id of a key to the instant
    public void used(Map<String, Instant> uses) {
        database.write("noting the use of " + uses.size() + " keys", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update ingest_key set last_used_at = greatest(last_used_at, ?) where id = ?")) {
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
