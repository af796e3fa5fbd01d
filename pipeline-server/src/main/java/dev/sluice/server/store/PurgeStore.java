package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Plans of purges, and who runs them: a run shows that it lives, and one that does not is taken over by any instance.
/// All times are the database's. Thread-safe. Every method throws [PipelineException] `database-unavailable`.
public final class PurgeStore {
    /// A run without a sign of life for so long is taken over.
    public static final Duration LEASE = Duration.ofSeconds(5);
    /// How long a purge can be undone.
    public static final Duration UNDO_FOR = Duration.ofDays(7);

    private static final String COLUMNS =
            "plan, created_by, created_at, cut_incarnation, cut_upto, mark, waiting, state,"
                    + " purged, started_by, address, reason, started_at, ended_at, detail, stopping, undo_until, undone,"
                    + " undo_started_at, undo_by, undo_address";

    private static final String LIVE = """
            select i.id, coalesce(upper(i.confirmed), 0) from incarnation i where i.queue = ? and not i.closed
              and exists (select from instance n where n.id = i.instance
                  and n.seen_at > now() - make_interval(secs => %d))
            union all select incarnation, next from outbox_lane where queue = ?""".formatted(InstanceStore.DEAD_AFTER.toSeconds());

    private final Database database;

    public PurgeStore(Database database) {
        this.database = database;
    }

    /// What the queue's lanes have confirmed by now.
    public PurgeCut cut(String queue, Instant at) {
        return database.write("looking where queue " + queue + " ends", connection -> {
            TreeMap<Long, Long> upto = new TreeMap<>();
            // what an act sends again from now on bears an older receive time: its lane has to be known too
            try (PreparedStatement lane = connection.prepareStatement(
                    "insert into outbox_lane (queue, incarnation, next) values (?, ?, 0) on conflict do nothing")) {
                lane.setString(1, queue);
                lane.setLong(2, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
                lane.executeUpdate();
            }
            try (PreparedStatement select = connection.prepareStatement(LIVE)) {
                select.setString(1, queue);
                select.setString(2, queue);
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        upto.put(row.getLong(1), row.getLong(2));
                    }
                }
            }
            return new PurgeCut(upto, at);
        });
    }

    /// What a mark says of one queue.
    public LedgerMark only(String queue, LedgerMark mark) {
        return database.write("reading the incarnations of queue " + queue, connection -> {
            TreeMap<Long, Long> upto = new TreeMap<>();
            try (PreparedStatement select =
                    connection.prepareStatement("select id from incarnation where queue = ? and id = any(?)")) {
                select.setString(1, queue);
                select.setObject(
                        2,
                        mark.upto().keySet().stream().mapToLong(Long::longValue).toArray());
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        upto.put(row.getLong(1), mark.upto().get(row.getLong(1)));
                    }
                }
            }
            return new LedgerMark(upto);
        });
    }

    /// Keeps a plan.
    public void plan(PurgeRecord record) {
        database.write("keeping purge plan " + record.id(), connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into purge_plan (id, queue, plan, expires, created_by, created_at, state, purged,"
                            + " cut_incarnation, cut_upto, waiting, mark) values (?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?, ?)")) {
                SortedMap<Long, Long> upto = record.cut().upto();
                insert.setString(1, record.id());
                insert.setString(2, record.queue());
                insert.setString(3, Json.text(record.plan()));
                insert.setObject(4, record.plan().expires().atOffset(ZoneOffset.UTC));
                insert.setString(5, record.createdBy());
                insert.setObject(6, record.cut().at().atOffset(ZoneOffset.UTC));
                insert.setString(7, record.state());
                insert.setArray(
                        8, connection.createArrayOf("int8", upto.keySet().toArray()));
                insert.setArray(
                        9, connection.createArrayOf("int8", upto.values().toArray()));
                insert.setLong(10, record.waiting());
                insert.setString(11, record.mark().text());
                insert.executeUpdate();
            }
            return null;
        });
    }

    public Optional<PurgeRecord> find(String id) {
        return database.write("reading purge " + id, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select " + COLUMNS + " from purge_plan where id = ?")) {
                select.setString(1, id);
                return records(select).stream().findFirst();
            }
        });
    }

    /// Purges of a queue that were started, newest first.
    public List<PurgeRecord> recent(String queue, int limit) {
        return database.write("reading the purges of queue " + queue, connection -> {
            try (PreparedStatement select = connection.prepareStatement("select " + COLUMNS
                    + " from purge_plan where queue = ? and started_at is not null order by started_at desc limit ?")) {
                select.setString(1, queue);
                select.setInt(2, limit);
                return records(select);
            }
        });
    }

    /// Turns a plan into a running purge: exactly once, and only before it expires.
    ///
    /// @param runner the run that begins
    /// @param snapshot keep what goes, so that it can be undone
    /// @return false when there is no such plan, it was started before, or it expired
    public boolean start(
            String id,
            String by,
            String address,
            @Nullable String reason,
            UUID runner,
            boolean snapshot,
            AuditRecord audit) {
        return recorded(
                audit,
                "starting purge " + id,
                "update purge_plan set state = '" + Purge.RUNNING
                        + "', started_at = now(), seen_at = clock_timestamp(),"
                        + " undo_until = case when ? then now() + interval '" + UNDO_FOR.toDays() + " days' end,"
                        + " started_by = ?, address = ?, reason = ?, runner = ?"
                        + " where id = ? and state = '" + PurgeRecord.PLANNED + "' and expires > now()",
                snapshot,
                by,
                address,
                reason,
                runner,
                id);
    }

    /// Turns an ended purge into one that is being undone, while its snapshot is kept.
    ///
    /// @param runner the run that begins
    /// @param audit committed with it
    /// @return false when its state or time does not allow it
    public boolean startUndo(String id, String by, String address, UUID runner, AuditRecord audit) {
        return recorded(
                audit,
                "undoing purge " + id,
                "update purge_plan set state = '" + Purge.UNDOING + "', undo_started_at = now(), detail = null,"
                        + " seen_at = clock_timestamp(), undo_by = ?, undo_address = ?, runner = ? where id = ?"
                        + " and state in ('" + Purge.DONE + "', '" + Purge.STOPPED + "', '" + Purge.FAILED + "')"
                        + " and purged > 0 and undo_until > now()",
                by,
                address,
                runner,
                id);
    }

    /// Takes over a purge or an undo whose run shows no life.
    ///
    /// @param runner the run that goes on with it
    public Optional<PurgeRecord> takeOver(UUID runner) {
        return database.write("looking for purges that nobody runs", connection -> {
            try (PreparedStatement update = connection.prepareStatement("update purge_plan set runner = ?,"
                    + " seen_at = clock_timestamp() where id = (select id from purge_plan where state in ('"
                    + Purge.RUNNING + "', '" + Purge.UNDOING + "') and (seen_at is null or seen_at <"
                    + " clock_timestamp() - interval '" + LEASE.toSeconds() + " seconds') order by seen_at nulls first"
                    + " limit 1 for update skip locked) returning " + COLUMNS)) {
                update.setObject(1, runner);
                return records(update).stream().findFirst();
            }
        });
    }

    /// Shows that a run lives.
    ///
    /// @return what it is to do
    public Order beat(String id, UUID runner) {
        return database.write("running purge " + id, connection -> beat(connection, id, runner));
    }

    static Order beat(Connection connection, String id, UUID runner) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update purge_plan set seen_at = clock_timestamp() where id = ? and runner = ? and state in ('"
                        + Purge.RUNNING + "', '" + Purge.UNDOING + "') returning stopping")) {
            update.setString(1, id);
            update.setObject(2, runner);
            try (ResultSet row = update.executeQuery()) {
                return !row.next() ? Order.LEAVE : row.getBoolean(1) ? Order.STOP : Order.GO_ON;
            }
        }
    }

    /// What a run is to do next.
    public enum Order {
        GO_ON,
        /// an operator stops it
        STOP,
        /// another run has taken over, or it has ended
        LEAVE
    }

    /// Leaves a run to whoever takes over first.
    public void release(String id, UUID runner) {
        changed("leaving purge " + id, "update purge_plan set seen_at = null where id = ? and runner = ?", id, runner);
    }

    /// Says why a run that goes on later does not go on now.
    public void note(String id, UUID runner, String detail) {
        changed(
                "noting why purge " + id + " waits",
                "update purge_plan set detail = ? where id = ? and runner = ?",
                detail,
                id,
                runner);
    }

    /// Ends a run together with the record of it.
    ///
    /// @param state one that moves no events
    /// @return false when another run has taken over, or it has ended: then nothing is recorded
    public boolean end(String id, UUID runner, String state, @Nullable String detail, AuditRecord audit) {
        return database.write("ending purge " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update purge_plan set state = ?, detail = ?, ended_at = now(), seen_at = null, runner = null"
                            + " where id = ? and runner = ? and state in ('" + Purge.RUNNING + "', '" + Purge.UNDOING
                            + "')")) {
                update.setString(1, state);
                update.setString(2, detail);
                update.setString(3, id);
                update.setObject(4, runner);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            return true;
        });
    }

    /// Asks the run of a purge to stop, wherever it is.
    ///
    /// @param audit committed with it
    /// @return false when it does not run
    public boolean stop(String id, AuditRecord audit) {
        return recorded(
                audit,
                "stopping purge " + id,
                "update purge_plan set stopping = true where id = ? and state = '" + Purge.RUNNING
                        + "' and not stopping",
                id);
    }

    private boolean changed(String what, String sql, @Nullable Object... values) {
        return database.write(what, connection -> changed(connection, sql, values));
    }

    private boolean recorded(AuditRecord audit, String what, String sql, @Nullable Object... values) {
        return database.write(what, connection -> {
            boolean changed = changed(connection, sql, values);
            if (changed) {
                AuditRows.insert(connection, audit);
            }
            return changed;
        });
    }

    private static boolean changed(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                update.setObject(i + 1, values[i]);
            }
            return update.executeUpdate() == 1;
        }
    }

    private static List<PurgeRecord> records(PreparedStatement select) throws SQLException {
        List<PurgeRecord> records = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                records.add(record(row));
            }
        }
        return records;
    }

    private static PurgeRecord record(ResultSet row) throws SQLException {
        return new PurgeRecord(
                plan(row.getString("plan")),
                row.getString("created_by"),
                new PurgeCut(
                        map(row.getArray("cut_incarnation"), row.getArray("cut_upto")),
                        row.getTimestamp("created_at").toInstant()),
                mark(row.getString("mark")),
                row.getLong("waiting"),
                row.getString("state"),
                row.getLong("purged"),
                row.getString("started_by"),
                row.getString("address"),
                row.getString("reason"),
                KeyRows.instant(row, "started_at"),
                KeyRows.instant(row, "ended_at"),
                row.getString("detail"),
                row.getBoolean("stopping"),
                KeyRows.instant(row, "undo_until"),
                row.getLong("undone"),
                KeyRows.instant(row, "undo_started_at"),
                row.getString("undo_by"),
                row.getString("undo_address"));
    }

    private static SortedMap<Long, Long> map(Array keys, Array values) throws SQLException {
        Long[] k = (Long[]) keys.getArray();
        Long[] v = (Long[]) values.getArray();
        TreeMap<Long, Long> map = new TreeMap<>();
        for (int i = 0; i < k.length; i++) {
            map.put(k[i], v[i]);
        }
        return map;
    }

    private static LedgerMark mark(String text) {
        return text.isEmpty() ? new LedgerMark(new TreeMap<>()) : LedgerMark.parse(text);
    }

    private static PurgePlan plan(String json) {
        try {
            return Json.read(json, PurgePlan.class);
        } catch (IOException e) {
            throw new UncheckedIOException("a purge plan is not readable", e);
        }
    }
}
