package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.ledger.Auditor;
import dev.sluice.server.ledger.Journal;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.QueueObjects;
import dev.sluice.server.store.DefinitionStore;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.QueueAccount;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes queues out without losing what an instance still publishes to them. A retiring queue gets nothing new; when
/// every instance has said that it publishes to it no more and all is settled, it is unbound and its consumers end;
/// when they all have, and it still holds nothing, it is deleted. Found otherwise, it goes back to be consumed. Any
/// instance may take a step, and each may be taken twice. Thread-safe.
public final class QueueRemovals {
    private static final Logger LOG = LoggerFactory.getLogger(QueueRemovals.class);

    private final Fleet fleet;
    private final DefinitionStore store;
    private final QueueObjects objects;
    private final BrokerAdmin admin;
    private final LedgerStore ledger;
    private final Journal journal;
    private final Auditor auditor;

    public QueueRemovals(
            Fleet fleet,
            DefinitionStore store,
            QueueObjects objects,
            BrokerAdmin admin,
            LedgerStore ledger,
            Journal journal,
            Auditor auditor) {
        this.fleet = fleet;
        this.store = store;
        this.objects = objects;
        this.admin = admin;
        this.ledger = ledger;
        this.journal = journal;
        this.auditor = auditor;
    }

    /// @param events confirmed and not settled, less those that are lost for certain
    /// @param messages that wait on the broker
    record Held(long events, long messages, long consumers) {
        boolean nothing() {
            return events == 0 && messages == 0;
        }
    }

    /// What a queue holds now.
    Held held(String queue) {
        journal.flush();
        long events = ledger.accounts().stream()
                .filter(a -> a.queue().equals(queue))
                .mapToLong(QueueAccount::unsettledEvents)
                .sum();
        QueueObjects.Count count = objects.count(queue);
        return new Held(
                Math.max(0, events - auditor.missing().getOrDefault(queue, 0L)), count.ready(), count.consumers());
    }

    /// Takes each queue that is on its way out as far as it can go now.
    ///
    /// @throws PipelineException `database-unavailable` or `broker-unavailable`: the next step goes on
    public void step() {
        FleetState state = fleet.state();
        boolean moved = false;
        for (QueueDefinition definition : state.definitions()) {
            if (!definition.active() && state.seenByAll(definition.generation())) {
                moved |= switch (definition.status()) {
                    case ACTIVE -> false;
                    case RETIRING -> retire(definition);
                    case REMOVING -> remove(definition);
                };
            }
        }
        if (moved) {
            fleet.sync();
        }
    }

    private boolean retire(QueueDefinition definition) {
        if (!held(definition.name()).nothing()) {
            return false;
        }
        objects.unbind(definition.name());
        return store.move(definition, Status.REMOVING, null);
    }

    private boolean remove(QueueDefinition definition) {
        String queue = definition.name();
        Held held = held(queue);
        if (!held.nothing()) {
            LOG.info("Queue {} is not empty after all ({}); it is consumed on", queue, held);
            return store.move(definition, Status.RETIRING, null);
        }
        if (held.consumers() > 0) {
            LOG.debug("Queue {} has {} consumers that are not ours", queue, held.consumers());
            return false;
        }
        AuditRecord audit = new AuditRecord(
                Instant.now(),
                "sluice",
                "remove-queue",
                "queue:" + queue,
                "it was empty",
                "done",
                null,
                null,
                "removed");
        if (!store.remove(definition, () -> objects.delete(queue), audit)) {
            return false;
        }
        LOG.info("Queue {} was empty and is removed", queue);
        fleet.announce(audit);
        try {
            admin.dropLimit(queue);
        } catch (PipelineException e) {
            LOG.warn("The policy of queue {} stays on the broker: {}", queue, e.getMessage());
        }
        return true;
    }
}
