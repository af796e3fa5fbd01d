package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// What was committed at one moment: PostgreSQL's own snapshot, kept without keeping a transaction open (PostgreSQL
/// manual, "Transaction ID and Snapshot Information Functions"). A batch that was being split around an event the
/// database refused is seen as soon as it commits: its savepoints have numbers that no snapshot lists.
///
/// @param xmin the earliest transaction still running
/// @param xmax the first transaction not yet begun
/// @param running those in between that were running
/// @param at the database's clock
public record Snapshot(long xmin, long xmax, List<Long> running, Instant at) {
    /// Longer than any transaction that stores events may take. What began before needs no closer look.
    private static final long SETTLED_MINUTES = 10;

    public Snapshot {
        running = List.copyOf(running);
    }

    static Snapshot take(Connection connection) throws SQLException {
        try (PreparedStatement select =
                        connection.prepareStatement("select pg_current_snapshot()::text, clock_timestamp()");
                ResultSet row = select.executeQuery()) {
            row.next();
            String[] parts = row.getString(1).split(":", -1);
            List<Long> running = parts[2].isEmpty()
                    ? List.of()
                    : Arrays.stream(parts[2].split(",")).map(Long::valueOf).toList();
            Instant at = row.getTimestamp(2).toInstant().truncatedTo(ChronoUnit.MICROS);
            return new Snapshot(Long.parseLong(parts[0]), Long.parseLong(parts[1]), running, at);
        }
    }

    /// A row's xmin has 32 bits; a transaction that began before `at` is the one of that number nearest to `xmax`.
    void addTo(ConditionSql sql) {
        String transaction = "((xmin::text::int8 - ? + 6442450944) % 4294967296 - 2147483648 + ?)::text::xid8";
        sql.add(
                " and stored_at <= ? and (stored_at < ? or pg_visible_in_snapshot(" + transaction
                        + ", ?::pg_snapshot))",
                at,
                at.minus(SETTLED_MINUTES, ChronoUnit.MINUTES),
                xmax & 0xffff_ffffL,
                xmax,
                text());
    }

    private String text() {
        return xmin + ":" + xmax + ":" + running.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
}
