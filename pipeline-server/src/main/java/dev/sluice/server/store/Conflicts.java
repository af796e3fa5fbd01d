package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Tells duplicates that repeat what is stored from those that say something else under the same source and id. Only
/// duplicates are looked up, by key, and compared by their sums inside the database. Some of those found are kept for
/// people to look at.
final class Conflicts {
    private Conflicts() {}

    /// @param duplicates whose identities are taken, by rows of this transaction or of others
    /// @return those whose text differs from the stored one; nothing is said of one whose row is gone
    static List<Candidate> among(Connection connection, List<Candidate> duplicates) throws SQLException {
        int[] places = new int[duplicates.size()];
        UUID[] keys = new UUID[duplicates.size()];
        String[] ids = new String[duplicates.size()];
        byte[][] sums = new byte[duplicates.size()][];
        for (int i = 0; i < duplicates.size(); i++) {
            Candidate duplicate = duplicates.get(i);
            places[i] = i;
            keys[i] = duplicate.identity();
            ids[i] = duplicate.event().id();
            sums[i] = Identity.sha256().digest(duplicate.event().json());
        }
        List<ConflictStore.Found> conflicts = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select d.place, e.received_at, sha256(convert_to(e.body, 'UTF8')) as sum, octet_length(e.body) as bytes
                from unnest(?::int4[], ?::uuid[], ?::text[], ?::bytea[]) as d (place, key, id, sum)
                join event_identity i on i.key = d.key
                join event e on e.received_at = i.received_at and e.id = d.id collate "C" and e.identity = d.key
                where sha256(convert_to(e.body, 'UTF8')) <> d.sum""")) {
            select.setObject(1, places);
            select.setArray(2, connection.createArrayOf("uuid", keys));
            select.setArray(3, connection.createArrayOf("text", ids));
            select.setArray(4, connection.createArrayOf("bytea", sums));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int place = row.getInt("place");
                    conflicts.add(new ConflictStore.Found(
                            duplicates.get(place),
                            sums[place],
                            row.getTimestamp("received_at").toInstant(),
                            row.getBytes("sum"),
                            row.getLong("bytes")));
                }
            }
        }
        if (!conflicts.isEmpty()) {
            ConflictStore.keep(connection, conflicts);
        }
        return conflicts.stream().map(ConflictStore.Found::later).toList();
    }
}
