package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.ledger.Journal;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.KeyStore;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.PurgeRecord;
import dev.sluice.server.store.PurgeStore;
import dev.sluice.server.store.SnapshotStore;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Purges by plan: count first, remove what was counted, once; and put it back within seven days (docs/adr/0015).
/// Thread-safe.
public final class Purges implements AutoCloseable {
    private static final int RECENT = 20;
    private static final String KEPT_FOR = PurgeStore.UNDO_FOR.toDays() + " days";

    private final PurgeStore store;
    private final PurgePlans plans;
    private final PurgeRunner runner;
    private final Fleet fleet;
    private final PipelineMeters meters;

    public Purges(
            ServerConfig config,
            Database database,
            Fleet fleet,
            LedgerStore ledger,
            Journal journal,
            BrokerLink link,
            FrameCodec codec,
            PipelineMeters meters) {
        this.fleet = fleet;
        this.meters = meters;
        this.store = new PurgeStore(database);
        SnapshotStore snapshots = new SnapshotStore(database);
        this.plans = new PurgePlans(
                store, ledger, journal, new KeyStore(database), fleet, link, codec, PurgeRules.of(config));
        this.runner = new PurgeRunner(
                store, snapshots, new PurgeJob(link, codec, store, snapshots, ledger, meters), fleet, meters);
    }

    PurgePlan plan(QueueState queue, @Nullable PurgeFilter filter, Actor actor) {
        if (filter != null) {
            @Nullable String fault = filter.fault();
            if (fault != null) {
                throw new PipelineException(ErrorCode.MALFORMED_REQUEST, fault);
            }
            requirePaused(queue);
        }
        return plans.make(queue, filter, actor);
    }

    private static void requirePaused(QueueState queue) {
        QueueState.Pause pause = queue.pause();
        if (pause == null || !pause.state().equals(QueueState.Pause.PAUSED)) {
            throw new PipelineException(
                    ErrorCode.QUEUE_NOT_PAUSED,
                    "A purge by filter walks queue " + queue.name() + " and needs it paused; it is "
                            + (pause == null ? "running" : pause.state()) + ". Pause it first.");
        }
    }

    Purge start(QueueState queue, PurgeRequest request, @Nullable String reason, Actor actor) {
        String id = String.valueOf(request.plan());
        PurgeRecord plan = find(queue.name(), id);
        try {
            requireFit(queue, plan, request.name());
            UUID run = UUID.randomUUID();
            @Nullable PurgeFilter filter = plan.plan().filter();
            AuditRecord audit = audit(
                    actor,
                    "start-purge",
                    queue.name(),
                    reason,
                    "started",
                    plan.waiting() + " events wait",
                    plan.plan().count() + " are to go" + (filter == null ? "" : ": " + filter.text()));
            meters.passed(Waypoint.PURGE_STARTING);
            if (!store.start(
                    id, actor.name(), actor.address(), reason, run, plan.plan().undo(), audit)) {
                throw new PipelineException(
                        ErrorCode.PLAN_STALE,
                        "Plan " + id + " for queue " + queue.name() + " was used before or expired at "
                                + plan.plan().expires() + "; make a new one.");
            }
            meters.passed(Waypoint.PURGE_STARTED);
            fleet.announce(audit);
            runner.launch(find(queue.name(), id), run);
        } catch (PipelineException e) {
            if (!e.code().retryable()) {
                fleet.record(audit(actor, "purge", queue.name(), reason, "denied", null, e.getMessage()));
            }
            throw e;
        }
        return get(queue.name(), id);
    }

    private void requireFit(QueueState queue, PurgeRecord record, @Nullable String name) {
        PurgePlan plan = record.plan();
        if (plan.confirmName() && !queue.name().equals(name)) {
            throw new PipelineException(
                    ErrorCode.NAME_REQUIRED,
                    (plan.undo() ? "This is a production environment" : "This purge cannot be undone")
                            + "; say the queue's name once more: \"name\":\"" + queue.name() + "\".");
        }
        if (plan.filter() != null) {
            requirePaused(queue);
        }
        @Nullable String stale = record.state().equals(PurgeRecord.PLANNED) ? plans.stale(record) : null;
        if (stale != null) {
            throw new PipelineException(ErrorCode.PLAN_STALE, stale + "; make a new plan.");
        }
    }

    Purge get(String queue, String id) {
        PurgeRecord record = find(queue, id);
        if (record.startedAt() == null) {
            throw new PipelineException(ErrorCode.NOT_FOUND, "Plan " + id + " was not started.");
        }
        return purge(record);
    }

    /// newest first
    List<Purge> recent(String queue) {
        return store.recent(queue, RECENT).stream().map(Purges::purge).toList();
    }

    Purge stop(String queue, String id, Actor actor) {
        Purge purge = get(queue, id);
        AuditRecord audit = audit(actor, "stop-purge", queue, null, "done", null, purge.purged() + " purged so far");
        meters.passed(Waypoint.PURGE_STOPPING);
        if (store.stop(id, audit)) {
            meters.passed(Waypoint.PURGE_STOP_COMMITTED);
            fleet.announce(audit);
        }
        return get(queue, id);
    }

    Purge undo(String queue, String id, Actor actor) {
        PurgeRecord record = find(queue, id);
        try {
            requireUndoable(record);
            UUID run = UUID.randomUUID();
            AuditRecord audit = audit(
                    actor,
                    "start-undo",
                    queue,
                    null,
                    "started",
                    record.purged() + " events purged",
                    "undo of purge " + id);
            meters.passed(Waypoint.UNDO_STARTING);
            if (!store.startUndo(id, actor.name(), actor.address(), run, audit)) {
                requireUndoable(find(queue, id));
                throw new PipelineException(ErrorCode.CONFLICT, "Purge " + id + " changed just now; look again.");
            }
            meters.passed(Waypoint.UNDO_STARTED);
            fleet.announce(audit);
            runner.launch(find(queue, id), run);
        } catch (PipelineException e) {
            if (!e.code().retryable()) {
                fleet.record(audit(actor, "undo-purge", queue, null, "denied", null, e.getMessage()));
            }
            throw e;
        }
        return get(queue, id);
    }

    private static void requireUndoable(PurgeRecord record) {
        if (record.startedAt() == null) {
            throw new PipelineException(ErrorCode.NOT_FOUND, "Plan " + record.id() + " was not started.");
        }
        @Nullable String why = whyNot(record, Instant.now());
        if (why != null) {
            boolean expired = record.undoUntil() != null && !record.undoUntil().isAfter(Instant.now());
            throw new PipelineException(expired && isOver(record) ? ErrorCode.UNDO_EXPIRED : ErrorCode.CONFLICT, why);
        }
    }

    private static boolean isOver(PurgeRecord record) {
        return List.of(Purge.DONE, Purge.STOPPED, Purge.FAILED).contains(record.state());
    }

    private static @Nullable String whyNot(PurgeRecord record, Instant now) {
        if (record.state().equals(Purge.RUNNING)) {
            return "The purge still runs; stop it first, or wait.";
        }
        if (!isOver(record)) {
            return "The purge " + (record.undoing() ? "is being undone" : "was undone") + " by " + record.undoBy()
                    + ".";
        }
        if (record.purged() == 0) {
            return "The purge removed nothing.";
        }
        if (record.undoUntil() == null) {
            return record.plan().noUndo() == null
                    ? "No snapshot was kept."
                    : record.plan().noUndo();
        }
        return record.undoUntil().isAfter(now)
                ? null
                : "What a purge removed is kept for " + KEPT_FOR + ", and that was until " + record.undoUntil() + ".";
    }

    private static Purge purge(PurgeRecord record) {
        PurgePlan plan = record.plan();
        Instant now = Instant.now();
        Instant started = record.startedAt() == null ? now : record.startedAt();
        Instant from = record.undoStartedAt() == null ? started : record.undoStartedAt();
        boolean moves = record.state().equals(Purge.RUNNING) || record.undoing();
        Instant to = record.endedAt() == null || moves ? now : record.endedAt();
        long moved = record.undoStartedAt() == null ? record.purged() : record.undone();
        double seconds = Math.max(1, Duration.between(from, to).toMillis()) / 1_000.0;
        @Nullable
        String whyNot = record.state().equals(Purge.RUNNING)
                ? record.undoUntil() == null ? plan.noUndo() : null
                : isOver(record) ? whyNot(record, now) : null;
        return new Purge(
                record.id(),
                record.queue(),
                record.state(),
                plan.count(),
                record.purged(),
                started,
                moves ? null : record.endedAt(),
                record.detail(),
                record.undone(),
                Math.round(10 * moved / seconds) / 10.0,
                whyNot == null && (isOver(record) || record.state().equals(Purge.RUNNING)) ? record.undoUntil() : null,
                whyNot,
                record.startedBy(),
                record.reason(),
                plan.filter());
    }

    private static AuditRecord audit(
            Actor actor,
            String act,
            String queue,
            @Nullable String reason,
            String outcome,
            @Nullable String before,
            @Nullable String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, "queue:" + queue, reason, outcome, actor.address(), before, after);
    }

    private PurgeRecord find(String queue, String id) {
        return store.find(id)
                .filter(p -> p.queue().equals(queue))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no plan " + id + " for queue " + queue + "; make one first."));
    }

    /// One step of the pulse: takes over what an instance that is gone left, and forgets what is too old.
    public void step() {
        runner.step();
    }

    @Override
    public void close() {
        runner.close();
    }
}
