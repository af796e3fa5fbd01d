package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameEncoder;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;

/// Takes events out of the snapshots of purges, some frames a transaction; a frame that cannot be read goes as a whole.
/// Used by one thread.
final class SnapshotErasure {
    private static final int FRAMES = 50;

    private final Erasable what;
    private final boolean forReal;
    private final FrameCodec codec = new FrameCodec(EventReader.trusting(EventLimits.DEFAULT));
    private String plan = "";
    private FrameId last = new FrameId(0, 0);
    private int frames;

    SnapshotErasure(Erasable what, boolean forReal) {
        this.what = what;
        this.forReal = forReal;
    }

    /// frames looked at so far
    int frames() {
        return frames;
    }

    /// Looks at the next frames.
    ///
    /// @return events found
    long next(Connection connection) throws SQLException {
        long found = 0;
        String atPlan = plan;
        FrameId at = last;
        int looked = 0;
        try (PreparedStatement select = connection.prepareStatement("""
                select plan, incarnation, seq, count, received_at, content_encoding, body from purge_snapshot
                where (plan, incarnation, seq) > (?, ?, ?) order by plan, incarnation, seq limit ? for update""")) {
            select.setString(1, plan);
            select.setLong(2, last.incarnation());
            select.setLong(3, last.seq());
            select.setInt(4, FRAMES);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    looked++;
                    atPlan = row.getString(1);
                    at = new FrameId(row.getLong(2), row.getLong(3));
                    found += look(connection, row, atPlan, at);
                }
            }
        }
        plan = atPlan;
        last = at;
        frames += looked;
        return found;
    }

    private long look(Connection connection, ResultSet row, String atPlan, FrameId id) throws SQLException {
        int count = row.getInt(4);
        DecodedFrame decoded = codec.decode(new WireFrame(
                FrameCodec.headers(
                        id, count, row.getObject(5, OffsetDateTime.class).toInstant()),
                FrameCodec.CONTENT_TYPE,
                row.getString(6),
                row.getBytes(7)));
        if (!(decoded instanceof DecodedFrame.Whole frame)) {
            replace(connection, atPlan, id, List.of());
            return count;
        }
        List<byte[]> rest = frame.events().stream()
                .filter(event -> !isMeant(event))
                .map(SnapshotErasure::json)
                .toList();
        if (rest.size() < count) {
            replace(connection, atPlan, id, rest);
        }
        return count - rest.size();
    }

    private boolean isMeant(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Accepted(Event event) -> what.fits(event.source(), event.subject());
            case ReadOutcome.Refused refused -> what.isIn(refused.json());
        };
    }

    private static byte[] json(ReadOutcome outcome) {
        return switch (outcome) {
            case ReadOutcome.Accepted(Event event) -> event.json();
            case ReadOutcome.Refused refused -> refused.json();
        };
    }

    private void replace(Connection connection, String atPlan, FrameId id, List<byte[]> rest) throws SQLException {
        if (!forReal) {
            return;
        }
        String sql = rest.isEmpty()
                ? "delete from purge_snapshot where plan = ? and incarnation = ? and seq = ?"
                : "update purge_snapshot set count = ?, content_encoding = ?, body = ?"
                        + " where plan = ? and incarnation = ? and seq = ?";
        try (PreparedStatement change = connection.prepareStatement(sql);
                FrameEncoder encoder = new FrameEncoder()) {
            int at = 1;
            if (!rest.isEmpty()) {
                FrameEncoder.Packed packed = encoder.pack(rest);
                change.setInt(at++, rest.size());
                change.setString(at++, packed.contentEncoding());
                change.setBytes(at++, packed.body());
            }
            change.setString(at++, atPlan);
            change.setLong(at++, id.incarnation());
            change.setLong(at, id.seq());
            change.executeUpdate();
        }
    }
}
