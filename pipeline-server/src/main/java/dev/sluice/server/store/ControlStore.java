package dev.sluice.server.store;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/// What operators decide: definitions, pauses, and the audit of every act. Thread-safe. Every method
/// throws [PipelineException] `database-unavailable` when the database does not answer.
public final class ControlStore implements AutoCloseable {
    private static final int MAX_LIMIT = 1_000;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private final ControlSessions sessions;
    private final Waypoints waypoints;

    public ControlStore(Database database) {
        this(database, Waypoints.NONE);
    }

    /// @param waypoints told of the places around the commits of pauses
    public ControlStore(Database database, Waypoints waypoints) {
        this.sessions = new ControlSessions(database);
        this.waypoints = waypoints;
    }

    /// In the order they are tried; `default` with the pattern `*` always exists and comes last.
    public List<QueueDefinition> definitions() {
        return sessions.call("reading the queue definitions", session -> session.createSelectionQuery(
                        "from Definition order by position, name", DefinitionEntity.class)
                .getResultStream()
                .map(DefinitionEntity::toRecord)
                .toList());
    }

    /// By queue name.
    public List<PauseRecord> pauses() {
        return sessions.call("reading the pauses", session -> session.createSelectionQuery(
                        "from Pause order by queue", PauseEntity.class)
                .getResultStream()
                .map(PauseEntity::toRecord)
                .toList());
    }

    /// Makes or replaces the pause of a queue.
    ///
    /// @param audit kept in the same transaction
    public void pause(PauseRecord pause, AuditRecord audit) {
        tap("pausing queue " + pause.queue(), audit, session -> {
            session.upsert(PauseEntity.of(pause));
            return true;
        });
    }

    /// @param audit kept in the same transaction, when the queue was paused
    /// @return false when the queue was not paused
    public boolean resume(String queue, AuditRecord audit) {
        return tap(
                "resuming queue " + queue,
                audit,
                session -> session.createMutationQuery("delete from Pause where queue = :queue")
                                .setParameter("queue", queue)
                                .executeUpdate()
                        == 1);
    }

    /// Ends this pause, and no later one of the same queue.
    ///
    /// @param audit kept in the same transaction, when it was there
    /// @return false when it is not there any more
    public boolean end(PauseRecord pause, AuditRecord audit) {
        return tap(
                "ending the pause of queue " + pause.queue(),
                audit,
                session -> session.createMutationQuery("delete from Pause where queue = :queue and since = :since")
                                .setParameter("queue", pause.queue())
                                .setParameter("since", pause.since())
                                .executeUpdate()
                        == 1);
    }

    private boolean tap(String what, AuditRecord audit, Predicate<StatelessSession> act) {
        boolean done = sessions.call(what, session -> {
            if (!act.test(session)) {
                return false;
            }
            session.insert(AuditEntity.of(audit));
            waypoints.passed(Waypoint.TAP_BEFORE_COMMIT);
            return true;
        });
        if (done) {
            waypoints.passed(Waypoint.TAP_COMMITTED);
        }
        return done;
    }

    public void audit(AuditRecord record) {
        sessions.call("keeping an audit record", session -> session.insert(AuditEntity.of(record)));
    }

    /// Newest first.
    ///
    /// @param limit 1 to 1,000
    /// @throws PipelineException `invalid-cursor`; `malformed-request` for a limit out of range
    public AuditPage audits(AuditQuery filter, int limit, @Nullable String cursor) {
        requireLimit(limit);
        long before = cursor == null ? Long.MAX_VALUE : auditCursor(cursor);
        List<AuditEntity> rows =
                sessions.call("reading the audit", session -> session.createSelectionQuery("""
                        from Audit where id < :before
                            and (:text is null or lower(who || ' ' || act || ' ' || target || ' '
                                || coalesce(reason, '') || ' ' || outcome) like :text escape '!')
                            and (:who is null or who = :who)
                            and (:act is null or act = :act)
                            and (:target is null or target = :target)
                            and at >= :from and at < :to
                        order by id desc""", AuditEntity.class)
                        .setParameter("before", before)
                        .setParameter("text", like(filter.text()), String.class)
                        .setParameter("who", filter.who(), String.class)
                        .setParameter("act", filter.act(), String.class)
                        .setParameter("target", filter.target(), String.class)
                        .setParameter("from", filter.from() == null ? EARLIEST : filter.from())
                        .setParameter("to", filter.to() == null ? LATEST : filter.to())
                        .setMaxResults(limit + 1)
                        .getResultList());
        boolean more = rows.size() > limit;
        List<AuditEntity> page = more ? rows.subList(0, limit) : rows;
        return new AuditPage(
                page.stream().map(AuditEntity::toRecord).toList(),
                more ? Long.toString(page.getLast().id, Character.MAX_RADIX) : null);
    }

    private static @Nullable String like(@Nullable String text) {
        return text == null || text.isBlank()
                ? null
                : "%" + text.strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%";
    }

    private static long auditCursor(String cursor) {
        try {
            return Long.parseLong(cursor, Character.MAX_RADIX);
        } catch (NumberFormatException e) {
            throw new PipelineException(
                    ErrorCode.INVALID_CURSOR, "The cursor is not one of ours; take it from the page before.", e);
        }
    }

    private static void requireLimit(int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "limit is " + limit + "; 1 to " + MAX_LIMIT + " are allowed.");
        }
    }

    @Override
    public void close() {
        sessions.close();
    }
}
