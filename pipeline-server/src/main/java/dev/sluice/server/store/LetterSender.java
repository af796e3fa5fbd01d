package dev.sluice.server.store;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.server.frame.FrameEncoder;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Sends dead letters again. Each act is one transaction: the letters are marked, their frames lie in the outbox, and
/// the ledger has them in flight, or nothing of it happened.
final class LetterSender {
    private static final int FRAME_EVENTS = 500;
    private static final int FRAME_BYTES = 1 << 20;
    private static final long ACT_BYTES = 8L << 20;
    private static final int MAX_REFUSED = 1_000;

    private final Database database;
    private final Waypoints waypoints;

    LetterSender(Database database, Waypoints waypoints) {
        this.database = database;
        this.waypoints = waypoints;
    }

    private record Letter(long id, byte[] bytes, Instant receivedAt) {}

    /// @return how many, 0 when no letter is left
    int send(String id, UUID worker, int atMost) {
        return database.write("redriving dead letters by " + id, connection -> {
            Optional<RedriveJob> found = lock(connection, id, worker);
            if (found.isEmpty()) {
                return 0;
            }
            RedriveJob job = found.get();
            boolean begins = job.judged();
            int step = begins ? job.step() + 1 : job.step();
            int size = begins ? RedriveJob.sizeOf(step) : job.stepSize();
            int left = begins ? size : job.stepLeft();
            List<Long> ids = next(connection, job.choice(), Math.min(left, atMost));
            if (ids.isEmpty()) {
                return 0;
            }
            List<Letter> letters = letters(connection, ids);
            mark(connection, job, step, letters);
            Outbox.shift(connection, job.choice().queue(), letters.size(), 0, 0);
            try (PreparedStatement update = connection.prepareStatement("""
                    update redrive_job set step = ?, step_size = ?, step_left = ?, seen_at = clock_timestamp(),
                        detail = null
                    where id = ?""")) {
                update.setInt(1, step);
                update.setInt(2, size);
                update.setInt(3, left - letters.size());
                update.setString(4, id);
                update.executeUpdate();
            }
            waypoints.passed(Waypoint.REDRIVE_BEFORE_COMMIT);
            return letters.size();
        });
    }

    private static Optional<RedriveJob> lock(Connection connection, String id, UUID worker) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select " + RedriveJob.COLUMNS
                + " from redrive_job where id = ? and worker = ? and state = 'running' and stopped_by is null"
                + " for update")) {
            select.setString(1, id);
            select.setObject(2, worker);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(RedriveJob.of(row)) : Optional.empty();
            }
        }
    }

    /// Locks the next letters, as many as fit into one act's bytes.
    private static List<Long> next(Connection connection, LetterChoice choice, int limit) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = choice.prepare(
                        connection,
                        "select l.id, length(l.bytes) from dead_letter l",
                        " and l.incarnation is not null order by l.id limit " + limit + " for update");
                ResultSet row = select.executeQuery()) {
            long bytes = 0;
            while (row.next() && (ids.isEmpty() || bytes + row.getLong(2) <= ACT_BYTES)) {
                ids.add(row.getLong(1));
                bytes += row.getLong(2);
            }
        }
        return ids;
    }

    private static List<Letter> letters(Connection connection, List<Long> ids) throws SQLException {
        List<Letter> letters = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, bytes, coalesce(received_at, at) from dead_letter where id = any(?) order by id")) {
            select.setObject(1, values(ids));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    letters.add(new Letter(row.getLong(1), row.getBytes(2), EventSlices.instant(row, 3)));
                }
            }
        }
        return letters;
    }

    /// Letters that were received at one moment travel together: each keeps its receive time.
    private static List<List<Letter>> frames(List<Letter> letters) {
        List<List<Letter>> frames = new ArrayList<>();
        long bytes = 0;
        for (Letter letter : letters) {
            List<Letter> last = frames.isEmpty() ? List.of() : frames.getLast();
            bytes += letter.bytes().length + 1L;
            if (last.isEmpty()
                    || last.size() == FRAME_EVENTS
                    || bytes > FRAME_BYTES
                    || !last.getLast().receivedAt().equals(letter.receivedAt())) {
                frames.add(new ArrayList<>(List.of(letter)));
                bytes = letter.bytes().length + 2L;
            } else {
                last.add(letter);
            }
        }
        return frames;
    }

    private static void mark(Connection connection, RedriveJob job, int step, List<Letter> letters)
            throws SQLException {
        List<List<Letter>> frames = frames(letters);
        List<FrameId> sent;
        try (FrameEncoder encoder = new FrameEncoder()) {
            sent = Outbox.put(
                    connection,
                    job.choice().queue(),
                    frames.stream()
                            .map(frame -> packed(
                                    encoder,
                                    frame.getFirst().receivedAt(),
                                    frame.stream().map(Letter::bytes).toList()))
                            .toList(),
                    "redrive " + job.id());
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update dead_letter set state = 'redriven', act = ?, step = ?, acted_at = clock_timestamp(),
                    acted_by = ?, sent_incarnation = ?, sent_seq = ?
                where id = any(?)""")) {
            for (int i = 0; i < frames.size(); i++) {
                update.setString(1, job.id());
                update.setInt(2, step);
                update.setString(3, job.startedBy());
                update.setLong(4, sent.get(i).incarnation());
                update.setLong(5, sent.get(i).seq());
                update.setObject(
                        6, values(frames.get(i).stream().map(Letter::id).toList()));
                update.addBatch();
            }
            update.executeBatch();
        }
    }

    private static OutboxFrame packed(FrameEncoder encoder, Instant receivedAt, List<byte[]> events) {
        FrameEncoder.Packed packed = encoder.pack(events);
        return new OutboxFrame(receivedAt, events.size(), packed.contentEncoding(), packed.body());
    }

    /// Sends one letter with another text, as the only step of a redrive of its own. One that was never accepted counts
    /// as accepted from then on.
    Optional<RedriveProgress> edit(RedriveStore.Wanted wanted, UUID worker, byte[] text, AuditRecord audit) {
        LetterChoice choice = wanted.choice();
        return database.write("editing a dead letter of queue " + choice.queue(), connection -> {
            boolean accepted;
            Instant receivedAt;
            try (PreparedStatement select = choice.prepare(
                            connection,
                            "select l.incarnation is not null, coalesce(l.received_at, l.at) from dead_letter l",
                            " for update");
                    ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                accepted = row.getBoolean(1);
                receivedAt = EventSlices.instant(row, 2);
            }
            RedriveStore.insert(connection, wanted, choice, "edit", 1, worker);
            FrameId sent;
            try (FrameEncoder encoder = new FrameEncoder()) {
                sent = Outbox.put(
                                connection,
                                choice.queue(),
                                List.of(packed(encoder, receivedAt, List.of(text))),
                                "edit " + wanted.id())
                        .getFirst();
            }
            if (accepted) {
                Outbox.shift(connection, choice.queue(), 1, 0, 0);
            }
            edited(connection, wanted, sent);
            AuditRows.insert(connection, audit);
            waypoints.passed(Waypoint.EDIT_BEFORE_COMMIT);
            return RedriveStore.read(connection, choice.queue(), wanted.id());
        });
    }

    private static void edited(Connection connection, RedriveStore.Wanted wanted, FrameId sent) throws SQLException {
        try (PreparedStatement update = wanted.choice().marking(connection, """
                update dead_letter l set state = 'redriven', edited = true, act = ?, step = 1,
                    acted_at = clock_timestamp(), acted_by = ?, sent_incarnation = ?, sent_seq = ?""", 4)) {
            update.setString(1, wanted.id());
            update.setString(2, wanted.by());
            update.setLong(3, sent.incarnation());
            update.setLong(4, sent.seq());
            update.executeUpdate();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update redrive_job set step = 1, step_size = 1 where id = ?")) {
            update.setString(1, wanted.id());
            update.executeUpdate();
        }
    }

    /// Why letters that an act is asked for stay where they are.
    static List<Redrive.Refused> refused(Connection connection, LetterChoice choice) throws SQLException {
        List<Redrive.Refused> refused = new ArrayList<>();
        try (PreparedStatement select = choice.prepare(
                        connection,
                        "select l.id from dead_letter l",
                        " and l.incarnation is null order by l.id limit " + MAX_REFUSED);
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                refused.add(new Redrive.Refused(
                        row.getString(1),
                        ErrorCode.NOT_A_FRAME.code(),
                        "It was never accepted as an event; edit it into one, or discard it."));
            }
        }
        long[] ids = choice.ids();
        if (ids != null) {
            refused.addAll(gone(connection, choice.queue(), ids));
        }
        return refused.size() > MAX_REFUSED ? refused.subList(0, MAX_REFUSED) : refused;
    }

    private static List<Redrive.Refused> gone(Connection connection, String queue, long[] ids) throws SQLException {
        List<Redrive.Refused> gone = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select w.id, l.state from unnest(?::int8[]) as w (id)
                left join dead_letter l on l.id = w.id and l.queue = ?
                where l.state is distinct from 'new' order by w.id""")) {
            select.setObject(1, ids);
            select.setString(2, queue);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    String state = row.getString(2);
                    gone.add(
                            state == null
                                    ? new Redrive.Refused(
                                            row.getString(1),
                                            ErrorCode.NOT_FOUND.code(),
                                            "Queue " + queue + " has no such dead letter.")
                                    : new Redrive.Refused(
                                            row.getString(1), ErrorCode.CONFLICT.code(), "It is " + state + "."));
                }
            }
        }
        return gone;
    }

    private static long[] values(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }
}
