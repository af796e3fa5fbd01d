package dev.sluice.server.store;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.server.frame.FrameId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

/// Stores the events of frames that have no outcome yet, inside one transaction. Made anew for each attempt.
///
/// Identities are inserted in one order by everyone, so that overlapping writers wait for each other and never in a
/// circle. A duplicate is what finds its identity taken; which of two equal ones in a batch comes first is decided by
/// their order in the frames.
final class AppendAttempt {
    private final Connection connection;
    private final Map<FrameId, FrameTally> tallies;
    private final boolean isolating;

    /// @param tallies of the frames to store; candidates of other frames are passed over
    /// @param isolating true: find the events the database refuses, by halving, and make them dead letters
    AppendAttempt(Connection connection, Map<FrameId, FrameTally> tallies, boolean isolating) {
        this.connection = connection;
        this.tallies = tallies;
        this.isolating = isolating;
    }

    void store(List<Candidate> candidates) throws SQLException {
        List<Candidate> sorted = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (tallies.containsKey(candidate.frame().id())) {
                sorted.add(candidate);
            }
        }
        sorted.sort(Comparator.comparing(Candidate::identity));
        if (isolating) {
            isolate(sorted);
        } else {
            insert(sorted);
        }
    }

    private void isolate(List<Candidate> sorted) throws SQLException {
        if (sorted.isEmpty()) {
            return;
        }
        Savepoint before = connection.setSavepoint();
        try {
            insert(sorted);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            if (SqlFailure.of(e) != SqlFailure.DATA) {
                throw e;
            }
            connection.rollback(before);
            connection.releaseSavepoint(before);
            if (sorted.size() == 1) {
                Candidate guilty = sorted.getFirst();
                tally(guilty)
                        .dead
                        .add(new DeadEvent(
                                guilty.event().json(),
                                ErrorCode.UNSTORABLE.code(),
                                "The database refused the event: " + SqlFailure.reason(e.getMessage())));
                return;
            }
            int middle = sorted.size() / 2;
            isolate(sorted.subList(0, middle));
            isolate(sorted.subList(middle, sorted.size()));
        }
    }

    private void insert(List<Candidate> sorted) throws SQLException {
        Set<UUID> fresh = claim(sorted);
        List<Candidate> rows = new ArrayList<>(fresh.size());
        for (Candidate candidate : sorted) {
            if (fresh.remove(candidate.identity())) {
                rows.add(candidate);
            }
        }
        if (!rows.isEmpty()) {
            // as they came: what was sent together is indexed and read together
            List<Candidate> ordered = new ArrayList<>(rows);
            ordered.sort(Comparator.comparingInt(Candidate::position));
            EventCopy.write(connection, ordered);
        }
        List<Candidate> conflicts =
                rows.size() == sorted.size() ? List.of() : Conflicts.among(connection, others(sorted, rows));
        // counted only when the database took them all
        conflicts.forEach(conflict -> tally(conflict).conflict(conflict.event()));
        sorted.forEach(candidate -> tally(candidate).duplicate++);
        rows.forEach(row -> {
            tally(row).duplicate--;
            tally(row).stored++;
        });
    }

    private static List<Candidate> others(List<Candidate> all, List<Candidate> some) {
        Set<Integer> taken = HashSet.newHashSet(some.size());
        some.forEach(candidate -> taken.add(candidate.position()));
        return all.stream()
                .filter(candidate -> !taken.contains(candidate.position()))
                .toList();
    }

    private FrameTally tally(Candidate candidate) {
        return Objects.requireNonNull(tallies.get(candidate.frame().id()));
    }

    /// @return the identities that were not there before
    private Set<UUID> claim(List<Candidate> sorted) throws SQLException {
        UUID[] keys = new UUID[sorted.size()];
        long[] received = new long[sorted.size()];
        int count = 0;
        for (Candidate candidate : sorted) {
            if (count == 0 || !keys[count - 1].equals(candidate.identity())) {
                keys[count] = candidate.identity();
                received[count++] = candidate.receivedMicros();
            }
        }
        Set<UUID> fresh = HashSet.newHashSet(count);
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into event_identity (key, received_at)
                select k, timestamptz 'epoch' + r * interval '1 microsecond' from unnest(?::uuid[], ?::int8[]) as t (k, r)
                on conflict do nothing returning key""")) {
            insert.setArray(1, connection.createArrayOf("uuid", Arrays.copyOf(keys, count)));
            insert.setObject(2, Arrays.copyOf(received, count));
            try (ResultSet row = insert.executeQuery()) {
                while (row.next()) {
                    fresh.add(row.getObject(1, UUID.class));
                }
            }
        }
        return fresh;
    }
}
