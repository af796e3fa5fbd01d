package dev.sluice.server.store;

import dev.sluice.server.store.TelemetryStore.Folds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Moves one minute of fresh telemetry into the rows of each grain, in one transaction.
final class TelemetryRolling {
    private record Key(TelemetryKind kind, UUID writer) {}

    private TelemetryRolling() {}

    static void roll(Connection connection, long minute, Folds folds) throws SQLException {
        Map<Key, List<byte[]>> fresh = new LinkedHashMap<>();
        for (TelemetryRow row : take(connection, minute)) {
            // what types came is asked of the fleet, not of an instance
            UUID writer = row.kind() == TelemetryKind.TYPES ? TelemetryRow.FLEET : row.writer();
            fresh.computeIfAbsent(new Key(row.kind(), writer), _ -> new ArrayList<>())
                    .add(row.data());
        }
        for (Map.Entry<Key, List<byte[]>> entry : fresh.entrySet()) {
            Key key = entry.getKey();
            List<Optional<byte[]>> rows = new ArrayList<>();
            for (TelemetryGrain grain : TelemetryGrain.values()) {
                rows.add(row(connection, grain, key, minute));
            }
            List<Optional<byte[]>> folded = folds.fold(key.kind(), minute, entry.getValue(), rows);
            for (TelemetryGrain grain : TelemetryGrain.values()) {
                Optional<byte[]> data = folded.get(grain.ordinal());
                if (data.isPresent()) {
                    put(connection, grain, key, minute, data.get());
                }
            }
        }
    }

    private static List<TelemetryRow> take(Connection connection, long minute) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "with taken as (delete from telemetry_fresh where at >= ? and at < ? returning kind, at, writer, data)"
                        + " select kind, at, writer, data from taken order by at")) {
            delete.setLong(1, minute);
            delete.setLong(2, minute + TelemetryGrain.SECOND.packed());
            return TelemetryStore.rows(delete);
        }
    }

    /// start of the row of a grain that the minute belongs to; types are not packed
    private static long at(TelemetryGrain grain, Key key, long minute) {
        return key.kind() == TelemetryKind.TYPES
                ? Math.floorDiv(minute, grain.seconds()) * grain.seconds()
                : grain.rowOf(minute);
    }

    private static Optional<byte[]> row(Connection connection, TelemetryGrain grain, Key key, long minute)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select data from telemetry where grain = ? and kind = ? and at = ? and writer = ?")) {
            select.setInt(1, grain.code());
            select.setInt(2, key.kind().ordinal());
            select.setLong(3, at(grain, key, minute));
            select.setObject(4, key.writer());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getBytes(1)) : Optional.empty();
            }
        }
    }

    private static void put(Connection connection, TelemetryGrain grain, Key key, long minute, byte[] data)
            throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(
                "insert into telemetry (grain, kind, at, writer, data) values (?, ?, ?, ?, ?)"
                        + " on conflict (grain, kind, at, writer) do update set data = excluded.data")) {
            upsert.setInt(1, grain.code());
            upsert.setInt(2, key.kind().ordinal());
            upsert.setLong(3, at(grain, key, minute));
            upsert.setObject(4, key.writer());
            upsert.setBytes(5, data);
            upsert.executeUpdate();
        }
    }
}
