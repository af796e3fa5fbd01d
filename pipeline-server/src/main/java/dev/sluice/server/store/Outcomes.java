package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;

/// The outcomes of frames. Who writes one holds a shared lock on its incarnation until the commit; who moves them into
/// the incarnation's row holds it alone. Between the look and the commit an outcome can therefore not go from one table
/// to the other unseen. Advisory locks queue fairly and write nothing; row locks do neither.
final class Outcomes {
    private Outcomes() {}

    /// @param queues queue of each incarnation, ascending by incarnation: the order everyone locks in
    static void lockIncarnations(Connection connection, SortedMap<Long, String> queues) throws SQLException {
        long[] ids = queues.keySet().stream().mapToLong(Long::longValue).toArray();
        try (PreparedStatement lock =
                connection.prepareStatement("select pg_advisory_xact_lock_shared(i) from unnest(?::int8[]) as i")) {
            lock.setObject(1, ids);
            lock.execute();
        }
        // the consumer may be quicker than ingest's journal
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into incarnation (id, queue) select i, q from unnest(?::int8[], ?::text[]) as t (i, q)
                where not exists (select from incarnation x where x.id = i) order by i on conflict do nothing""")) {
            insert.setObject(1, ids);
            insert.setArray(2, connection.createArrayOf("text", queues.values().toArray()));
            insert.executeUpdate();
        }
    }

    /// @return those of the frames that have an outcome
    static Set<FrameId> settled(Connection connection, List<FrameId> frames) throws SQLException {
        Set<FrameId> settled = new HashSet<>();
        try (PreparedStatement select = connection.prepareStatement("""
                select f.incarnation, f.seq from unnest(?::int8[], ?::int8[]) as f (incarnation, seq)
                where exists (select from frame_outcome o where o.incarnation = f.incarnation and o.seq = f.seq)
                   or exists (select from incarnation i where i.id = f.incarnation and i.settled @> f.seq)""")) {
            select.setObject(1, frames.stream().mapToLong(FrameId::incarnation).toArray());
            select.setObject(2, frames.stream().mapToLong(FrameId::seq).toArray());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    settled.add(new FrameId(row.getLong(1), row.getLong(2)));
                }
            }
        }
        return settled;
    }

    /// @return false when another transaction committed an outcome of one of the frames meanwhile: roll back
    static boolean insert(Connection connection, Collection<FrameOutcome> outcomes) throws SQLException {
        List<long[]> columns = new ArrayList<>();
        columns.add(outcomes.stream().mapToLong(o -> o.id().incarnation()).toArray());
        columns.add(outcomes.stream().mapToLong(o -> o.id().seq()).toArray());
        columns.add(outcomes.stream().mapToLong(FrameOutcome::stored).toArray());
        columns.add(outcomes.stream().mapToLong(FrameOutcome::duplicate).toArray());
        columns.add(outcomes.stream().mapToLong(FrameOutcome::dead).toArray());
        columns.add(outcomes.stream().mapToLong(FrameOutcome::purged).toArray());
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into frame_outcome (incarnation, seq, count, stored, duplicate, dead, purged)
                select i, s, stored + duplicate + dead + purged, stored, duplicate, dead, purged
                from unnest(?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[], ?::int8[])
                    as t (i, s, stored, duplicate, dead, purged)
                order by i, s on conflict do nothing""")) {
            for (int i = 0; i < columns.size(); i++) {
                insert.setObject(i + 1, columns.get(i));
            }
            return insert.executeUpdate() == outcomes.size();
        }
    }
}
