package dev.sluice.server.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Moves outcomes into their incarnations' rows, one incarnation a transaction.
///
/// Only outcomes whose frames are resolved are moved, because only then it is known whether the frame counts among the
/// confirmed ones. An incarnation whose instance was not seen for a minute will not resolve anything any more.
final class Folding {
    private static final long LOCK = 0x51_1CE_0003L;

    private static final String RESOLVED = """
            (o.seq + o.count <= i.resolved_upto or i.closed
                or (i.instance is not null and not exists (
                    select from instance n where n.id = i.instance and n.seen_at > now() - interval '1 minute'))
                or (i.instance is null and i.created_at < now() - interval '5 minutes'))""";

    private Folding() {}

    static int run(Database database) {
        int moved = 0;
        for (long incarnation : database.write("looking for outcomes to fold", Folding::candidates)) {
            moved += database.write("folding outcomes", connection -> fold(connection, incarnation));
        }
        return moved;
    }

    private static List<Long> candidates(Connection connection) throws SQLException {
        List<Long> ids = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select distinct o.incarnation from frame_outcome o join incarnation i on i.id = o.incarnation
                where %s order by 1""".formatted(RESOLVED));
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                ids.add(row.getLong(1));
            }
        }
        return ids;
    }

    private static int fold(Connection connection, long incarnation) throws SQLException {
        if (!tryLock(connection)) {
            return 0;
        }
        // waits for consumers that are in the middle of a batch, and they queue behind it
        Schema.lock(connection, incarnation);
        try (PreparedStatement move = connection.prepareStatement("""
                with moved as (
                    delete from frame_outcome o using incarnation i
                    where o.incarnation = ? and i.id = o.incarnation and %s
                    returning o.seq, o.count, o.stored, o.duplicate, o.dead, o.purged,
                        i.confirmed @> int8range(o.seq, o.seq + o.count) as was_confirmed
                ), sums as (
                    select range_agg(int8range(seq, seq + count)) as ranges, count(*) as frames,
                        count(*) filter (where was_confirmed) as confirmed_frames, sum(stored) as stored,
                        sum(duplicate) as duplicate, sum(dead) as dead, sum(purged) as purged
                    from moved having count(*) > 0
                )
                update incarnation i set settled = i.settled + s.ranges, stored = i.stored + s.stored,
                    duplicate = i.duplicate + s.duplicate, dead = i.dead + s.dead, purged = i.purged + s.purged,
                    settled_frames = i.settled_frames + s.confirmed_frames
                from sums s where i.id = ? returning s.frames""".formatted(RESOLVED))) {
            move.setLong(1, incarnation);
            move.setLong(2, incarnation);
            try (ResultSet row = move.executeQuery()) {
                if (!row.next()) {
                    return 0;
                }
                prunePoints(connection, incarnation);
                return row.getInt(1);
            }
        }
    }

    /// Points below the first ordinal that still waits say nothing any more.
    private static void prunePoints(Connection connection, long incarnation) throws SQLException {
        try (PreparedStatement prune = connection.prepareStatement("""
                delete from incarnation_point p using incarnation i
                where p.incarnation = ? and i.id = p.incarnation
                  and p.upto <= coalesce(lower(i.confirmed - i.settled), upper(i.settled))""")) {
            prune.setLong(1, incarnation);
            prune.executeUpdate();
        }
    }

    private static boolean tryLock(Connection connection) throws SQLException {
        try (PreparedStatement lock = connection.prepareStatement("select pg_try_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            try (ResultSet row = lock.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }
}
