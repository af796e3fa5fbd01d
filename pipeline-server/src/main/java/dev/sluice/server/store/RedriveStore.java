package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/// Redrives of dead letters: who runs which, how far it is, how it ended. Thread-safe. Every method throws
/// [PipelineException] `database-unavailable`.
public final class RedriveStore {
    private static final String PROGRESS = "select " + RedriveJob.COLUMNS + """
            , s.sent as step_sent, s.returned as step_returned, u.unsettled
            from redrive_job j
            cross join lateral (
                select count(*) as sent,
                    count(*) filter (where exists (select from dead_letter n where n.previous = l.id)) as returned
                from dead_letter l where l.act = j.id and l.step = j.step and j.step > j.judged_step) as s
            cross join lateral (
                select count(*) as unsettled from (
                    select distinct l.sent_incarnation as i, l.sent_seq as s from dead_letter l
                    where l.act = j.id and l.step = j.step and j.step > j.judged_step) as f
                where not exists (select from frame_outcome o where o.incarnation = f.i and o.seq = f.s)
                    and not exists (select from incarnation x where x.id = f.i and x.settled @> f.s)) as u
            """;

    private final Database database;
    private final Waypoints waypoints;
    private final LetterSender sender;

    public RedriveStore(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
        this.sender = new LetterSender(database, waypoints);
    }

    /// A redrive to begin.
    public record Wanted(
            String id,
            LetterChoice choice,
            @Nullable Integer rate,
            double threshold,
            @Nullable String reason,
            String by,
            String address) {}

    /// @param refused letters that fit and stay where they are
    public record Started(RedriveProgress progress, List<Redrive.Refused> refused) {}

    /// Begins a redrive of those that wait now.
    ///
    /// @param audit of so many letters, kept with it
    /// @return empty when another one runs for the queue
    public Optional<Started> start(Wanted wanted, UUID worker, LongFunction<AuditRecord> audit) {
        return database.write("beginning a redrive of queue " + wanted.choice().queue(), connection -> {
            LetterChoice choice = wanted.choice();
            long upto = 0;
            long total = 0;
            try (PreparedStatement select = choice.prepare(
                            connection,
                            "select coalesce(max(l.id), 0), count(*) filter (where l.incarnation is not null)"
                                    + " from dead_letter l",
                            "");
                    ResultSet row = select.executeQuery()) {
                row.next();
                upto = row.getLong(1);
                total = row.getLong(2);
            }
            if (!insert(connection, wanted, choice.upto(upto), "redrive", total, worker)) {
                return Optional.empty();
            }
            AuditRows.insert(connection, audit.apply(total));
            return Optional.of(new Started(
                    read(connection, choice.queue(), wanted.id()).orElseThrow(),
                    LetterSender.refused(connection, choice)));
        });
    }

    static boolean insert(
            Connection connection, Wanted wanted, LetterChoice choice, String kind, long total, UUID worker)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into redrive_job (id, queue, kind, ids, fingerprint, upto, total, state, rate, threshold, reason,
                    started_by, from_address, worker)
                values (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?, ?) on conflict do nothing""")) {
            insert.setString(1, wanted.id());
            insert.setString(2, choice.queue());
            insert.setString(3, kind);
            insert.setObject(4, choice.ids());
            insert.setString(5, choice.fingerprint());
            insert.setLong(6, choice.upto());
            insert.setLong(7, total);
            insert.setObject(8, wanted.rate());
            insert.setDouble(9, wanted.threshold());
            insert.setString(10, wanted.reason());
            insert.setString(11, wanted.by());
            insert.setString(12, wanted.address());
            insert.setObject(13, worker);
            return insert.executeUpdate() == 1;
        }
    }

    /// Id of the redrive that runs for a queue.
    public Optional<String> running(String queue) {
        return database.write("looking for a redrive", connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select id from redrive_job where queue = ? and state = 'running' and kind = 'redrive'")) {
                select.setString(1, queue);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
                }
            }
        });
    }

    public Optional<RedriveProgress> progress(String queue, String id) {
        return database.write("reading redrive " + id, connection -> read(connection, queue, id));
    }

    static Optional<RedriveProgress> read(Connection connection, String queue, String id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(PROGRESS + "where j.queue = ? and j.id = ?")) {
            select.setString(1, queue);
            select.setString(2, id);
            List<RedriveProgress> found = progresses(select);
            return found.isEmpty() ? Optional.empty() : Optional.of(found.getFirst());
        }
    }

    /// The last ones of a queue, newest first.
    public List<RedriveProgress> list(String queue, int limit) {
        return database.write("reading the redrives of queue " + queue, connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement(PROGRESS + "where j.queue = ? order by j.started_at desc limit ?")) {
                select.setString(1, queue);
                select.setInt(2, limit);
                return progresses(select);
            }
        });
    }

    private static List<RedriveProgress> progresses(PreparedStatement select) throws SQLException {
        List<RedriveProgress> found = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
                found.add(new RedriveProgress(
                        RedriveJob.of(row),
                        row.getLong("step_sent"),
                        row.getLong("step_returned"),
                        row.getLong("unsettled")));
            }
        }
        return found;
    }

    /// Says that it still runs here.
    ///
    /// @param detail what it waits for, null: for nothing
    /// @return false when somebody else runs it, or it ended
    public boolean touch(String id, UUID worker, @Nullable String detail) {
        return database.write("noting that redrive " + id + " runs", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set seen_at = clock_timestamp(), detail = ?
                    where id = ? and worker = ? and state = 'running'""")) {
                update.setString(1, detail);
                update.setString(2, id);
                update.setObject(3, worker);
                return update.executeUpdate() == 1;
            }
        });
    }

    /// Takes over a redrive whose instance has not been heard of.
    public Optional<RedriveJob> takeOver(UUID worker, Duration silence) {
        return database.write("taking over a redrive", connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set worker = ?, seen_at = clock_timestamp() where id = (
                        select id from redrive_job where state = 'running'
                            and seen_at < clock_timestamp() - make_interval(secs => ?)
                        order by seen_at limit 1 for update skip locked)
                    returning\s""" + RedriveJob.COLUMNS)) {
                update.setObject(1, worker);
                update.setDouble(2, silence.toMillis() / 1_000.0);
                try (ResultSet row = update.executeQuery()) {
                    return row.next() ? Optional.of(RedriveJob.of(row)) : Optional.empty();
                }
            }
        });
    }

    /// Lets another instance take over at once.
    public void release(UUID worker) {
        database.write("giving redrives up", connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update redrive_job set seen_at = '-infinity' where worker = ? and state = 'running'")) {
                update.setObject(1, worker);
                return update.executeUpdate();
            }
        });
    }

    /// Sends the next letters of a step, and begins the step when the last one was judged: one transaction.
    ///
    /// @param atMost letters
    /// @return how many, 0 when no letter is left to send
    public int send(String id, UUID worker, int atMost) {
        int sent = sender.send(id, worker, atMost);
        waypoints.passed(Waypoint.REDRIVE_COMMITTED);
        return sent;
    }

    /// Letters that it could still send.
    public long left(RedriveJob job) {
        return database.write("counting what is left of redrive " + job.id(), connection -> {
            try (PreparedStatement select = job.choice()
                            .prepare(
                                    connection,
                                    "select count(*) from dead_letter l",
                                    " and l.incarnation is not null");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    /// Sends one letter again with another text.
    ///
    /// @return empty when it waits no more
    public Optional<RedriveProgress> edit(Wanted wanted, UUID worker, byte[] text, AuditRecord audit) {
        Optional<RedriveProgress> begun = sender.edit(wanted, worker, text, audit);
        waypoints.passed(Waypoint.EDIT_COMMITTED);
        return begun;
    }

    /// Keeps the figures of a step all of whose frames have an outcome.
    public void judge(RedriveProgress step, UUID worker) {
        RedriveJob job = step.job();
        database.write("noting the progress of redrive " + job.id(), connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set judged_step = step, judged_sent = judged_sent + ?,
                        judged_returned = judged_returned + ?, step_left = 0, seen_at = clock_timestamp(), detail = null
                    where id = ? and worker = ? and state = 'running' and step = ? and judged_step < step""")) {
                update.setLong(1, step.stepSent());
                update.setLong(2, step.stepReturned());
                update.setString(3, job.id());
                update.setObject(4, worker);
                update.setInt(5, job.step());
                update.executeUpdate();
            }
            waypoints.passed(Waypoint.REDRIVE_BEFORE_JUDGED);
            return null;
        });
        waypoints.passed(Waypoint.REDRIVE_JUDGED);
    }

    /// @param audit kept with it
    /// @return false when it had ended, or is somebody else's
    public boolean end(String id, UUID worker, String state, @Nullable String detail, AuditRecord audit) {
        boolean ended = database.write("ending redrive " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set state = ?, detail = ?, ended_at = clock_timestamp(), step_left = 0
                    where id = ? and worker = ? and state = 'running'""")) {
                update.setString(1, state);
                update.setString(2, detail);
                update.setString(3, id);
                update.setObject(4, worker);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            waypoints.passed(Waypoint.REDRIVE_BEFORE_END);
            return true;
        });
        waypoints.passed(Waypoint.REDRIVE_ENDED);
        return ended;
    }

    /// Asks whoever runs it to stop.
    ///
    /// @param audit committed with it
    /// @return false when it does not run
    public boolean stop(String queue, String id, String by, AuditRecord audit) {
        boolean stopping = database.write("stopping redrive " + id, connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set stopped_by = coalesce(stopped_by, ?)
                    where queue = ? and id = ? and state = 'running'""")) {
                update.setString(1, by);
                update.setString(2, queue);
                update.setString(3, id);
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            AuditRows.insert(connection, audit);
            waypoints.passed(Waypoint.REDRIVE_STOP_BEFORE_COMMIT);
            return true;
        });
        if (stopping) {
            waypoints.passed(Waypoint.REDRIVE_STOP_COMMITTED);
        }
        return stopping;
    }
}
