package dev.sluice.server.store;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads events in order, from a position on. Used inside one transaction, by one thread.
final class EventSlices {
    static final String ROWS = "select received_at, id, identity, queue, stored_at, body from event";
    private static final int NEAR_BLOCKS = 128;
    private static final int MAX_BLOCKS = 1_024;
    private static final int GROWTH = 4;

    private final Connection connection;
    private final boolean newestFirst;
    private final int limit;
    private final long maxBytes;

    /// @param limit of events, @param maxBytes of JSON text; one event is always read
    EventSlices(Connection connection, boolean newestFirst, int limit, long maxBytes) {
        this.connection = connection;
        this.newestFirst = newestFirst;
        this.limit = limit;
        this.maxBytes = maxBytes;
    }

    /// Leaves the way to the planner, but looks at the nearest blocks first: what many events have is found there, and
    /// the planner would gather all of it.
    EventSlice read(EventWindow window, @Nullable EventPosition after) throws SQLException {
        EventWindow rest = rest(window, after);
        if (BlockFilter.of(window.condition()).isPresent()) {
            Instant edge = edge(rest);
            if (edge != null) {
                EventWindow near = newestFirst ? rest.between(edge, rest.to()) : rest.between(rest.from(), edge);
                EventSlice slice = readAll(near, after);
                if (slice.more()) {
                    return slice;
                }
            }
        }
        return readAll(rest, after);
    }

    private EventSlice readAll(EventWindow window, @Nullable EventPosition after) throws SQLException {
        return run(after(window.sql(head() + ROWS), after).add(tail(), limit + 1L, maxBytes), limit);
    }

    /// Receive time that parts the nearest blocks from the others, null when there are no others.
    private @Nullable Instant edge(EventWindow window) throws SQLException {
        ConditionSql sql = new ConditionSql().add("select last_at from event_block where true");
        if (window.from() != null) {
            sql.add(" and last_at >= ?", window.from());
        }
        if (window.to() != null) {
            sql.add(" and last_at < ?", window.to());
        }
        sql.add(" order by last_at" + (newestFirst ? " desc" : "") + " offset ? limit 1", NEAR_BLOCKS);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            return row.next() ? instant(row, 1) : null;
        }
    }

    /// Goes over the blocks that may hold one, in order of time, a growing number of them at a time: what the planner
    /// cannot know, how many that are, does not matter.
    ///
    /// @param firstBlocks looked at first, at least 1
    /// @param deadlineNanos by [System#nanoTime()]
    EventSlice readByBlocks(EventWindow window, @Nullable EventPosition after, int firstBlocks, long deadlineNanos)
            throws SQLException {
        EventWindow rest = rest(window, after);
        List<StoredEvent> found = new ArrayList<>();
        long bytes = 0;
        int take = firstBlocks;
        while (true) {
            Database.limitStatements(connection, Duration.ofNanos(deadlineNanos - System.nanoTime()));
            Blocks blocks = blocks(rest, take);
            Instant edge = blocks.edge();
            boolean last = edge == null;
            EventWindow piece = edge == null
                    ? rest
                    : newestFirst
                            ? rest.between(edge.plus(1, ChronoUnit.MICROS), rest.to())
                            : rest.between(rest.from(), edge);
            boolean moves = last || !piece.isEmpty();
            if (blocks.ids().length > 0 && moves) {
                int most = limit - found.size();
                // the offset keeps the planner from walking through all time instead
                ConditionSql sql = after(piece.sql(head() + "select * from (" + ROWS, blocks.ids()), after)
                        .add(" offset 0) m" + tail(), most + 1L, maxBytes - bytes);
                EventSlice slice = run(sql, most);
                found.addAll(slice.events());
                for (StoredEvent event : slice.events()) {
                    bytes += event.json().length;
                }
                if (slice.more() || bytes >= maxBytes) {
                    return new EventSlice(found, true);
                }
            }
            if (last) {
                return new EventSlice(found, false);
            }
            // blocks that end at the same microsecond are taken together, however many there are
            take = moves ? Math.max(take, Math.min(take * GROWTH, MAX_BLOCKS)) : take * GROWTH;
            if (moves) {
                rest = newestFirst ? rest.between(rest.from(), piece.from()) : rest.between(piece.to(), rest.to());
            }
        }
    }

    /// @param edge no block left out holds an event received after it (newest first) or before it (oldest first); null:
    ///     none is left out
    private record Blocks(long[] ids, @Nullable Instant edge) {}

    private Blocks blocks(EventWindow window, int take) throws SQLException {
        String bound = newestFirst ? "last_at" : "first_at";
        ConditionSql sql = window.blocks("select b.id, b." + bound)
                .orElseThrow()
                .add(" order by b." + bound + (newestFirst ? " desc" : "") + " limit ?", take + 1L);
        long[] ids = new long[take];
        int count = 0;
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                if (count == take) {
                    return new Blocks(ids, instant(row, 2));
                }
                ids[count++] = row.getLong(1);
            }
        }
        return new Blocks(Arrays.copyOf(ids, count), null);
    }

    /// What is behind the position needs no look.
    private EventWindow rest(EventWindow window, @Nullable EventPosition after) {
        if (after == null) {
            return window;
        }
        Instant at = after.receivedAt();
        if (newestFirst) {
            Instant to = at.plus(1, ChronoUnit.MICROS);
            return window.to() != null && window.to().isBefore(to) ? window : window.between(window.from(), to);
        }
        return window.from() != null && window.from().isAfter(at) ? window : window.between(at, window.to());
    }

    private ConditionSql after(ConditionSql sql, @Nullable EventPosition after) {
        return after == null
                ? sql
                : sql.add(
                        " and (received_at, id, identity) " + (newestFirst ? "<" : ">") + " (?, ?, ?)",
                        after.receivedAt(),
                        after.id(),
                        after.identity());
    }

    private EventSlice run(ConditionSql sql, int most) throws SQLException {
        List<StoredEvent> events = new ArrayList<>();
        long found = 0;
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found = row.getLong("found");
                if (events.size() == most) {
                    break;
                }
                events.add(event(row));
            }
        }
        return new EventSlice(events, found > events.size());
    }

    private String order() {
        String direction = newestFirst ? " desc" : "";
        return " order by received_at" + direction + ", id" + direction + ", identity" + direction;
    }

    /// Numbers the bytes before each of the first rows.
    private String head() {
        return "select * from (select p.*, count(*) over () as found, sum(octet_length(body)::bigint) over (" + order()
                + " rows unbounded preceding) - octet_length(body) as bytes_before from (";
    }

    private String tail() {
        return order() + " limit ?) p) q where bytes_before < ?" + order();
    }

    static StoredEvent event(ResultSet row) throws SQLException {
        Instant receivedAt = instant(row, 1);
        byte[] body = row.getString(6).getBytes(StandardCharsets.UTF_8);
        return new StoredEvent(
                new EventPosition(receivedAt, row.getString(2), row.getObject(3, UUID.class)),
                StoredEvent.splice(body, row.getString(4), receivedAt, instant(row, 5)));
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp.toInstant().truncatedTo(ChronoUnit.MICROS);
    }
}
