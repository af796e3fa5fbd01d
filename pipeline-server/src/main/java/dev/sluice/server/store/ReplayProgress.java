package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What those who run replays write. All of it is only for the worker that has the replay: one whose replay was taken
/// over is told so by each call and changes nothing. Thread-safe. Every method throws [PipelineException]
/// `database-unavailable`.
public final class ReplayProgress {
    private static final String RUNNING = " and worker = ? and state = 'running'";
    /// what was under way when somebody paused or stopped it still counts
    private static final String MINE = " and worker = ?";

    private final Database database;
    private final Waypoints waypoints;

    /// @param waypoints passed around the commits
    public ReplayProgress(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
    }

    /// Some events that were dealt with.
    ///
    /// @param last of them
    /// @param skipped those of them that cannot be replayed
    /// @param perSecond how fast it was lately
    public record Step(
            EventPosition last,
            int sent,
            int skipped,
            @Nullable Double perSecond) {}

    /// Takes over one whose worker has not been heard of.
    public Optional<ReplayRecord> takeOver(UUID worker, Duration silence) {
        return database.write("taking over a replay", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update replay set worker = ?, seen_at = clock_timestamp() where id = (
                        select id from replay where state = 'running'
                            and seen_at < clock_timestamp() - make_interval(secs => ?)
                        order by seen_at limit 1 for update skip locked)
                    returning id""")) {
                update.setObject(1, worker);
                update.setDouble(2, silence.toMillis() / 1_000.0);
                try (ResultSet row = update.executeQuery()) {
                    return row.next() ? ReplayStore.read(connection, row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    /// Gives one run of it a number, higher than those of all runs before.
    ///
    /// @return the replay as it is; empty when it does not run, or elsewhere
    public Optional<ReplayRecord> attempt(String id, UUID worker) {
        return database.write("beginning a run of replay " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update replay set attempt = attempt + 1, seen_at = clock_timestamp() where id = ?" + RUNNING)) {
                bind(update, 1, id, worker);
                return update.executeUpdate() == 0 ? Optional.empty() : ReplayStore.read(connection, id);
            }
        });
    }

    /// Says that it is still worked on here.
    ///
    /// @param detail what it waits for, null: for nothing
    /// @return false when it does not run, or elsewhere
    public boolean touch(String id, UUID worker, @Nullable String detail) {
        return update("noting that replay " + id + " runs", """
                update replay set seen_at = clock_timestamp(), detail = ? where id = ?""" + RUNNING, update -> {
            update.setString(1, detail);
            bind(update, 2, id, worker);
        });
    }

    /// Notes that runs before this one can send no more, and what that means for the chunk they left.
    ///
    /// @param forget true: nothing is known of the chunk, and it is sent again
    /// @param maybeTwice events of it that may be there twice then
    public boolean fence(String id, UUID worker, int attempt, boolean forget, long maybeTwice) {
        return update("fencing off older runs of replay " + id, """
                update replay set fenced = ?, seen_at = clock_timestamp(), maybe_twice = maybe_twice + ?,
                    chunk_at = case when ? then null else chunk_at end
                where id = ?""" + RUNNING, update -> {
            update.setInt(1, attempt);
            update.setLong(2, maybeTwice);
            update.setBoolean(3, forget);
            bind(update, 4, id, worker);
        });
    }

    /// Notes what is about to be sent to a foreign queue.
    public boolean begin(String id, UUID worker, EventPosition last, int count) {
        boolean begun = update("beginning a part of replay " + id, """
                update replay set chunk_at = ?, chunk_id = ?, chunk_identity = ?, chunk_count = ?, chunk_left = null,
                    chunk_since = clock_timestamp(), seen_at = clock_timestamp()
                where id = ?""" + RUNNING, update -> {
            position(update, 1, last);
            update.setInt(4, count);
            bind(update, 5, id, worker);
        });
        waypoints.passed(Waypoint.REPLAY_BEGUN);
        return begun;
    }

    /// Notes which events of the chunk the queue does not have, while none is on its way; or that some are again, which
    /// is only for one that still runs.
    ///
    /// @param left null: the rest is being sent
    /// @param detail what it waits for
    public boolean left(String id, UUID worker, @Nullable List<UUID> left, @Nullable String detail) {
        return update("noting what is left of a part of replay " + id, """
                update replay set chunk_left = ?, detail = case when state = 'running' then ? else detail end,
                    seen_at = clock_timestamp() where id = ?""" + (left == null ? RUNNING : MINE), u -> {
            u.setObject(1, left == null ? null : left.toArray(UUID[]::new));
            u.setString(2, detail);
            bind(u, 3, id, worker);
        });
    }

    /// Notes that the queue has the chunk.
    public boolean sent(String id, UUID worker, Step step) {
        boolean mine = database.write("noting the progress of replay " + id, connection -> {
            boolean moved = move(connection, id, worker, step, MINE);
            waypoints.passed(Waypoint.REPLAY_BEFORE_COMMIT);
            return moved;
        });
        waypoints.passed(Waypoint.REPLAY_COMMITTED);
        return mine;
    }

    /// Puts frames into the outbox and moves on, in one transaction.
    ///
    /// @param frames by queue
    /// @return false: nothing was done, it does not run, or elsewhere
    public boolean put(String id, UUID worker, Step step, SortedMap<String, List<OutboxFrame>> frames) {
        boolean mine = database.write("replaying into the pipeline by " + id, connection -> {
            if (!move(connection, id, worker, step, RUNNING)) {
                return false;
            }
            for (var queue : frames.entrySet()) {
                Outbox.put(connection, queue.getKey(), queue.getValue(), "replay " + id);
            }
            waypoints.passed(Waypoint.REPLAY_BEFORE_COMMIT);
            return true;
        });
        waypoints.passed(Waypoint.REPLAY_COMMITTED);
        return mine;
    }

    private static boolean move(Connection connection, String id, UUID worker, Step step, String whose)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update replay set cursor_at = ?, cursor_id = ?, cursor_identity = ?, sent = sent + ?,
                    skipped = skipped + ?, per_second = ?, chunk_at = null, seen_at = clock_timestamp(),
                    detail = case when state = 'running' then null else detail end
                where id = ?""" + whose)) {
            position(update, 1, step.last());
            update.setInt(4, step.sent());
            update.setInt(5, step.skipped());
            update.setObject(6, step.perSecond(), Types.DOUBLE);
            bind(update, 7, id, worker);
            return update.executeUpdate() == 1;
        }
    }

    /// Frames in the outbox, at most `most`.
    public int outbox(int most) {
        return database.write("counting what waits in the outbox", connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from (select 1 from outbox limit ?) f")) {
                select.setInt(1, most);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /// The broker queue it sends to.
    ///
    /// @throws PipelineException also `not-found`
    public String target(String id) {
        return database.write("reading replay " + id, connection -> ReplayStore.read(connection, id)
                .map(ReplayRecord::queue)
                .orElseThrow(() -> new PipelineException(ErrorCode.NOT_FOUND, "There is no replay " + id + ".")));
    }

    /// Ends it, or stops it until somebody resumes it.
    ///
    /// @param state `done`, `failed` or `stopped-by-itself`
    /// @param forget true: nothing of a chunk that was begun is in the queue
    /// @param audit made of the replay as it is then, and kept with it
    /// @return the record; empty when it is over, does not run, or elsewhere
    public Optional<AuditRecord> end(
            String id,
            UUID worker,
            String state,
            @Nullable String detail,
            boolean forget,
            Function<ReplayRecord, AuditRecord> audit) {
        Optional<AuditRecord> ended = database.write("ending replay " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update replay set state = ?, detail = ?, per_second = null,
                        chunk_at = case when ? then null else chunk_at end,
                        ended_at = case when ? = 'stopped-by-itself' then null else clock_timestamp() end
                    where id = ?""" + RUNNING)) {
                update.setString(1, state);
                update.setString(2, detail);
                update.setBoolean(3, forget);
                update.setString(4, state);
                bind(update, 5, id, worker);
                if (update.executeUpdate() == 0) {
                    return Optional.empty();
                }
            }
            AuditRecord record = audit.apply(ReplayStore.read(connection, id).orElseThrow());
            AuditRows.insert(connection, record);
            waypoints.passed(Waypoint.REPLAY_BEFORE_END);
            return Optional.of(record);
        });
        waypoints.passed(Waypoint.REPLAY_ENDED);
        return ended;
    }

    /// Lets others have one at once.
    public void release(String id, UUID worker) {
        update(
                "giving replay " + id + " up",
                "update replay set seen_at = '-infinity' where id = ? and worker = ?",
                u -> {
                    bind(u, 1, id, worker);
                });
    }

    /// Those that are over, whose worker has left, and that still have objects on the broker.
    public List<ReplayRecord> untidy(Duration silence) {
        return database.write("looking for what replays left on the broker", connection -> {
            try (PreparedStatement select = connection.prepareStatement(ReplayStore.SELECT + """
                    where not r.tidy and r.state in ('done', 'stopped', 'failed')
                        and r.seen_at < clock_timestamp() - make_interval(secs => ?) limit 10""")) {
                select.setDouble(1, silence.toMillis() / 1_000.0);
                return ReplayStore.all(select);
            }
        });
    }

    public void tidied(String id) {
        update("noting that replay " + id + " left nothing", "update replay set tidy = true where id = ?", update -> {
            update.setString(1, id);
        });
    }

    @FunctionalInterface
    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private boolean update(String what, String sql, Binding binding) {
        return database.write(what, connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                binding.to(update);
                return update.executeUpdate() > 0;
            }
        });
    }

    private static void bind(PreparedStatement statement, int at, String id, UUID worker) throws SQLException {
        statement.setString(at, id);
        statement.setObject(at + 1, worker);
    }

    private static void position(PreparedStatement statement, int at, EventPosition position) throws SQLException {
        ReplayStore.at(statement, at, position.receivedAt());
        statement.setString(at + 1, position.id());
        statement.setObject(at + 2, position.identity());
    }
}
