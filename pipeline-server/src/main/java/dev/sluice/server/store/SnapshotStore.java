package dev.sluice.server.store;

import dev.sluice.model.queue.Purge;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.store.PurgeStore.Order;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Moves frames into the snapshot of a purge and, to undo it, out of it: every step is one transaction, so that each
/// event is in one place whatever is killed (docs/adr/0015). Thread-safe. Every method throws [PipelineException]
/// `database-unavailable`: nothing was done, or it is not known; doing it again is safe.
public final class SnapshotStore {
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);
    private static final int CHUNK_ROWS = 500;
    private static final long CHUNK_BYTES = 8L << 20;
    private static final int EXPIRE_ROWS = 1_000;

    private final Database database;

    public SnapshotStore(Database database) {
        this.database = database;
    }

    /// Commits for all frames at once: the outcome "purged by this plan", the snapshot, and the rest on its way back to
    /// the queue's tail. A frame with an outcome changes nothing; all of them may be acked then.
    ///
    /// @param runner of the run; nothing is done when it is not the run of that purge any more
    public Order take(String plan, UUID runner, String queue, List<TakenFrame> frames) {
        return database.write("purging " + frames.size() + " frames", connection -> {
            Database.limitStatements(connection, WRITE_TIMEOUT);
            Order order = PurgeStore.beat(connection, plan, runner);
            if (order != Order.LEAVE) {
                take(connection, plan, queue, frames);
            }
            return order;
        });
    }

    private static void take(Connection connection, String plan, String queue, List<TakenFrame> frames)
            throws SQLException {
        Map<FrameId, TakenFrame> open = new LinkedHashMap<>();
        TreeMap<Long, String> queues = new TreeMap<>();
        for (TakenFrame frame : frames) {
            open.putIfAbsent(frame.id(), frame);
            queues.putIfAbsent(frame.id().incarnation(), queue);
        }
        Outcomes.lockIncarnations(connection, queues);
        open.keySet().removeAll(Outcomes.settled(connection, List.copyOf(open.keySet())));
        if (open.isEmpty()) {
            return;
        }
        if (!Outcomes.insert(
                connection, open.values().stream().map(SnapshotStore::purged).toList())) {
            // a consumer had the same frame: the next attempt finds it settled
            throw new SQLException("a consumer settled one of the frames", "40001");
        }
        insertPurged(connection, plan, queue, open.values());
        insertSnapshots(connection, plan, queue, open.values());
        List<OutboxFrame> rest = open.values().stream()
                .map(TakenFrame::rest)
                .filter(f -> f != null)
                .toList();
        if (!rest.isEmpty()) {
            Outbox.put(connection, queue, rest, "rest of purge " + plan);
            Outbox.shift(
                    connection,
                    queue,
                    0,
                    rest.stream().mapToLong(OutboxFrame::count).sum(),
                    0);
        }
        count(
                connection,
                "purged",
                plan,
                open.values().stream().mapToLong(TakenFrame::gone).sum());
    }

    /// @return those of the frames that this purge has taken already
    public Set<FrameId> taken(String plan, List<FrameId> frames) {
        return database.write("looking at frames of purge " + plan, connection -> {
            Set<FrameId> taken = new HashSet<>();
            try (PreparedStatement select = connection.prepareStatement("""
                    select p.incarnation, p.seq from purged_frame p
                    join unnest(?::int8[], ?::int8[]) as f (incarnation, seq) using (incarnation, seq)
                    where p.plan = ?""")) {
                select.setObject(
                        1, frames.stream().mapToLong(FrameId::incarnation).toArray());
                select.setObject(2, frames.stream().mapToLong(FrameId::seq).toArray());
                select.setString(3, plan);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        taken.add(new FrameId(row.getLong(1), row.getLong(2)));
                    }
                }
            }
            return taken;
        });
    }

    private static FrameOutcome purged(TakenFrame frame) {
        return new FrameOutcome(frame.id(), 0, 0, 0, frame.count(), List.of(), false);
    }

    private static void insertPurged(Connection connection, String plan, String queue, Collection<TakenFrame> frames)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into purged_frame (plan, queue, incarnation, seq, count) select ?, ?, i, s, c"
                        + " from unnest(?::int8[], ?::int8[], ?::int8[]) as t (i, s, c)")) {
            insert.setString(1, plan);
            insert.setString(2, queue);
            insert.setObject(
                    3, frames.stream().mapToLong(f -> f.id().incarnation()).toArray());
            insert.setObject(4, frames.stream().mapToLong(f -> f.id().seq()).toArray());
            insert.setObject(5, frames.stream().mapToLong(TakenFrame::count).toArray());
            insert.executeUpdate();
        }
    }

    private static void insertSnapshots(Connection connection, String plan, String queue, Collection<TakenFrame> frames)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into purge_snapshot (plan, queue, incarnation, seq, count, received_at, content_encoding, body)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
            boolean any = false;
            for (TakenFrame frame : frames) {
                OutboxFrame kept = frame.kept();
                if (kept != null) {
                    insert.setString(1, plan);
                    insert.setString(2, queue);
                    insert.setLong(3, frame.id().incarnation());
                    insert.setLong(4, frame.id().seq());
                    insert.setInt(5, kept.count());
                    insert.setObject(6, kept.receivedAt().atOffset(ZoneOffset.UTC));
                    insert.setString(7, kept.contentEncoding());
                    insert.setBytes(8, kept.body());
                    insert.addBatch();
                    any = true;
                }
            }
            if (any) {
                insert.executeBatch();
            }
        }
    }

    /// @param column `purged` or `undone`
    private static void count(Connection connection, String column, String plan, long more) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update purge_plan set " + column + " = " + column + " + ?, detail = null where id = ?")) {
            update.setLong(1, more);
            update.setString(2, plan);
            update.executeUpdate();
        }
    }

    /// @param frames moved by this step, 0 at the end
    public record PutBack(Order order, int frames) {}

    /// Moves the next frames of a snapshot into the outbox.
    ///
    /// @param runner of the run; nothing is done when it is not the run of that undo any more
    public PutBack putBack(String plan, UUID runner, String queue) {
        return database.write("putting frames of purge " + plan + " back", connection -> {
            Database.limitStatements(connection, WRITE_TIMEOUT);
            Order order = PurgeStore.beat(connection, plan, runner);
            if (order == Order.LEAVE) {
                return new PutBack(order, 0);
            }
            List<OutboxFrame> frames = takeOut(connection, plan);
            if (!frames.isEmpty()) {
                long events = frames.stream().mapToLong(OutboxFrame::count).sum();
                Outbox.put(connection, queue, frames, "undo of purge " + plan);
                Outbox.shift(connection, queue, 0, events, 0);
                count(connection, "undone", plan, events);
            }
            return new PutBack(order, frames.size());
        });
    }

    private static List<OutboxFrame> takeOut(Connection connection, String plan) throws SQLException {
        List<OutboxFrame> frames = new ArrayList<>();
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from purge_snapshot s using (
                    select incarnation, seq, sum(octet_length(body)) over (order by incarnation, seq
                        rows between unbounded preceding and 1 preceding) as before
                    from (select incarnation, seq, body from purge_snapshot where plan = ?
                        order by incarnation, seq limit ?) as next
                ) as n
                where s.plan = ? and s.incarnation = n.incarnation and s.seq = n.seq and coalesce(n.before, 0) < ?
                returning s.received_at, s.count, s.content_encoding, s.body""")) {
            delete.setString(1, plan);
            delete.setInt(2, CHUNK_ROWS);
            delete.setString(3, plan);
            delete.setLong(4, CHUNK_BYTES);
            try (ResultSet row = delete.executeQuery()) {
                while (row.next()) {
                    frames.add(new OutboxFrame(
                            row.getObject(1, OffsetDateTime.class).toInstant(),
                            row.getInt(2),
                            row.getString(3),
                            row.getBytes(4)));
                }
            }
        }
        return frames;
    }

    /// Removes some of what can be undone no longer.
    ///
    /// @return rows removed by this call
    public int expire() {
        return database.write("removing snapshots of purges", connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.executeUpdate("delete from purge_snapshot where ctid = any(array(select s.ctid"
                        + " from purge_snapshot s left join purge_plan p on p.id = s.plan where p.id is null"
                        // an undo that began in time is seen by then
                        + " or p.undo_until < now() - interval '1 minute' and p.state <> '" + Purge.UNDOING + "'"
                        + " limit " + EXPIRE_ROWS + "))");
            }
        });
    }
}
