package dev.sluice.server.store;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads rows of `ingest_key`.
final class KeyRows {
    private static final String COLUMNS = "id, name, role, sources, queues, rate_per_second, rate_burst, created_at,"
            + " created_by, expires_at, last_used_at, revoked_at, hash";

    private KeyRows() {}

    /// @param rest of the statement, after the name of the table
    static List<KeyRecord> select(Connection connection, String rest, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS + " from ingest_key " + rest)) {
            for (int i = 0; i < values.length; i++) {
                select.setObject(i + 1, values[i]);
            }
            List<KeyRecord> keys = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    keys.add(new KeyRecord(key(row), row.getBytes("hash")));
                }
            }
            return keys;
        }
    }

    private static IngestKey key(ResultSet row) throws SQLException {
        int perSecond = row.getInt("rate_per_second");
        @Nullable KeyRate rate = row.wasNull() ? null : new KeyRate(perSecond, row.getInt("rate_burst"));
        return new IngestKey(
                row.getString("id"),
                row.getString("name"),
                row.getString("role"),
                List.of((String[]) row.getArray("sources").getArray()),
                List.of((String[]) row.getArray("queues").getArray()),
                rate,
                row.getTimestamp("created_at").toInstant(),
                row.getString("created_by"),
                instant(row, "expires_at"),
                instant(row, "last_used_at"),
                instant(row, "revoked_at"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        @Nullable Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
