package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// What an act does to events besides its own rows, inside its own transaction: frames to publish, and what moves in
/// the ledger. Whatever is killed, an event is then either where it was, or in the outbox (docs/adr/0018). Acts that
/// touch several queues take them in one order.
final class Outbox {
    private Outbox() {}

    /// Puts frames of one queue in, to be published by any instance. Their events are accepted and in flight from the
    /// commit on; whoever moves events that were accepted before also calls [#shift].
    ///
    /// @param act whose they are, for people
    /// @return their ids, in the order given
    static List<FrameId> put(Connection connection, String queue, List<OutboxFrame> frames, String act)
            throws SQLException {
        if (frames.isEmpty()) {
            return List.of();
        }
        long events = frames.stream().mapToLong(OutboxFrame::count).sum();
        Lane lane = allocate(connection, queue, events);
        List<FrameId> ids = insert(connection, queue, frames, act, lane);
        confirm(connection, queue, lane, events, frames.size());
        return ids;
    }

    /// Moves events in the ledger: from dead letters or purged ones to in flight, from dead letters to purged. Negative
    /// numbers move them back.
    static void shift(Connection connection, String queue, long fromDead, long fromPurged, long discarded)
            throws SQLException {
        try (PreparedStatement shift = connection.prepareStatement("""
                insert into ledger_shift as s (queue, from_dead, from_purged, discarded) values (?, ?, ?, ?)
                on conflict (queue) do update set from_dead = s.from_dead + excluded.from_dead,
                    from_purged = s.from_purged + excluded.from_purged,
                    discarded = s.discarded + excluded.discarded""")) {
            shift.setString(1, queue);
            shift.setLong(2, fromDead);
            shift.setLong(3, fromPurged);
            shift.setLong(4, discarded);
            shift.executeUpdate();
        }
    }

    private record Lane(long incarnation, long first) {}

    private static Lane allocate(Connection connection, String queue, long events) throws SQLException {
        try (PreparedStatement allocate = connection.prepareStatement("""
                insert into outbox_lane as l (queue, incarnation, next) values (?, ?, ?)
                on conflict (queue) do update set next = l.next + excluded.next
                returning incarnation, next""")) {
            allocate.setString(1, queue);
            allocate.setLong(2, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
            allocate.setLong(3, events);
            try (ResultSet row = allocate.executeQuery()) {
                row.next();
                return new Lane(row.getLong(1), row.getLong(2) - events);
            }
        }
    }

    private static List<FrameId> insert(
            Connection connection, String queue, List<OutboxFrame> frames, String act, Lane lane) throws SQLException {
        List<FrameId> ids = new ArrayList<>();
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into outbox (incarnation, seq, count, queue, received_at, content_encoding, body, act)
                values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
            long seq = lane.first();
            for (OutboxFrame frame : frames) {
                ids.add(new FrameId(lane.incarnation(), seq));
                insert.setLong(1, lane.incarnation());
                insert.setLong(2, seq);
                insert.setInt(3, frame.count());
                insert.setString(4, queue);
                insert.setObject(5, frame.receivedAt().atOffset(ZoneOffset.UTC));
                insert.setString(6, frame.contentEncoding());
                insert.setBytes(7, frame.body());
                insert.setString(8, act);
                insert.addBatch();
                seq += frame.count();
            }
            insert.executeBatch();
        }
        return ids;
    }

    /// The database holds them, which is as good as the broker's confirm: from here on they are accepted.
    private static void confirm(Connection connection, String queue, Lane lane, long events, int frames)
            throws SQLException {
        try (PreparedStatement confirm = connection.prepareStatement("""
                insert into incarnation as i (id, queue, confirmed, confirmed_frames, resolved_upto)
                values (?, ?, int8multirange(int8range(?, ?)), ?, ?)
                on conflict (id) do update set confirmed = i.confirmed + excluded.confirmed,
                    confirmed_frames = i.confirmed_frames + excluded.confirmed_frames,
                    resolved_upto = greatest(i.resolved_upto, excluded.resolved_upto)""")) {
            confirm.setLong(1, lane.incarnation());
            confirm.setString(2, queue);
            confirm.setLong(3, lane.first());
            confirm.setLong(4, lane.first() + events);
            confirm.setInt(5, frames);
            confirm.setLong(6, lane.first() + events);
            confirm.executeUpdate();
        }
        try (PreparedStatement point = connection.prepareStatement(
                "insert into incarnation_point (incarnation, upto, at) values (?, ?, clock_timestamp())")) {
            point.setLong(1, lane.incarnation());
            point.setLong(2, lane.first() + events);
            point.executeUpdate();
        }
    }
}
