package dev.sluice.server.replay;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.replay.Replay;
import dev.sluice.server.queue.ReplayChannel;
import dev.sluice.server.queue.ReplayObjects;
import dev.sluice.server.store.ReplayProgress;
import dev.sluice.server.store.ReplayRecord;
import dev.sluice.server.store.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One replay in its thread, until it is over, paused, taken over, or the server stops. What cannot go on because
/// broker or database are away is tried again, as a new attempt.
final class ReplayRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);
    private static final Duration TOUCH_EVERY = Duration.ofSeconds(2);

    private final String id;
    private final UUID worker;
    private final ReplayParts parts;
    private final ReplayProgress progress;
    private final ReplayObjects objects;
    private final Consumer<AuditRecord> onAct;
    private final Wait wait;

    ReplayRun(
            String id,
            UUID worker,
            ReplayParts parts,
            ReplayProgress progress,
            Consumer<AuditRecord> onAct,
            Wait wait) {
        this.id = id;
        this.worker = worker;
        this.parts = parts;
        this.progress = progress;
        this.objects = new ReplayObjects(parts.sending());
        this.onAct = onAct;
        this.wait = wait;
    }

    @Override
    public void run() {
        boolean more = true;
        while (more && !wait.closing().getAsBoolean()) {
            more = attempt();
        }
        release();
    }

    private void release() {
        try {
            progress.release(id, worker);
        } catch (PipelineException e) {
            LOG.debug("Replay {} is taken over later: {}", id, e.getMessage());
        }
    }

    /// @return true: it is to be tried again
    private boolean attempt() {
        try {
            Optional<ReplayRecord> replay = progress.attempt(id, worker);
            if (replay.isEmpty()) {
                return false;
            }
            return goThrough(replay.get());
        } catch (PipelineException e) {
            return later(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            LOG.error("Replay {} failed", id, e);
            return end(Replay.FAILED, "Something went wrong in the server; its log says what.", false);
        }
    }

    private boolean goThrough(ReplayRecord replay) throws InterruptedException {
        ReplayPace pace = new ReplayPace(replay.rate(), System::nanoTime);
        try (Delivery delivery = delivery(replay, pace)) {
            EventWalk walk = new EventWalk(parts.search(), replay);
            if (!delivery.recover(walk)) {
                return false;
            }
            while (await(pace)) {
                List<StoredEvent> part = walk.next(pace.part());
                if (part.isEmpty()) {
                    return end(Replay.DONE, null, false);
                }
                pace.taken(part.size());
                if (!delivery.deliver(part)) {
                    return false;
                }
                pace.done(part.size());
            }
            return false;
        }
    }

    private Delivery delivery(ReplayRecord replay, ReplayPace pace) {
        if (replay.toPipeline()) {
            return new ToPipeline(replay, worker, progress, parts.fleet(), pace, wait);
        }
        if (parts.sending().blocked() != null) {
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE,
                    "The broker takes no messages: " + parts.sending().blocked());
        }
        ReplayChannel channel =
                ReplayChannel.open(parts.sending(), id, replay.attempt(), String.valueOf(replay.queue()));
        return new ToQueue(replay, worker, progress, objects, parts.admin(), channel, parts.meters(), pace, wait);
    }

    /// Waits until more may be sent.
    ///
    /// @return false when it is not run here any more
    private boolean await(ReplayPace pace) {
        while (!wait.closing().getAsBoolean()) {
            Duration left = pace.left();
            if (left.compareTo(TOUCH_EVERY) <= 0) {
                wait.atMost(left);
                return !wait.closing().getAsBoolean();
            }
            wait.atMost(TOUCH_EVERY);
            if (!progress.touch(id, worker, null)) {
                return false;
            }
        }
        return false;
    }

    private boolean later(PipelineException e) {
        if (e.code() == ErrorCode.NOT_FOUND) {
            return targetMissing(e);
        }
        if (e.code() == ErrorCode.CONFLICT) {
            return end(Replay.STOPPED_BY_ITSELF, e.getMessage(), false);
        }
        if (!e.code().retryable()) {
            return end(Replay.FAILED, e.getMessage(), false);
        }
        LOG.warn("Replay {} waits: {}", id, e.getMessage());
        wait.atMost(TRY_AGAIN);
        return touch("waits: " + e.getMessage());
    }

    /// Something is not there any more: the target, or only what this run had made for itself.
    private boolean targetMissing(PipelineException e) {
        try {
            objects.look(target());
            LOG.warn("Replay {} begins its way to the queue anew: {}", id, e.getMessage());
            wait.atMost(TRY_AGAIN);
            return true;
        } catch (PipelineException look) {
            if (look.code() != ErrorCode.NOT_FOUND) {
                return later(look);
            }
            return end(
                    Replay.STOPPED_BY_ITSELF,
                    "The broker has no queue " + target()
                            + " any more, and what is sent to it would be lost. Make it again"
                            + " and resume, or stop the replay.",
                    true);
        }
    }

    private String target() {
        return progress.target(id);
    }

    private boolean touch(String detail) {
        try {
            return progress.touch(id, worker, detail);
        } catch (PipelineException e) {
            LOG.debug("Replay {} waits for the database: {}", id, e.getMessage());
            return true;
        }
    }

    /// @param forget true: nothing of what was under way is in the target
    /// @return false
    private boolean end(String state, @Nullable String detail, boolean forget) {
        try {
            progress.end(id, worker, state, detail, forget, replay -> audit(replay, state, detail))
                    .ifPresent(onAct);
            return false;
        } catch (PipelineException e) {
            // nothing of it was committed: the next attempt comes to the same end
            LOG.warn("The end of replay {} cannot be kept yet: {}", id, e.getMessage());
            wait.atMost(TRY_AGAIN);
            return true;
        }
    }

    private static AuditRecord audit(ReplayRecord replay, String state, @Nullable String detail) {
        return new AuditRecord(
                Instant.now(),
                String.valueOf(replay.startedBy()),
                "end-replay",
                Replays.subject(replay.id()),
                replay.reason(),
                state,
                String.valueOf(replay.address()),
                replay.total() + " events to send",
                replay.sent() + " sent to " + Replays.targetText(replay)
                        + (replay.skipped() == 0 ? "" : ", " + replay.skipped() + " skipped")
                        + (replay.maybeTwice() == 0 ? "" : ", " + replay.maybeTwice() + " maybe twice")
                        + (detail == null ? "" : ". " + detail));
    }
}
