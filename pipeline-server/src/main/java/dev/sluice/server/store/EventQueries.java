package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads stored events. Thread-safe. Every method throws [PipelineException]: `query-timeout` when its time is up,
/// `database-unavailable`.
public final class EventQueries {
    private static final String ROWS = "select received_at, id, identity, queue, stored_at, body from event";

    private final Database database;

    public EventQueries(Database database) {
        this.database = database;
    }

    /// How long a read may take.
    public Duration timeLimit() {
        return database.statementTimeout();
    }

    /// @param after the last one seen, null to start
    /// @param maxBytes of JSON text; one event is always answered
    public EventSlice slice(
            EventWindow window,
            boolean newestFirst,
            @Nullable EventPosition after,
            int limit,
            long maxBytes,
            Duration timeout) {
        String direction = newestFirst ? " desc" : "";
        String order = " order by received_at" + direction + ", id" + direction + ", identity" + direction;
        ConditionSql sql = window.sql("select * from (select p.*, count(*) over () as found,"
                + " sum(octet_length(body)::bigint) over (" + order + " rows unbounded preceding)"
                + " - octet_length(body) as bytes_before from (" + ROWS);
        if (after != null) {
            sql.add(
                    " and (received_at, id, identity) " + (newestFirst ? "<" : ">") + " (?, ?, ?)",
                    after.receivedAt(),
                    after.id(),
                    after.identity());
        }
        sql.add(order + " limit ?) p) q where bytes_before < ?" + order, limit + 1L, maxBytes);
        return read("reading events", timeout, connection -> {
            List<StoredEvent> events = new ArrayList<>();
            long found = 0;
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next() && events.size() < limit) {
                    events.add(event(row));
                    found = row.getLong("found");
                }
            }
            return new EventSlice(events, found > events.size());
        });
    }

    public long count(EventWindow window, Duration timeout) {
        ConditionSql sql = window.sql("select count(*) from event");
        return read("counting events", timeout, connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Adds the window's events to the buckets.
    ///
    /// @param start of the first bucket, not after the window's start
    /// @param stepMicros width of a bucket
    public void histogram(EventWindow window, Instant start, long stepMicros, long[] counts, Duration timeout) {
        ConditionSql sql = new ConditionSql()
                .add("select bucket, count(*) from (")
                .add(
                        "select floor(extract(epoch from received_at - ?) * 1000000 / ?)::int as bucket from event",
                        start,
                        stepMicros);
        ConditionSql inner = window.sql("");
        sql.append(inner).add(") b group by bucket");
        read("counting events over time", timeout, connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    counts[row.getInt(1)] += row.getLong(2);
                }
            }
            return counts;
        });
    }

    /// The event of that id; the newest when several sources share it and no source is given.
    public Optional<StoredEvent> find(String id, @Nullable String source) {
        ConditionSql sql;
        if (source == null) {
            Condition exact = new Condition.Attribute(Condition.Field.ID, Glob.exact(id));
            sql = new EventWindow(exact, null, null)
                    .sql(ROWS)
                    .add(" order by received_at desc, id desc, identity desc limit 1");
        } else {
            UUID identity = Identity.of(source, id);
            sql = new ConditionSql()
                    .add(
                            ROWS
                                    + " where received_at = (select received_at from event_identity where key = ?) and id = ? and identity = ?",
                            identity,
                            id,
                            identity);
        }
        return read("looking for event " + id, database.statementTimeout(), connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(event(row)) : Optional.empty();
            }
        });
    }

    /// Receive time of the oldest event kept.
    public Optional<Instant> oldest() {
        return read("looking for the oldest event", database.statementTimeout(), connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select received_at from event order by received_at limit 1");
                    ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(row.getTimestamp(1).toInstant()) : Optional.empty();
            }
        });
    }

    /// The fleet's key for signing cursors, made at the first start.
    public byte[] cursorKey() {
        return read("reading the cursor key", database.statementTimeout(), connection -> {
            try (PreparedStatement select =
                            connection.prepareStatement("select value from signing_key where name = 'cursor'");
                    ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new PipelineException(
                            ErrorCode.INTERNAL, "The database has no cursor key; start the server with its owner.");
                }
                return row.getBytes(1);
            }
        });
    }

    private static StoredEvent event(ResultSet row) throws SQLException {
        Instant receivedAt = instant(row, 1);
        byte[] body = row.getString(6).getBytes(StandardCharsets.UTF_8);
        return new StoredEvent(
                new EventPosition(receivedAt, row.getString(2), row.getObject(3, UUID.class)),
                StoredEvent.splice(body, row.getString(4), receivedAt, instant(row, 5)));
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        Timestamp timestamp = row.getTimestamp(column);
        return timestamp.toInstant().truncatedTo(ChronoUnit.MICROS);
    }

    private <T> T read(String what, Duration timeout, Work<T> work) {
        try {
            return database.read(connection -> {
                Database.limitStatements(connection, timeout);
                return work.run(connection);
            });
        } catch (SQLException e) {
            throw switch (SqlFailure.of(e)) {
                case TIMEOUT ->
                    new PipelineException(
                            ErrorCode.QUERY_TIMEOUT,
                            "The database did not answer within " + timeout.toMillis()
                                    + " ms; take a shorter time range or a more exact query.",
                            e);
                case DATA, RACE, OUTAGE -> SqlFailure.unavailable(what, e);
            };
        }
    }
}
