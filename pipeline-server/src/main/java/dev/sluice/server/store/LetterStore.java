package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.GroupState;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads dead letters, one by one or by kind, and keeps what people say of a kind. Thread-safe. Every method throws
/// [dev.sluice.model.error.PipelineException] `database-unavailable`.
public final class LetterStore {
    /// kinds that are listed at most
    public static final int MAX_GROUPS = 1_000;

    private static final int HOURS = 24;
    /// of the texts of one page; a page is cut where they are more
    private static final long PAGE_BYTES = 8L << 20;

    private final Database database;
    private final Waypoints waypoints;

    public LetterStore(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
    }

    /// @param more true: the last one is not the last there is
    public record Page(List<DeadLetter> letters, boolean more) {}

    /// @param states which letters; null: those that wait, and those that somebody had erased
    /// @param fingerprint of one kind, null: of any
    /// @param before id of the last one seen
    /// @return newest first; fewer than the limit when they are large
    public Page page(
            String queue, @Nullable List<String> states, @Nullable String fingerprint, int limit, long before) {
        return read("reading the dead letters of queue " + queue, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("""
                    select id, queue, incarnation, bytes, code, detail, fingerprint, state, at, received_at, attempt,
                        previous, edited, act, acted_at, acted_by, fetched from (
                            select *, sum(length(bytes)) over (order by id desc) - length(bytes) as before,
                                count(*) over () as fetched from (
                                select * from dead_letter where queue = ? and id < ? and state = any(?) %s
                                order by id desc limit ?) as found) as page
                    where before < ? order by id desc""".formatted(fingerprint == null ? "" : "and fingerprint = ?"))) {
                int at = 1;
                select.setString(at++, queue);
                select.setLong(at++, before);
                select.setArray(
                        at++,
                        connection.createArrayOf(
                                "text", (states == null ? List.of("new", "erased") : states).toArray()));
                if (fingerprint != null) {
                    select.setString(at++, fingerprint);
                }
                select.setInt(at++, limit + 1);
                select.setLong(at, PAGE_BYTES);
                List<DeadLetter> page = new ArrayList<>();
                long fetched = 0;
                try (ResultSet row = select.executeQuery()) {
                    while (page.size() < limit && row.next()) {
                        page.add(letter(row));
                        fetched = row.getLong("fetched");
                    }
                }
                return new Page(page, fetched > page.size());
            }
        });
    }

    private static DeadLetter letter(ResultSet row) throws SQLException {
        Instant at = row.getTimestamp("at").toInstant();
        Instant receivedAt = instant(row.getTimestamp("received_at"));
        return new DeadLetter(
                row.getLong("id"),
                row.getString("queue"),
                row.getObject("incarnation") != null,
                row.getBytes("bytes"),
                row.getString("code"),
                row.getString("detail"),
                row.getString("fingerprint"),
                row.getString("state"),
                at,
                receivedAt == null ? at : receivedAt,
                row.getInt("attempt"),
                row.getObject("previous", Long.class),
                row.getBoolean("edited"),
                row.getString("act"),
                instant(row.getTimestamp("acted_at")),
                row.getString("acted_by"));
    }

    /// @param total kinds there are
    public record Groups(List<DeadLetterGroup> groups, long total) {}

    /// The kinds of letters that wait, those of which one died last first.
    ///
    /// @param queue null: of all queues
    public Groups groups(@Nullable String queue) {
        return read("reading the kinds of dead letters", connection -> {
            Map<String, List<Long>> trends = trends(connection, queue);
            List<DeadLetterGroup> groups = new ArrayList<>();
            long total = 0;
            try (PreparedStatement select =
                    connection.prepareStatement("""
                    with kinds as (
                        select queue, fingerprint, count(*) as waiting, min(at) as first_seen, max(at) as last_seen,
                            max(id) as sample, max(attempt) as attempts,
                            count(*) filter (where previous is not null) as returned, count(*) over () as total
                        from dead_letter where state = 'new' %s
                        group by queue, fingerprint order by max(at) desc, fingerprint limit ?)
                    select k.*, l.code, l.detail, g.state, g.note, g.owner, g.changed_by, g.changed_at,
                        g.state = 'fixed' and k.last_seen > g.changed_at as reopened,
                        o.redriven, o.discarded
                    from kinds k join dead_letter l on l.id = k.sample
                    left join dead_letter_group g on g.queue = k.queue and g.fingerprint = k.fingerprint
                    cross join lateral (
                        select count(*) filter (where state = 'redriven') as redriven,
                            count(*) filter (where state = 'discarded') as discarded
                        from dead_letter d where d.queue = k.queue and d.fingerprint = k.fingerprint) as o
                    order by k.last_seen desc, k.fingerprint""".formatted(queue == null ? "" : "and queue = ?"))) {
                select.setInt(queue == null ? 1 : 2, MAX_GROUPS);
                if (queue != null) {
                    select.setString(1, queue);
                }
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        total = row.getLong("total");
                        groups.add(group(row, trends));
                    }
                }
            }
            return new Groups(groups, total);
        });
    }

    private static DeadLetterGroup group(ResultSet row, Map<String, List<Long>> trends) throws SQLException {
        String queue = row.getString("queue");
        String fingerprint = row.getString("fingerprint");
        boolean reopened = row.getBoolean("reopened");
        String state = row.getString("state");
        return new DeadLetterGroup(
                queue,
                fingerprint,
                row.getString("code"),
                row.getString("detail"),
                Long.toString(row.getLong("sample")),
                row.getLong("waiting"),
                row.getLong("redriven"),
                row.getLong("discarded"),
                row.getLong("returned"),
                row.getInt("attempts"),
                row.getTimestamp("first_seen").toInstant(),
                row.getTimestamp("last_seen").toInstant(),
                trends.getOrDefault(key(queue, fingerprint), trend()),
                state == null || reopened ? GroupState.NEW.text() : state,
                reopened,
                row.getString("note"),
                row.getString("owner"),
                row.getString("changed_by"),
                instant(row.getTimestamp("changed_at")));
    }

    private static Map<String, List<Long>> trends(Connection connection, @Nullable String queue) throws SQLException {
        Map<String, List<Long>> trends = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement("""
                select queue, fingerprint,
                    (extract(epoch from date_trunc('hour', now()) - date_trunc('hour', at)) / 3600)::int as ago, count(*)
                from dead_letter where at > date_trunc('hour', now()) - interval '23 hours' %s
                group by 1, 2, 3""".formatted(queue == null ? "" : "and queue = ?"))) {
            if (queue != null) {
                select.setString(1, queue);
            }
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    int ago = Math.clamp(row.getInt(3), 0, HOURS - 1);
                    trends.computeIfAbsent(key(row.getString(1), row.getString(2)), _ -> trend())
                            .set(HOURS - 1 - ago, row.getLong(4));
                }
            }
        }
        return trends;
    }

    private static List<Long> trend() {
        Long[] hours = new Long[HOURS];
        Arrays.fill(hours, 0L);
        return new ArrayList<>(List.of(hours));
    }

    private static String key(String queue, String fingerprint) {
        return queue + ' ' + fingerprint;
    }

    /// Keeps what somebody says of a kind.
    ///
    /// @param audit kept with it; who marks is taken from it
    /// @return false when no letter of that kind is there
    public boolean mark(
            String queue,
            String fingerprint,
            GroupState state,
            @Nullable String note,
            @Nullable String owner,
            AuditRecord audit) {
        boolean marked = database.write("marking dead letters of queue " + queue, connection -> {
            try (PreparedStatement upsert = connection.prepareStatement("""
                    insert into dead_letter_group as g (queue, fingerprint, state, note, owner, changed_at, changed_by)
                    select ?, ?, ?, ?, ?, clock_timestamp(), ?
                    where exists (select from dead_letter where queue = ? and fingerprint = ?)
                    on conflict (queue, fingerprint) do update set state = excluded.state, note = excluded.note,
                        owner = excluded.owner, changed_at = excluded.changed_at, changed_by = excluded.changed_by""")) {
                upsert.setString(1, queue);
                upsert.setString(2, fingerprint);
                upsert.setString(3, state.text());
                upsert.setString(4, note);
                upsert.setString(5, owner);
                upsert.setString(6, audit.who());
                upsert.setString(7, queue);
                upsert.setString(8, fingerprint);
                if (upsert.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            waypoints.passed(Waypoint.MARK_BEFORE_COMMIT);
            return true;
        });
        if (marked) {
            waypoints.passed(Waypoint.MARK_COMMITTED);
        }
        return marked;
    }

    /// True when the queue has letters, whether it is still there or not.
    public boolean hasLetters(String queue) {
        return read("looking for dead letters", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select from dead_letter where queue = ? limit 1")) {
                select.setString(1, queue);
                try (ResultSet row = select.executeQuery()) {
                    return row.next();
                }
            }
        });
    }

    /// What is said of a kind, empty when nothing was said.
    public Optional<String> marked(String queue, String fingerprint) {
        return read("reading a mark of dead letters", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select state from dead_letter_group where queue = ? and fingerprint = ?")) {
                select.setString(1, queue);
                select.setString(2, fingerprint);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
        return timestamp == null ? null : timestamp.toInstant();
    }

    private <T> T read(String what, Work<T> work) {
        try {
            return database.read(connection -> {
                Database.limitStatements(connection, database.statementTimeout());
                return work.run(connection);
            });
        } catch (SQLException e) {
            throw SqlFailure.unavailable(what, e);
        }
    }
}
