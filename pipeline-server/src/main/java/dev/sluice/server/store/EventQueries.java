package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads stored events. Thread-safe. Every method throws [PipelineException]: `query-timeout` when its time is up,
/// `overloaded` when too many read, `query-cancelled` ([Reads]), `database-unavailable`.
public final class EventQueries {
    private static final String ROWS = EventSlices.ROWS;
    private static final int NAMED_BLOCKS = 20_000;

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
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        return read("reading events", timeout, connection -> {
            EventSlices slices = new EventSlices(connection, newestFirst, limit, maxBytes);
            return slices.read(window, after, deadlineNanos);
        });
    }

    /// A slice of a long walk over all that match: each block is read about once.
    ///
    /// @param limit of events, at least [Block#MAX_ROWS]
    public EventSlice part(
            EventWindow window,
            boolean newestFirst,
            @Nullable EventPosition after,
            int limit,
            long maxBytes,
            Duration timeout) {
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        return read("reading events", timeout, connection -> {
            EventSlices slices = new EventSlices(connection, newestFirst, limit, maxBytes);
            return slices.readOn(window, after, limit / Block.MAX_ROWS, deadlineNanos);
        });
    }

    /// What is committed now.
    public Snapshot snapshot() {
        return read("taking a snapshot", database.statementTimeout(), Snapshot::take);
    }

    public long count(EventWindow window, Duration timeout) {
        return read("counting events", timeout, connection -> {
            try (PreparedStatement select = select(connection, window, "select count(*) from event")
                            .prepare(connection);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// The most frequent values of an attribute.
    public FieldCounts top(EventWindow window, Condition.Field field, int top, Duration timeout) {
        String column = field.name().toLowerCase(Locale.ROOT);
        return read("counting values", timeout, connection -> {
            ConditionSql sql = new ConditionSql()
                    .add("with g as (")
                    .append(select(connection, window, "select " + column + " as value, count(*) as n from event"))
                    .add(
                            " group by 1) select value, n, sum(n) over () as events,"
                                    + " coalesce(sum(n) filter (where value is null) over (), 0) as missing from g"
                                    + " order by value is null, n desc, value limit ?",
                            top + 1L);
            SequencedMap<String, Long> values = new LinkedHashMap<>();
            long events = 0;
            long missing = 0;
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events = row.getLong("events");
                    missing = row.getLong("missing");
                    if (row.getString("value") != null && values.size() < top) {
                        values.put(row.getString("value"), row.getLong("n"));
                    }
                }
            }
            return new FieldCounts(values, missing, events);
        });
    }

    /// Adds the window's events to the buckets.
    ///
    /// @param start of the first bucket, not after the window's start
    /// @param stepMicros width of a bucket
    public void histogram(EventWindow window, Instant start, long stepMicros, long[] counts, Duration timeout) {
        read("counting events over time", timeout, connection -> {
            ConditionSql sql = new ConditionSql()
                    .add("select bucket, count(*) from (")
                    .add(
                            "select date_bin(? * interval '1 microsecond', received_at, ?) as bucket from event",
                            stepMicros,
                            start)
                    .append(select(connection, window, ""))
                    .add(") b group by bucket");
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long offset = ChronoUnit.MICROS.between(start, EventSlices.instant(row, 1));
                    counts[(int) (offset / stepMicros)] += row.getLong(2);
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
                return row.next() ? Optional.of(EventSlices.event(row)) : Optional.empty();
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

    /// All that was received from then on is kept; empty while retention has dropped nothing.
    public Optional<Instant> keptFrom() {
        return read("reading how far back events are kept", database.statementTimeout(), connection -> {
            try (PreparedStatement select = connection.prepareStatement("select kept_from from retention");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getTimestamp(1)).map(Timestamp::toInstant);
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

    /// The planner has no statistics of numbers: when few blocks may hold one, they are named.
    private static ConditionSql select(Connection connection, EventWindow window, String select) throws SQLException {
        if (!BlockFilter.asksForNumbers(window.condition())) {
            return window.sql(select);
        }
        ConditionSql blocks = window.blocks("select b.id").orElseThrow().add(" limit ?", NAMED_BLOCKS + 1L);
        long[] ids = new long[NAMED_BLOCKS];
        int count = 0;
        try (PreparedStatement statement = blocks.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (count == NAMED_BLOCKS) {
                    return window.sql(select);
                }
                ids[count++] = row.getLong(1);
            }
        }
        return window.sql(select, Arrays.copyOf(ids, count));
    }

    private <T> T read(String what, Duration timeout, Work<T> work) {
        try {
            return database.search(connection -> {
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
                case DATA, RACE, BUSY, OUTAGE -> SqlFailure.unavailable(what, e);
            };
        }
    }
}
