package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.Purge;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.store.PurgeRecord;
import dev.sluice.server.store.PurgeStore;
import dev.sluice.server.store.PurgeStore.Order;
import dev.sluice.server.store.SnapshotStore;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs purges and their undos, each on a thread of its own, and takes over those of an instance that is gone. A run
/// that cannot go on because broker or database are away is left, and taken up again a few seconds later. Thread-safe.
final class PurgeRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PurgeRunner.class);
    private static final Duration EXPIRE_EVERY = Duration.ofMinutes(1);

    private final PurgeStore purges;
    private final SnapshotStore snapshots;
    private final PurgeJob job;
    private final Fleet fleet;
    private final PipelineMeters meters;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private long expiredNanos = System.nanoTime() - EXPIRE_EVERY.toNanos();
    private volatile boolean closing;

    PurgeRunner(PurgeStore purges, SnapshotStore snapshots, PurgeJob job, Fleet fleet, PipelineMeters meters) {
        this.purges = purges;
        this.snapshots = snapshots;
        this.job = job;
        this.fleet = fleet;
        this.meters = meters;
    }

    /// @param runner that the purge or its undo was started or taken over for
    void launch(PurgeRecord purge, UUID runner) {
        Thread thread = Thread.ofVirtual()
                .name((purge.undoing() ? "undo-" : "purge-") + purge.queue())
                .unstarted(() -> {
                    try {
                        run(purge, runner);
                    } finally {
                        running.remove(runner);
                    }
                });
        running.put(runner, thread);
        thread.start();
    }

    /// One step of the pulse.
    void step() {
        // without the fleet's state nobody knows whether a queue is paused
        boolean more = fleet.known();
        while (more && !closing) {
            UUID runner = UUID.randomUUID();
            Optional<PurgeRecord> orphan = purges.takeOver(runner);
            orphan.ifPresent(purge -> {
                LOG.info(
                        "Going on with the {} of queue {}",
                        purge.undoing() ? "undo of a purge" : "purge",
                        purge.queue());
                launch(purge, runner);
            });
            more = orphan.isPresent();
        }
        if (System.nanoTime() - expiredNanos > EXPIRE_EVERY.toNanos() && snapshots.expire() == 0) {
            expiredNanos = System.nanoTime();
        }
    }

    private void run(PurgeRecord purge, UUID runner) {
        try {
            if (purge.undoing()) {
                undo(purge, runner);
            } else {
                purge(purge, runner);
            }
        } catch (PipelineException e) {
            if (e.code().retryable()) {
                wait(purge, runner, String.valueOf(e.getMessage()));
            } else {
                end(purge, runner, Purge.FAILED, e.getMessage());
            }
        } catch (ConsumerLostException e) {
            wait(purge, runner, "The broker closed the channel: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("Purge {} of queue {} failed", purge.id(), purge.queue(), e);
            end(purge, runner, Purge.FAILED, "Something went wrong in the server; its log says what.");
        }
    }

    private void purge(PurgeRecord purge, UUID runner) throws ConsumerLostException, InterruptedException {
        PurgeJob.End end = job.run(
                purge, runner, () -> fleet.state().pauseOf(purge.queue()).isPresent(), () -> closing);
        meters.passed(Waypoint.PURGE_ENDING);
        switch (end) {
            case DONE -> end(purge, runner, Purge.DONE, null);
            case STOPPED -> end(purge, runner, Purge.STOPPED, null);
            case RESUMED ->
                end(purge, runner, Purge.STOPPED, "The queue was resumed; a purge by filter needs it paused.");
            case LEFT -> purges.release(purge.id(), runner);
        }
        meters.passed(Waypoint.PURGE_ENDED);
    }

    private void undo(PurgeRecord purge, UUID runner) {
        boolean more = true;
        while (more) {
            if (closing) {
                purges.release(purge.id(), runner);
                return;
            }
            meters.passed(Waypoint.UNDO_CHUNK);
            SnapshotStore.PutBack step = snapshots.putBack(purge.id(), runner, purge.queue());
            if (step.order() == Order.LEAVE) {
                return;
            }
            meters.passed(Waypoint.UNDO_COMMITTED);
            more = step.frames() > 0;
        }
        meters.passed(Waypoint.UNDO_ENDING);
        end(purge, runner, Purge.UNDONE, null);
        meters.passed(Waypoint.UNDO_ENDED);
    }

    /// Its lease ends by itself; until then nobody tries again.
    private void wait(PurgeRecord purge, UUID runner, String why) {
        LOG.warn("The purge of queue {} waits: {}", purge.queue(), why);
        try {
            purges.note(purge.id(), runner, "It waits and goes on by itself: " + why);
        } catch (PipelineException e) {
            LOG.debug("That purge {} waits could not be noted", purge.id(), e);
        }
    }

    private void end(PurgeRecord before, UUID runner, String state, @Nullable String detail) {
        try {
            PurgeRecord purge = purges.find(before.id()).orElse(before);
            AuditRecord audit = purge.undoing() ? undone(purge, state, detail) : purged(purge, state, detail);
            if (purges.end(purge.id(), runner, state, detail, audit)) {
                fleet.announce(audit);
            }
        } catch (PipelineException e) {
            LOG.warn("The end of purge {} could not be recorded; it is run once more: {}", before.id(), e.getMessage());
        }
    }

    private static AuditRecord purged(PurgeRecord purge, String state, @Nullable String detail) {
        return new AuditRecord(
                Instant.now(),
                purge.startedBy() == null ? "sluice" : purge.startedBy(),
                "purge",
                "queue:" + purge.queue(),
                purge.reason(),
                state.equals(Purge.DONE)
                        ? "purged " + purge.purged() + " events"
                        : state + " after " + purge.purged() + " events" + (detail == null ? "" : ": " + detail),
                purge.address(),
                purge.waiting() + " events waited",
                purge.purged() + " of " + purge.plan().count() + " purged, "
                        + (purge.undoUntil() == null ? "no undo" : "undo until " + purge.undoUntil()));
    }

    private static AuditRecord undone(PurgeRecord purge, String state, @Nullable String detail) {
        return new AuditRecord(
                Instant.now(),
                purge.undoBy() == null ? "sluice" : purge.undoBy(),
                "undo-purge",
                "queue:" + purge.queue(),
                null,
                state.equals(Purge.UNDONE)
                        ? "put " + purge.undone() + " events back"
                        : state + " after " + purge.undone() + " events" + (detail == null ? "" : ": " + detail),
                purge.undoAddress(),
                purge.purged() + " events purged",
                purge.undone() + " events back in the queue");
    }

    /// Leaves what runs to other instances, or to this one's next start.
    @Override
    public void close() {
        closing = true;
        try {
            for (Thread thread : List.copyOf(running.values())) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
