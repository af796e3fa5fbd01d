package dev.sluice.server.control;

import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgeList;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.ledger.LedgerKeeper;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.PauseRecord;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The acts and views of operators. Every method may throw [PipelineException]: `not-found` for a queue that is not
/// there, `database-unavailable` and `broker-unavailable` when the act cannot be done now. Thread-safe.
public final class ControlService {
    private static final int MAX_REASON = 500;

    private final Fleet fleet;
    private final QueueWatch watch;
    private final ControlStore control;
    private final LedgerKeeper ledger;
    private final Purges purges;
    private final QueueDefinitions definitions;

    public ControlService(
            Fleet fleet,
            QueueWatch watch,
            ControlStore control,
            LedgerKeeper ledger,
            Purges purges,
            QueueDefinitions definitions) {
        this.definitions = definitions;
        this.fleet = fleet;
        this.watch = watch;
        this.control = control;
        this.ledger = ledger;
        this.purges = purges;
    }

    public List<QueueState> queues() {
        return watch.queues();
    }

    public QueueState queue(String name) {
        return watch.queues().stream()
                .filter(q -> q.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no queue " + name + "; GET /v1/queues lists them."));
    }

    /// Makes or changes a queue.
    ///
    /// @return true for a new one
    public boolean define(String queue, QueueRequest request, Actor actor) {
        return definitions.define(queue, request, actor);
    }

    /// Takes an empty queue out.
    public QueueRemoval delete(String queue, Actor actor) {
        return definitions.delete(queue(queue), actor);
    }

    /// Stops the consumers of a queue on every instance; ingest goes on and the queue grows.
    public QueueState pause(String queue, PauseRequest request, Actor actor) {
        QueueState before = queue(queue);
        String reason = required("reason", request.reason());
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        @Nullable Instant until = request.until();
        if (until != null && !until.isAfter(now)) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "until is " + until + ", which is past; it is now " + now + ".");
        }
        @Nullable Long depth = request.untilDepth();
        if (depth != null && depth <= before.depth().events()) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "untilDepth is " + depth + ", and " + before.depth().events()
                            + " events wait already; it would resume at once.");
        }
        AuditRecord audit = audit(actor, "pause", queue, reason, stateOf(before), paused(until, depth));
        control.pause(new PauseRecord(queue, reason, actor.name(), now, until, depth), audit);
        fleet.announce(audit);
        fleet.sync();
        return queue(queue);
    }

    public QueueState resume(String queue, Actor actor) {
        QueueState before = queue(queue);
        AuditRecord audit = audit(actor, "resume", queue, null, stateOf(before), "running");
        if (control.resume(queue, audit)) {
            fleet.announce(audit);
        }
        fleet.sync();
        return queue(queue);
    }

    /// Counts what a purge would remove.
    public PurgePlan plan(String queue, Actor actor) {
        return plan(queue, null, actor);
    }

    /// @param filter null for all events; with one, the queue has to be paused
    public PurgePlan plan(String queue, @Nullable PurgeFilter filter, Actor actor) {
        return purges.plan(queue(queue), filter, actor);
    }

    /// Starts the purge of a plan and returns at once.
    public Purge purge(String queue, PurgeRequest request, Actor actor) {
        required("plan", request.plan());
        @Nullable String reason = request.reason() == null || request.reason().isBlank() ? null : request.reason();
        return purges.start(queue(queue), request, reason, actor);
    }

    public Purge purge(String queue, String id) {
        return purges.get(queue, id);
    }

    public Purge stop(String queue, String id, Actor actor) {
        return purges.stop(queue, id, actor);
    }

    /// The last purges of a queue.
    public PurgeList purges(String queue) {
        queue(queue);
        return new PurgeList(purges.recent(queue));
    }

    /// Puts what a purge removed back, and returns at once.
    public Purge undo(String queue, String id, Actor actor) {
        return purges.undo(queue(queue).name(), id, actor);
    }

    /// @param mark of an earlier answer, null for none
    public Ledger ledger(@Nullable String mark) {
        return ledger.ledger(mark);
    }

    /// Newest first.
    public AuditPage audits(int limit, @Nullable String cursor) {
        return audits(AuditQuery.ALL, limit, cursor);
    }

    /// Newest first.
    public AuditPage audits(AuditQuery filter, int limit, @Nullable String cursor) {
        return control.audits(filter, limit, cursor);
    }

    /// Keeps that an act was refused.
    public void denied(Actor actor, String act, String target, String why) {
        fleet.record(
                new AuditRecord(Instant.now(), actor.name(), act, target, why, "denied", actor.address(), null, null));
    }

    private static String paused(@Nullable Instant until, @Nullable Long depth) {
        return "paused"
                + (until == null ? "" : " until " + until)
                + (until == null || depth == null ? "" : ", or")
                + (depth == null ? "" : " until " + depth + " events wait");
    }

    private static AuditRecord audit(
            Actor actor, String act, String queue, @Nullable String reason, String before, String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "queue:" + queue, reason, "done", actor.address(), before, after);
    }

    private static String stateOf(QueueState queue) {
        return queue.pause() == null ? "running" : "paused";
    }

    private static String required(String field, @Nullable String value) {
        if (value == null || value.isBlank() || value.length() > MAX_REASON) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    field + " is required, as a text of 1 to " + MAX_REASON + " characters.");
        }
        return value.strip();
    }
}
