package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameId;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Stores frames: event rows, dead letters and the frame's outcome in one transaction. Thread-safe.
public final class FrameStore {
    private static final int RACES = 8;
    private static final Duration WRITE_TIMEOUT = Duration.ofSeconds(20);

    private final Database database;

    public FrameStore(Database database) {
        this.database = database;
    }

    /// Stores all frames in one transaction, in any order. A frame with an outcome changes nothing. An event the
    /// database refuses for what it holds becomes a dead letter (`unstorable`); its neighbours are stored.
    ///
    /// @return one outcome per frame, in the order given
    /// @throws PipelineException `database-unavailable`: nothing was stored, or it is not known; appending the same
    ///     frames again is safe
    public List<FrameOutcome> append(List<FrameToStore> frames) {
        if (frames.isEmpty()) {
            return List.of();
        }
        Map<FrameId, FrameToStore> distinct = new LinkedHashMap<>();
        frames.forEach(frame -> distinct.putIfAbsent(frame.id(), frame));
        // before the transaction, which others wait for
        List<Candidate> candidates = Candidate.of(distinct.values());
        boolean isolating = false;
        for (int attempt = 1; ; attempt++) {
            boolean isolatingNow = isolating;
            try {
                return database.attempt(connection -> append(connection, frames, candidates, isolatingNow));
            } catch (SQLException e) {
                switch (SqlFailure.of(e)) {
                    case DATA -> {
                        if (isolating) {
                            throw SqlFailure.unavailable("storing " + frames.size() + " frames", e);
                        }
                        isolating = true;
                    }
                    case RACE -> {
                        if (attempt >= RACES) {
                            throw SqlFailure.unavailable("storing " + frames.size() + " frames", e);
                        }
                        Database.backOff(attempt);
                    }
                    case TIMEOUT, BUSY, OUTAGE ->
                        throw SqlFailure.unavailable("storing " + frames.size() + " frames", e);
                }
            }
        }
    }

    private static List<FrameOutcome> append(
            Connection connection, List<FrameToStore> frames, List<Candidate> candidates, boolean isolating)
            throws SQLException {
        Map<FrameId, FrameTally> tallies = new LinkedHashMap<>();
        TreeMap<Long, String> queues = new TreeMap<>();
        for (FrameToStore frame : frames) {
            tallies.putIfAbsent(frame.id(), new FrameTally(frame));
            queues.putIfAbsent(frame.id().incarnation(), frame.queue());
        }
        Database.limitStatements(connection, WRITE_TIMEOUT);
        Outcomes.lockIncarnations(connection, queues);
        tallies.keySet().removeAll(Outcomes.settled(connection, List.copyOf(tallies.keySet())));
        if (!tallies.isEmpty()) {
            new AppendAttempt(connection, tallies, isolating).store(candidates);
            DeadLetters.insert(connection, tallies.values());
            requireFirst(Outcomes.insert(
                    connection,
                    tallies.values().stream().map(FrameTally::outcome).toList()));
        }
        return frames.stream()
                .map(frame -> {
                    // the second of two equal frames in one call is a repetition of the first
                    FrameTally tally = tallies.remove(frame.id());
                    return tally == null ? FrameOutcome.repeated(frame.id()) : tally.outcome();
                })
                .toList();
    }

    /// Keeps a message that is no frame of ours, outside the ledger; the same body of the same queue is kept once.
    ///
    /// @throws PipelineException `database-unavailable`: asking again is safe
    public void deadLetterForeign(String queue, byte[] body, String code, String detail) {
        database.write("keeping a dead letter of queue " + queue, connection -> {
            DeadLetters.insertForeign(connection, queue, new DeadEvent(body, code, detail));
            return null;
        });
    }

    /// Moves outcomes whose frames have met their last confirm into their incarnations' rows. Several instances may do
    /// so at once: one works, the others find nothing to do.
    ///
    /// @return how many outcomes were moved
    /// @throws PipelineException `database-unavailable`
    public int fold() {
        return Folding.run(database);
    }

    /// Two consumers had the same frame: the second starts again and finds it settled.
    private static void requireFirst(boolean first) throws SQLException {
        if (!first) {
            throw new SQLException("another consumer settled one of the frames", "40001");
        }
    }
}
