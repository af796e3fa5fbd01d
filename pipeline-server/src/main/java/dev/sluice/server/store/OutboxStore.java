package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.frame.WireFrame;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/// Hands out the frames of the outbox to who publishes them. Thread-safe; any number of instances may ask at once.
public final class OutboxStore {
    private static final int FRAMES = 200;
    private static final long BYTES = 8L << 20;

    private final Database database;

    public OutboxStore(Database database) {
        this.database = database;
    }

    /// A frame that is to be published.
    ///
    /// @param queue where to
    public record Waiting(FrameId id, String queue, WireFrame wire) {}

    /// Takes the next frames, at most 200 and about 8 MiB. Nobody else gets them until the lease ends.
    ///
    /// @throws PipelineException `database-unavailable`
    public List<Waiting> claim(Duration lease) {
        return database.write("taking frames out of the outbox", connection -> claim(connection, lease));
    }

    private static List<Waiting> claim(Connection connection, Duration lease) throws SQLException {
        List<FrameId> next = next(connection);
        List<Waiting> claimed = new ArrayList<>();
        try (PreparedStatement claim = connection.prepareStatement("""
                update outbox o set claimed_until = clock_timestamp() + make_interval(secs => ?)
                from unnest(?::int8[], ?::int8[]) as f (incarnation, seq)
                where o.incarnation = f.incarnation and o.seq = f.seq
                returning o.incarnation, o.seq, o.queue, o.count, o.received_at, o.content_encoding, o.body""")) {
            claim.setDouble(1, lease.toMillis() / 1_000.0);
            bind(claim, 2, next);
            try (ResultSet row = next.isEmpty() ? null : claim.executeQuery()) {
                while (row != null && row.next()) {
                    FrameId id = new FrameId(row.getLong(1), row.getLong(2));
                    claimed.add(new Waiting(
                            id,
                            row.getString(3),
                            new WireFrame(
                                    FrameCodec.headers(
                                            id,
                                            row.getInt(4),
                                            row.getObject(5, OffsetDateTime.class)
                                                    .toInstant()),
                                    FrameCodec.CONTENT_TYPE,
                                    row.getString(6),
                                    row.getBytes(7))));
                }
            }
        }
        return claimed;
    }

    private static List<FrameId> next(Connection connection) throws SQLException {
        List<FrameId> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select incarnation, seq, octet_length(body) from outbox where claimed_until < clock_timestamp()
                order by incarnation, seq limit ? for update skip locked""")) {
            select.setInt(1, FRAMES);
            try (ResultSet row = select.executeQuery()) {
                long bytes = 0;
                while (bytes < BYTES && row.next()) {
                    ids.add(new FrameId(row.getLong(1), row.getLong(2)));
                    bytes += row.getLong(3);
                }
            }
        }
        return ids;
    }

    /// Takes confirmed frames out.
    ///
    /// @throws PipelineException `database-unavailable`: they are published again later, which changes nothing
    public void sent(List<FrameId> frames) {
        change(
                frames,
                "delete from outbox o using unnest(?::int8[], ?::int8[]) as f (incarnation, seq)"
                        + " where o.incarnation = f.incarnation and o.seq = f.seq");
    }

    /// Leaves frames to whoever asks next, after a while.
    ///
    /// @throws PipelineException `database-unavailable`: they are free when their lease ends
    public void postpone(List<FrameId> frames, Duration by) {
        change(
                frames,
                "update outbox o set claimed_until = clock_timestamp() + interval '" + by.toMillis()
                        + " milliseconds' from unnest(?::int8[], ?::int8[]) as f (incarnation, seq)"
                        + " where o.incarnation = f.incarnation and o.seq = f.seq");
    }

    private void change(List<FrameId> frames, String sql) {
        if (frames.isEmpty()) {
            return;
        }
        database.write("settling " + frames.size() + " frames of the outbox", connection -> {
            try (PreparedStatement change = connection.prepareStatement(sql)) {
                bind(change, 1, frames);
                change.executeUpdate();
            }
            return null;
        });
    }

    private static void bind(PreparedStatement statement, int at, List<FrameId> ids) throws SQLException {
        statement.setObject(at, ids.stream().mapToLong(FrameId::incarnation).toArray());
        statement.setObject(at + 1, ids.stream().mapToLong(FrameId::seq).toArray());
    }
}
