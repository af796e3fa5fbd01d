package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// Keeps what the broker confirmed. Thread-safe.
public final class JournalStore {
    private final Database database;

    public JournalStore(Database database) {
        this.database = database;
    }

    /// Records all marks in one transaction. Once a second per incarnation it also notes how far it was confirmed, to
    /// tell later how long the oldest unsettled event has waited.
    ///
    /// @throws PipelineException `database-unavailable`: keep the marks and record them again
    public void record(List<IncarnationMarks> marks) {
        if (marks.isEmpty()) {
            return;
        }
        // one order for all writers, so that they cannot wait in a circle
        List<IncarnationMarks> sorted = marks.stream()
                .sorted(Comparator.comparingLong(IncarnationMarks::incarnation))
                .toList();
        database.write("recording the confirms of " + marks.size() + " incarnations", connection -> {
            unite(connection, sorted);
            notePoints(connection, sorted);
            return null;
        });
    }

    private static void unite(Connection connection, List<IncarnationMarks> marks) throws SQLException {
        try (PreparedStatement unite = connection.prepareStatement("""
                insert into incarnation as i (id, queue, instance, confirmed, refused, unknown, confirmed_frames,
                    resolved_upto, closed)
                values (?, ?, ?, ?::int8multirange, ?::int8multirange, ?::int8multirange, ?, ?, ?)
                on conflict (id) do update set
                    queue = excluded.queue,
                    instance = excluded.instance,
                    confirmed = i.confirmed + excluded.confirmed,
                    refused = i.refused + excluded.refused,
                    unknown = i.unknown + excluded.unknown,
                    confirmed_frames = greatest(i.confirmed_frames, excluded.confirmed_frames),
                    resolved_upto = greatest(i.resolved_upto, excluded.resolved_upto),
                    closed = i.closed or excluded.closed""")) {
            for (IncarnationMarks mark : marks) {
                unite.setLong(1, mark.incarnation());
                unite.setString(2, mark.queue());
                unite.setObject(3, mark.instance());
                unite.setString(4, Multirange.text(mark.confirmed()));
                unite.setString(5, Multirange.text(mark.refused()));
                unite.setString(6, Multirange.text(mark.unknown()));
                unite.setLong(7, mark.confirmedFrames());
                unite.setLong(8, mark.resolvedUpto());
                unite.setBoolean(9, mark.closed());
                unite.addBatch();
            }
            unite.executeBatch();
        }
    }

    private static void notePoints(Connection connection, List<IncarnationMarks> marks) throws SQLException {
        Long[] ids = marks.stream().map(IncarnationMarks::incarnation).toArray(Long[]::new);
        try (PreparedStatement note = connection.prepareStatement("""
                insert into incarnation_point (incarnation, upto, at)
                select i.id, upper(i.confirmed), clock_timestamp() from incarnation i
                where i.id = any (?) and not isempty(i.confirmed)
                  and not exists (select from incarnation_point p where p.incarnation = i.id
                      and (p.upto >= upper(i.confirmed) or p.at > clock_timestamp() - interval '1 second'))
                on conflict do nothing""")) {
            note.setArray(1, connection.createArrayOf("int8", ids));
            note.executeUpdate();
        }
    }
}
