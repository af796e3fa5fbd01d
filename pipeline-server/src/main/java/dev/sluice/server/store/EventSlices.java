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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads events in order, from a position on. Used inside one transaction, by one thread.
final class EventSlices {
    static final String ROWS = "select received_at, id, identity, queue, stored_at, body from event";
    private static final int NEAR_BLOCKS = 128;
    private static final int FIRST_BLOCKS = 32;
    private static final int MAX_BLOCKS = 1_024;
    private static final int GROWTH = 4;
    /// Asking the index which blocks are to be looked at costs as much for many as for few. Numbers have none.
    private static final int LISTED_BLOCKS = 16_384;

    private static final int LISTED_BY_NUMBERS = 1_024;

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

    /// Looks at the nearest blocks first: what many events have is found there. Then goes from block to block, where
    /// blocks tell anything of what is looked for.
    ///
    /// @param deadlineNanos by [System#nanoTime()]
    EventSlice read(EventWindow window, @Nullable EventPosition after, long deadlineNanos) throws SQLException {
        if (BlockFilter.of(window.condition()).isEmpty()) {
            return readAll(rest(window, after), after);
        }
        if (BlockFilter.asksForNumbers(window.condition())) {
            return readByBlocks(window, after, FIRST_BLOCKS, LISTED_BY_NUMBERS, deadlineNanos);
        }
        EventWindow rest = rest(window, after);
        Instant edge = edge(rest);
        if (edge == null) {
            return readAll(rest, after);
        }
        EventWindow near = newestFirst ? rest.between(edge, rest.to()) : rest.between(rest.from(), edge);
        EventSlice slice = readAll(near, after);
        return slice.more() ? slice : readByBlocks(window, after, FIRST_BLOCKS, LISTED_BLOCKS, deadlineNanos);
    }

    /// Blocks one after the other, in order of time.
    ///
    /// @param first blocks to begin with
    /// @param deadlineNanos by [System#nanoTime()]
    EventSlice readOn(EventWindow window, @Nullable EventPosition after, int first, long deadlineNanos)
            throws SQLException {
        return BlockFilter.of(window.condition()).isEmpty()
                ? readAll(rest(window, after), after)
                : readByBlocks(window, after, first, first + 1, deadlineNanos);
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

    /// Goes over the blocks that may hold one, in order of time, some at a time: what the planner cannot know, how many
    /// that are, does not matter.
    private EventSlice readByBlocks(
            EventWindow window, @Nullable EventPosition after, int first, int listed, long deadlineNanos)
            throws SQLException {
        EventWindow rest = rest(window, after);
        List<StoredEvent> found = new ArrayList<>();
        long bytes = 0;
        int take = first;
        int looked = 0;
        BlockList list = blocks(rest, listed);
        while (true) {
            Database.limitStatements(connection, Duration.ofNanos(deadlineNanos - System.nanoTime()));
            BlockList near = list.within(rest);
            if (near.size() <= take && !list.complete()) {
                list = blocks(rest, Math.max(listed, take + 1));
                near = list;
            }
            Instant edge = near.edge(take);
            EventWindow piece = edge == null
                    ? rest
                    : newestFirst
                            ? rest.between(edge.plus(1, ChronoUnit.MICROS), rest.to())
                            : rest.between(rest.from(), edge);
            if (edge != null && piece.isEmpty()) {
                // blocks that end at the same microsecond are taken together, however many there are
                take *= GROWTH;
                continue;
            }
            if (near.size() > 0) {
                int most = limit - found.size();
                // the offset keeps the planner from walking through all time instead
                ConditionSql sql = after(piece.sql(head() + "select * from (" + ROWS, near.ids(take)), after)
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
            if (edge == null) {
                return new EventSlice(found, false);
            }
            looked += take;
            take = next(take, looked, found.size());
            rest = newestFirst ? rest.between(rest.from(), piece.from()) : rest.between(piece.to(), rest.to());
        }
    }

    /// As many blocks as the rest of the page is likely to be in, by what was found in those before.
    private int next(int take, int looked, int found) {
        int grown = Math.max(take, Math.min(take * GROWTH, MAX_BLOCKS));
        if (found == 0) {
            return grown;
        }
        long likely = Math.ceilDiv((long) looked * (limit + 1 - found) * 5, found * 4L);
        return Math.clamp(likely, Math.min(FIRST_BLOCKS, grown), grown);
    }

    private BlockList blocks(EventWindow window, int most) throws SQLException {
        String bound = newestFirst ? "last_at" : "first_at";
        String order = " order by " + bound + (newestFirst ? " desc" : "") + " limit ?";
        boolean byTerms = !BlockFilter.asksForNumbers(window.condition()) && most >= LISTED_BLOCKS;
        ConditionSql sql = byTerms
                // the offset keeps the planner from walking through all time instead
                ? new ConditionSql()
                        .add("select * from (")
                        .append(window.blocks("select b.id, b.first_at, b.last_at")
                                .orElseThrow())
                        .add(" offset 0) b" + order, most + 1L)
                : window.blocks("select b.id, b.first_at, b.last_at")
                        .orElseThrow()
                        .add(order, most + 1L);
        BlockList list = new BlockList(newestFirst, most);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                list.add(row.getLong(1), instant(row, 2), instant(row, 3));
            }
        }
        return list;
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
