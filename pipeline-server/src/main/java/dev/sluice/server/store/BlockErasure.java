package dev.sluice.server.store;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Deletes events and takes out of their blocks what only they had: a block that still led to an erased word would say
/// that somebody had said it. Used inside one transaction of the owner, by one thread.
final class BlockErasure {
    private final Connection connection;
    /// number of a block to the terms of its erased events
    private final Map<Long, Set<Long>> erased = new HashMap<>();
    private final Set<String> partitions;

    /// @param partitions is added the names of those that changed
    BlockErasure(Connection connection, Set<String> partitions) {
        this.connection = connection;
        this.partitions = partitions;
    }

    /// @param events all of one window of time
    /// @return how many were there
    int run(List<EventPosition> events) throws SQLException {
        int count = delete(events);
        if (!erased.isEmpty()) {
            rewriteBlocks(
                    events.stream()
                            .map(EventPosition::receivedAt)
                            .min(Instant::compareTo)
                            .orElseThrow(),
                    events.stream()
                            .map(EventPosition::receivedAt)
                            .max(Instant::compareTo)
                            .orElseThrow());
        }
        return count;
    }

    private int delete(List<EventPosition> events) throws SQLException {
        long[] received =
                events.stream().mapToLong(e -> EventCopy.micros(e.receivedAt())).toArray();
        Array ids = connection.createArrayOf(
                "text", events.stream().map(EventPosition::id).toArray());
        Array identities = connection.createArrayOf(
                "uuid", events.stream().map(EventPosition::identity).toArray(UUID[]::new));
        int count = 0;
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from event e using unnest(?::int8[], ?::text[], ?::uuid[]) as d (r, id, identity)
                where e.received_at = timestamptz 'epoch' + d.r * interval '1 microsecond'
                    and e.id = d.id collate "C" and e.identity = d.identity
                returning e.block, e.terms, e.tableoid::regclass::text""")) {
            delete.setObject(1, received);
            delete.setArray(2, ids);
            delete.setArray(3, identities);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    erased.computeIfAbsent(row.getLong(1), _ -> new HashSet<>()).addAll(terms(row, 2));
                    partitions.add(row.getString(3));
                    count++;
                }
            }
        }
        return count;
    }

    private record Row(long table, String place, long block, String name, Set<Long> terms) {}

    private void rewriteBlocks(Instant first, Instant last) throws SQLException {
        Map<Long, Set<Long>> left = left();
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select tableoid::int8, ctid::text, id, tableoid::regclass::text, terms from event_block
                where id = any(?) and last_at >= ? and first_at <= ? for update""")) {
            select.setObject(1, numbers());
            select.setTimestamp(2, Timestamp.from(first));
            select.setTimestamp(3, Timestamp.from(last));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(
                            new Row(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4), terms(row, 5)));
                }
            }
        }
        for (Row row : rows) {
            partitions.add(row.name());
            rewrite(row, left.get(row.block()));
        }
    }

    /// @return number of a block to the terms of the events it still has; blocks without any are left out
    private Map<Long, Set<Long>> left() throws SQLException {
        Map<Long, Set<Long>> left = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("select block, terms from event where block = any(?)")) {
            select.setObject(1, numbers());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    left.computeIfAbsent(row.getLong(1), _ -> new HashSet<>()).addAll(terms(row, 2));
                }
            }
        }
        return left;
    }

    private void rewrite(Row row, @Nullable Set<Long> left) throws SQLException {
        if (left == null) {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from event_block where tableoid = ?::oid and ctid = ?::tid")) {
                delete.setLong(1, row.table());
                delete.setString(2, row.place());
                delete.executeUpdate();
            }
            return;
        }
        Set<Long> gone = new HashSet<>(erased.getOrDefault(row.block(), Set.of()));
        gone.removeAll(left);
        gone.remove(Terms.TRUNCATED);
        // unknown bounds: any number may be there, which is right whatever the erased ones were
        try (PreparedStatement update = connection.prepareStatement("""
                update event_block set terms = ?, number_paths = null, number_lows = null, number_highs = null
                where tableoid = ?::oid and ctid = ?::tid""")) {
            update.setObject(
                    1,
                    row.terms().stream()
                            .filter(term -> !gone.contains(term))
                            .mapToLong(Long::longValue)
                            .sorted()
                            .toArray());
            update.setLong(2, row.table());
            update.setString(3, row.place());
            update.executeUpdate();
        }
    }

    private long[] numbers() {
        return erased.keySet().stream().mapToLong(Long::longValue).toArray();
    }

    private static Set<Long> terms(ResultSet row, int column) throws SQLException {
        return new HashSet<>(List.of((Long[]) row.getArray(column).getArray()));
    }
}
