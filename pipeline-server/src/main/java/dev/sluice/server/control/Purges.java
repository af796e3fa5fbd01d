package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.ledger.Journal;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.PlanRecord;
import dev.sluice.server.store.QueueAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges by plan: count first, remove what was counted, once. Thread-safe; each running purge has a thread.
public final class Purges implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Purges.class);
    private static final Duration PLAN_LIFE = Duration.ofMinutes(10);
    private static final int SAMPLES = 5;

    private final Fleet fleet;
    private final ControlStore control;
    private final LedgerStore ledger;
    private final Journal journal;
    private final QueuePeek peek;
    private final PurgeJob job;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    private record Running(Thread thread, AtomicBoolean stop) {}

    public Purges(
            Fleet fleet,
            ControlStore control,
            FrameStore frames,
            LedgerStore ledger,
            Journal journal,
            BrokerLink link,
            FrameCodec codec) {
        this.fleet = fleet;
        this.control = control;
        this.ledger = ledger;
        this.journal = journal;
        this.peek = new QueuePeek(link, codec);
        this.job = new PurgeJob(link, codec, frames);
    }

    PurgePlan plan(QueueState queue, Actor actor) {
        journal.flush();
        Instant now = Instant.now();
        @Nullable
        QueueAccount account = ledger.accounts().stream()
                .filter(a -> a.queue().equals(queue.name()))
                .findFirst()
                .orElse(null);
        long count = account == null ? 0 : account.unsettledEvents();
        QueuePeek.Head head = count == 0 ? new QueuePeek.Head(List.of(), null) : head(queue.name());
        @Nullable
        Instant oldest = head.oldest() != null ? head.oldest() : account == null ? null : account.oldestUnsettled();
        PurgePlan plan = new PurgePlan(
                UUID.randomUUID().toString(),
                queue.name(),
                count,
                account == null ? 0 : account.unsettledFrames(),
                count == 0 ? null : oldest,
                count == 0 ? null : now,
                head.samples(),
                queue.rates().accepted(),
                false,
                true,
                now.plus(PLAN_LIFE));
        control.savePlan(PlanRecord.planned(plan, actor.name(), now));
        return plan;
    }

    private QueuePeek.Head head(String queue) {
        try {
            return peek.head(queue, SAMPLES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        }
    }

    Purge start(String queue, String planId, @Nullable String reason, Actor actor) {
        PlanRecord plan = find(queue, planId);
        if (!control.start(planId, actor.name(), reason)) {
            throw new PipelineException(
                    ErrorCode.PLAN_STALE,
                    "Plan " + planId + " for queue " + queue + " was used before or expired at "
                            + plan.plan().expires() + "; make a new one.");
        }
        AtomicBoolean stop = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().name("purge-" + queue).unstarted(() -> run(plan, stop, reason, actor));
        running.put(planId, new Running(thread, stop));
        thread.start();
        return get(queue, planId);
    }

    private void run(PlanRecord plan, AtomicBoolean stop, @Nullable String reason, Actor actor) {
        String id = plan.plan().plan();
        String queue = plan.plan().queue();
        long[] purged = {0};
        String state = Purge.FAILED;
        @Nullable String detail = null;
        try {
            job.run(
                    id,
                    queue,
                    plan.createdAt(),
                    events -> {
                        purged[0] = events;
                        control.progress(id, events);
                    },
                    stop::get);
            state = stop.get() ? Purge.STOPPED : Purge.DONE;
        } catch (PipelineException e) {
            detail = e.getMessage();
        } catch (ConsumerLostException e) {
            detail = "The broker closed the channel: " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            detail = "The server stopped.";
        } catch (RuntimeException e) {
            LOG.error("Purge {} of queue {} failed", id, queue, e);
            detail = "Something went wrong in the server; its log says what.";
        }
        finish(plan, state, purged[0], detail, reason, actor);
        running.remove(id);
    }

    private void finish(
            PlanRecord plan, String state, long purged, @Nullable String detail, @Nullable String reason, Actor actor) {
        String queue = plan.plan().queue();
        try {
            control.end(plan.plan().plan(), state, purged, detail);
            fleet.record(new AuditRecord(
                    Instant.now(),
                    actor.name(),
                    "purge",
                    "queue:" + queue,
                    reason,
                    state.equals(Purge.DONE) ? "purged " + purged + " events" : state + " after " + purged + " events",
                    actor.address(),
                    plan.plan().count() + " events waited",
                    null));
        } catch (PipelineException e) {
            LOG.error("Purge {} of queue {} ended as {} but could not be recorded", plan, queue, state, e);
        }
    }

    Purge get(String queue, String id) {
        PlanRecord plan = find(queue, id);
        @Nullable Instant startedAt = plan.startedAt();
        if (startedAt == null) {
            throw new PipelineException(ErrorCode.NOT_FOUND, "Plan " + id + " was not started.");
        }
        boolean orphaned = plan.state().equals(Purge.RUNNING)
                && !running.containsKey(id)
                && Duration.between(startedAt, Instant.now()).compareTo(PLAN_LIFE) > 0;
        return new Purge(
                id,
                queue,
                orphaned ? Purge.FAILED : plan.state(),
                plan.plan().count(),
                plan.purged(),
                startedAt,
                plan.endedAt(),
                orphaned ? "The server that ran it stopped; what it had not removed is still queued." : plan.detail());
    }

    Purge stop(String queue, String id, Actor actor) {
        Running found = running.get(id);
        if (found != null) {
            found.stop().set(true);
            fleet.record(new AuditRecord(
                    Instant.now(),
                    actor.name(),
                    "stop-purge",
                    "queue:" + queue,
                    null,
                    "done",
                    actor.address(),
                    null,
                    null));
        }
        return get(queue, id);
    }

    private PlanRecord find(String queue, String id) {
        return control.plan(id)
                .filter(p -> p.plan().queue().equals(queue))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no plan " + id + " for queue " + queue + "; make one first."));
    }

    @Override
    public void close() {
        running.values().forEach(r -> r.stop().set(true));
        try {
            for (Running purge : List.copyOf(running.values())) {
                purge.thread().join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
