package dev.sluice.server.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.model.erasure.ErasureCounts;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds and removes what bears a source or a subject, as the owner of the tables, a bounded part a transaction, so
/// that neither ingest nor searches wait (docs/adr/0014). What is done is not done again: it may be run from the start
/// at any time. Used by one thread. Every method throws [dev.sluice.model.error.PipelineException]
/// `database-unavailable`.
public final class Eraser {
    private static final int EVENTS = 500;
    private static final int ROWS = 200;

    private final Database database;
    private final Erasable what;
    private final boolean forReal;
    private final Set<String> partitions = new TreeSet<>();
    private Instant from = Instant.EPOCH;

    /// @param forReal false: only count what is elsewhere than among the stored events
    public Eraser(Database database, Erasable what, boolean forReal) {
        this.database = database;
        this.what = what;
        this.forReal = forReal;
    }

    /// Removes the next of the stored events, oldest first. Their identities stay: the same event sent again is a
    /// duplicate and is not stored, as long as identities are kept.
    ///
    /// @return how many, 0 at the end
    public int nextEvents() {
        return owner("erasing events", connection -> {
            List<EventPosition> next = new ArrayList<>();
            ConditionSql sql = new EventWindow(what.condition(), from, null)
                    .sql("select received_at, id, identity from event")
                    .add(" order by received_at limit " + EVENTS);
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    next.add(new EventPosition(
                            EventSlices.instant(row, 1), row.getString(2), row.getObject(3, UUID.class)));
                }
            }
            if (!next.isEmpty()) {
                new BlockErasure(connection, partitions).run(next);
                from = next.getLast().receivedAt();
            }
            return next.size();
        });
    }

    /// Everything else. To be asked before the events go: a kept conflict is known by the event it was one with, too.
    public ErasureCounts elsewhere() {
        return new ErasureCounts(0, deadLetters(), rejections(), conflicts(), purges() + snapshots());
    }

    /// The letters stay, empty, so that what was accepted is still accounted for.
    private long deadLetters() {
        return walk(
                "select id, bytes from dead_letter where id > ? and bytes <> '' order by id limit " + ROWS,
                row -> what.isIn(row.getBytes(2)),
                "update dead_letter set bytes = '', detail = 'erased', state = case state when 'new' then 'erased'"
                        + " else state end where id = any(?)");
    }

    private long rejections() {
        return walk(
                "select id, body, source from rejection where id > ? order by id limit " + ROWS,
                row -> {
                    byte[] body = row.getBytes(2);
                    return body != null && what.isIn(body) || what.fits(row.getString(3), null);
                },
                "delete from rejection where id = any(?)");
    }

    private long conflicts() {
        return walk(
                "select c.id, c.later_body, c.source, (select e.body from event e where e.received_at ="
                        + " c.kept_received_at and e.id = c.event_id and e.identity = c.identity) from conflict c"
                        + " where c.id > ? order by c.id limit " + ROWS,
                row -> {
                    String kept = row.getString(4);
                    return what.isIn(row.getBytes(2))
                            || what.fits(row.getString(3), null)
                            || kept != null && what.isIn(kept.getBytes(StandardCharsets.UTF_8));
                },
                "delete from conflict where id = any(?)");
    }

    /// What was purged and could still be put back.
    private long snapshots() {
        SnapshotErasure snapshots = new SnapshotErasure(what, forReal);
        long found = 0;
        boolean more = true;
        while (more) {
            int before = snapshots.frames();
            found += owner("erasing in snapshots of purges", snapshots::next);
            more = snapshots.frames() > before;
        }
        if (forReal && found > 0) {
            partitions.add("purge_snapshot");
        }
        return found;
    }

    private long purges() {
        return owner("erasing samples of purges", connection -> {
            long found = 0;
            try (Statement select = connection.createStatement();
                    ResultSet row = select.executeQuery("select id, plan from purge_plan order by created_at");
                    PreparedStatement update =
                            connection.prepareStatement("update purge_plan set plan = ? where id = ?")) {
                while (row.next()) {
                    String plan = without(row.getString(2));
                    if (plan != null) {
                        found++;
                        update.setString(1, plan);
                        update.setString(2, row.getString(1));
                        if (forReal) {
                            update.executeUpdate();
                        }
                    }
                }
            }
            return found;
        });
    }

    /// @return null when none of its samples is meant
    private @Nullable String without(String plan) {
        try {
            ObjectNode tree = (ObjectNode) Json.tree(plan.getBytes(StandardCharsets.UTF_8));
            boolean changed = false;
            if (tree.path("samples") instanceof ArrayNode samples) {
                for (Iterator<JsonNode> sample = samples.iterator(); sample.hasNext(); ) {
                    JsonNode one = sample.next();
                    if (what.is(one)) {
                        sample.remove();
                        changed = true;
                    }
                }
            }
            return changed ? Json.text(tree) : null;
        } catch (IOException e) {
            throw new UncheckedIOException("a purge plan is not readable", e);
        }
    }

    /// Makes PostgreSQL give the pages free on which the events stood; until then a superuser could read them there.
    public void clean() {
        for (String partition : partitions) {
            try (Connection connection = database.ownerConnection();
                    Statement vacuum = connection.createStatement()) {
                // truncating would take a lock that ingest waits for
                vacuum.execute("vacuum (truncate false) " + partition);
            } catch (SQLException e) {
                // a partition that retention has dropped meanwhile is clean
                if (!"42P01".equals(e.getSQLState())) {
                    throw SqlFailure.unavailable("cleaning " + partition, e);
                }
            }
        }
    }

    private interface Match {
        boolean test(ResultSet row) throws SQLException;
    }

    private long walk(String page, Match match, String act) {
        long found = 0;
        long[] last = {Long.MIN_VALUE};
        boolean[] more = {true};
        while (more[0]) {
            found += owner("erasing beside the events", connection -> {
                List<Long> ids = new ArrayList<>();
                int seen = 0;
                long id = last[0];
                try (PreparedStatement select = connection.prepareStatement(page)) {
                    select.setLong(1, last[0]);
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            id = row.getLong(1);
                            seen++;
                            if (match.test(row)) {
                                ids.add(id);
                            }
                        }
                    }
                }
                if (forReal && !ids.isEmpty()) {
                    try (PreparedStatement change = connection.prepareStatement(act)) {
                        change.setObject(
                                1, ids.stream().mapToLong(Long::longValue).toArray());
                        change.executeUpdate();
                    }
                }
                last[0] = id;
                more[0] = seen == ROWS;
                return ids.size();
            });
        }
        return found;
    }

    private <T> T owner(String doing, Work<T> work) {
        try {
            return database.owner(work);
        } catch (SQLException e) {
            throw SqlFailure.unavailable(doing, e);
        }
    }
}
