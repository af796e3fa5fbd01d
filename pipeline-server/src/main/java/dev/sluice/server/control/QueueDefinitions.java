package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.queue.QueueObjects;
import dev.sluice.server.store.DefinitionStore;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Defines, changes and deletes queues; every act, refused ones too, is an audit record. Thread-safe.
public final class QueueDefinitions {
    private static final Duration REMOVED_WITHIN = Duration.ofSeconds(8);
    private static final Duration STEP = Duration.ofMillis(200);
    private static final int POSITION_STEP = 10;
    private static final String DEFINE = "define-queue";
    private static final String CHANGE = "change-queue";
    private static final String DELETE = "delete-queue";

    private final Fleet fleet;
    private final DefinitionStore store;
    private final QueueObjects objects;
    private final QueueRemovals removals;
    private final TopologyWatch topology;

    public QueueDefinitions(
            Fleet fleet, DefinitionStore store, QueueObjects objects, QueueRemovals removals, TopologyWatch topology) {
        this.fleet = fleet;
        this.store = store;
        this.objects = objects;
        this.removals = removals;
        this.topology = topology;
    }

    /// Makes or changes a queue; it is on the broker and known here when this returns, and elsewhere within 2 s.
    ///
    /// @return true for a new one
    /// @throws PipelineException `malformed-request`; `conflict` for a form of `default` that is not allowed, for a
    ///     queue that is being removed, and for a broker queue of that name with other arguments
    boolean define(String name, QueueRequest request, Actor actor) {
        boolean isNew = fleet.state().definition(name).isEmpty();
        try {
            DefinitionRules.check(name, request);
            // before anyone publishes to it, and before the definition is kept: a queue that cannot be had is none
            if (isNew) {
                objects.declare(name);
            }
            AuditRecord[] kept = new AuditRecord[1];
            isNew = store.define(
                            name,
                            (present, all) -> decide(name, request, present, all),
                            (before, after) -> kept[0] = audit(
                                    actor,
                                    before == null ? DEFINE : CHANGE,
                                    name,
                                    null,
                                    "done",
                                    before == null ? null : text(before),
                                    text(after)))
                    .isEmpty();
            fleet.announce(kept[0]);
        } catch (PipelineException e) {
            denied(actor, isNew ? DEFINE : CHANGE, name, e);
            throw e;
        }
        fleet.sync();
        topology.refresh();
        return isNew;
    }

    private static QueueDefinition decide(
            String name, QueueRequest request, @Nullable QueueDefinition present, List<QueueDefinition> all) {
        List<String> patterns = request.patterns();
        if (present == null && patterns == null) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST, "A new queue needs patterns: the event types it takes.");
        }
        int last = all.stream()
                .mapToInt(QueueDefinition::position)
                .filter(p -> p != QueueDefinition.DEFAULT_POSITION)
                .max()
                .orElse(0);
        int position = request.position() != null
                ? request.position()
                : present != null ? present.position() : Math.min(last + POSITION_STEP, QueueRequest.MAX_POSITION);
        QueueRequest.Limits limits = request.limits();
        return new QueueDefinition(
                name,
                patterns != null ? patterns : present == null ? List.of() : present.patterns(),
                position,
                limits != null ? limits.maxBytes() : present == null ? null : present.maxBytes(),
                Status.ACTIVE,
                0);
    }

    /// Takes an empty queue out: it takes nothing new at once, and is gone when every instance knows.
    ///
    /// @throws PipelineException `queue-not-empty` with the count; `conflict` for `default`; `not-found`
    QueueRemoval delete(QueueState queue, Actor actor) {
        String name = queue.name();
        try {
            QueueDefinition seen = fleet.state()
                    .definition(name)
                    .orElseThrow(() -> new PipelineException(ErrorCode.NOT_FOUND, "There is no queue " + name + "."));
            if (name.equals(QueueDefinition.DEFAULT)) {
                throw new PipelineException(
                        ErrorCode.CONFLICT, "The queue default takes what no other queue takes; it cannot be deleted.");
            }
            if (seen.active()) {
                requireEmpty(name, removals.held(name));
                AuditRecord audit = audit(actor, DELETE, name, null, "done", text(seen), QueueState.RETIRING);
                if (!store.move(seen, Status.RETIRING, audit)) {
                    throw new PipelineException(
                            ErrorCode.CONFLICT, "Queue " + name + " was changed meanwhile; look at it, then decide.");
                }
                fleet.announce(audit);
            }
        } catch (PipelineException e) {
            denied(actor, DELETE, name, e);
            throw e;
        }
        fleet.sync();
        return new QueueRemoval(name, awaitRemoval(name) ? QueueRemoval.REMOVED : QueueState.RETIRING);
    }

    private static void requireEmpty(String name, QueueRemovals.Held held) {
        if (!held.nothing()) {
            throw new PipelineException(
                    ErrorCode.QUEUE_NOT_EMPTY,
                    "Queue " + name + " holds " + held.events() + " events in " + held.messages()
                            + " messages. Let them be stored, or purge them by plan (POST /v1/queues/" + name
                            + "/purge/plan); give it no patterns ({\"patterns\":[]}) to keep new ones away meanwhile."
                            + " Then delete it.");
        }
    }

    private boolean awaitRemoval(String name) {
        long deadline = System.nanoTime() + REMOVED_WITHIN.toNanos();
        while (fleet.state().definition(name).isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            removals.step();
            fleet.await(STEP);
        }
        return true;
    }

    private void denied(Actor actor, String act, String name, PipelineException why) {
        if (why.code() != ErrorCode.DATABASE_UNAVAILABLE) {
            String target = QueueRequest.NAME.matcher(name).matches() ? name : "?";
            fleet.record(audit(actor, act, target, why.getMessage(), "denied", null, null));
        }
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

    private static String text(QueueDefinition definition) {
        return "types " + String.join(" ", definition.patterns())
                + (definition.position() == QueueDefinition.DEFAULT_POSITION
                        ? ""
                        : ", position " + definition.position())
                + (definition.maxBytes() == null ? ", default limit" : ", at most " + definition.maxBytes() + " bytes");
    }
}
