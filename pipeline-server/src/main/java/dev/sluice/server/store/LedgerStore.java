package dev.sluice.server.store;

import dev.sluice.model.error.PipelineException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Reads the account of all events. Each call is one statement, so its numbers are of one instant. Thread-safe.
public final class LedgerStore {
    /// Per incarnation: what is settled in all (`done`), and the outcomes not yet folded into its row.
    private static final String INCARNATIONS = """
            with outcomes as (
                select o.incarnation, range_agg(int8range(o.seq, o.seq + o.count)) as ranges,
                    count(*) filter (where i.confirmed @> int8range(o.seq, o.seq + o.count)) as confirmed_frames,
                    sum(o.stored) as stored, sum(o.duplicate) as duplicate, sum(o.dead) as dead, sum(o.purged) as purged
                from frame_outcome o join incarnation i on i.id = o.incarnation
                group by o.incarnation
            ), incarnations as (
                select i.*, i.settled + coalesce(o.ranges, '{}') as done,
                    i.confirmed - i.settled - coalesce(o.ranges, '{}') as waiting,
                    i.stored + coalesce(o.stored, 0) as all_stored,
                    i.duplicate + coalesce(o.duplicate, 0) as all_duplicate,
                    i.dead + coalesce(o.dead, 0) as all_dead,
                    i.purged + coalesce(o.purged, 0) as all_purged,
                    i.settled_frames + coalesce(o.confirmed_frames, 0) as all_settled_frames,
                    i.closed or (i.instance is not null and not exists (select from instance n
                        where n.id = i.instance and n.seen_at > now() - make_interval(secs => %d))) as dead_lane
                from incarnation i left join outcomes o on o.incarnation = i.id
            )
            """.formatted(InstanceStore.DEAD_AFTER.toSeconds());

    /// A dead lane has no events on their way any more: everything below the highest ordinal heard of must be known.
    private static final String ACCOUNTS = INCARNATIONS + """
            , sums as (
                select i.queue, multirange_size(i.confirmed + i.done) as accepted, i.all_stored, i.all_duplicate,
                    i.all_dead, i.all_purged, multirange_size(i.waiting) as waiting_events,
                    case when isempty(i.waiting) then 0
                        else least(multirange_size(i.waiting), greatest(1, i.confirmed_frames - i.all_settled_frames))
                        end as waiting_frames,
                    multirange_size(int8multirange(int8range(0, case when i.dead_lane
                            then greatest(i.resolved_upto, upper(i.confirmed), upper(i.refused), upper(i.unknown),
                                upper(i.done))
                            else i.resolved_upto end))
                        - i.confirmed - i.refused - i.unknown - i.done) as holes,
                    (select p.at from incarnation_point p where p.incarnation = i.id and p.upto > lower(i.waiting)
                        order by p.upto limit 1) as oldest
                from incarnations i
            )
            , queues as (
                select queue, sum(accepted) as accepted, sum(all_stored) as stored, sum(all_duplicate) as duplicate,
                    sum(all_dead) as dead, sum(all_purged) as purged, sum(waiting_events) as waiting_events,
                    sum(waiting_frames) as waiting_frames, sum(holes) as holes, min(oldest) as oldest
                from sums group by queue
            )
            select q.queue, accepted - coalesce(from_dead + from_purged, 0), stored, duplicate,
                dead - coalesce(from_dead + discarded, 0), purged + coalesce(discarded - from_purged, 0),
                coalesce(from_dead + from_purged, 0), waiting_events, waiting_frames, holes, oldest
            from queues q left join ledger_shift s on s.queue = q.queue order by q.queue""";

    private static final String MARK = INCARNATIONS + """
            select id, upper(confirmed) from incarnations where not isempty(waiting)""";

    private static final String UNSETTLED = INCARNATIONS + """
            select queue, sum(multirange_size(waiting * int8multirange(int8range(0, m.upto))))
            from unnest(?::int8[], ?::int8[]) as m (id, upto) join incarnations i on i.id = m.id
            group by queue""";

    private final Database database;

    public LedgerStore(Database database) {
        this.database = database;
    }

    /// One account per queue that ever had a frame, by name, all of one snapshot.
    ///
    /// @throws PipelineException `database-unavailable`
    public List<QueueAccount> accounts() {
        return read("reading the ledger", connection -> {
            List<QueueAccount> accounts = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(ACCOUNTS);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Timestamp oldest = row.getTimestamp(11);
                    accounts.add(new QueueAccount(
                            row.getString(1),
                            row.getLong(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5),
                            row.getLong(6),
                            row.getLong(7),
                            row.getLong(8),
                            row.getLong(9),
                            row.getLong(10),
                            oldest == null ? null : oldest.toInstant()));
                }
            }
            return accounts;
        });
    }

    /// How far everything journaled so far was confirmed. Confirms that the journal has not recorded yet are not in it.
    ///
    /// @throws PipelineException `database-unavailable`
    public LedgerMark mark() {
        return read("marking the ledger", connection -> {
            TreeMap<Long, Long> upto = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(MARK);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    upto.put(row.getLong(1), row.getLong(2));
                }
            }
            return new LedgerMark(upto);
        });
    }

    /// Events per queue that were confirmed before the mark and are not settled now; queues without any are left out.
    ///
    /// @throws PipelineException `database-unavailable`
    public Map<String, Long> unsettled(LedgerMark mark) {
        if (mark.upto().isEmpty()) {
            return Map.of();
        }
        return read("reading what is unsettled", connection -> {
            Map<String, Long> unsettled = new TreeMap<>();
            try (PreparedStatement select = connection.prepareStatement(UNSETTLED)) {
                select.setObject(1, values(mark.upto().keySet().stream().toList()));
                select.setObject(2, values(List.copyOf(mark.upto().values())));
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        if (row.getLong(2) > 0) {
                            unsettled.put(row.getString(1), row.getLong(2));
                        }
                    }
                }
            }
            return unsettled;
        });
    }

    /// Events per queue that lie in the outbox; queues without any are left out.
    ///
    /// @throws PipelineException `database-unavailable`
    public Map<String, Long> outbox() {
        return read("reading the outbox", connection -> {
            Map<String, Long> waiting = new TreeMap<>();
            try (PreparedStatement select =
                            connection.prepareStatement("select queue, sum(count) from outbox group by queue");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.put(row.getString(1), row.getLong(2));
                }
            }
            return waiting;
        });
    }

    private static long[] values(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    private <T> T read(String what, Work<T> work) {
        try {
            return database.read((Connection connection) -> {
                Database.limitStatements(connection, database.statementTimeout());
                return work.run(connection);
            });
        } catch (SQLException e) {
            throw SqlFailure.unavailable(what, e);
        }
    }
}
