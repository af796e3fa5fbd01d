package dev.sluice.server.control;

import dev.sluice.model.access.IngestKey;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.queue.ByteSize;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgePlan.Sample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.control.QueueWalk.Walked;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.ledger.Journal;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.KeyStore;
import dev.sluice.server.store.LedgerMark;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.PurgeCut;
import dev.sluice.server.store.PurgeRecord;
import dev.sluice.server.store.PurgeStore;
import dev.sluice.server.store.QueueAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Counts what a purge would remove, and says later whether the queue is still as it was then. Thread-safe.
final class PurgePlans {
    static final Duration LIFE = Duration.ofMinutes(10);
    private static final int SAMPLES = 5;
    private static final Duration WALK_FOR = Duration.ofSeconds(4);
    private static final Duration LATELY = Duration.ofHours(1);
    private static final long LEAST_TOLERANCE = 1_000;

    private final PurgeStore purges;
    private final LedgerStore ledger;
    private final Journal journal;
    private final KeyStore keys;
    private final Fleet fleet;
    private final BrokerLink link;
    private final FrameCodec codec;
    private final QueuePeek peek;
    private final PurgeRules rules;

    PurgePlans(
            PurgeStore purges,
            LedgerStore ledger,
            Journal journal,
            KeyStore keys,
            Fleet fleet,
            BrokerLink link,
            FrameCodec codec,
            PurgeRules rules) {
        this.purges = purges;
        this.ledger = ledger;
        this.journal = journal;
        this.keys = keys;
        this.fleet = fleet;
        this.link = link;
        this.codec = codec;
        this.peek = new QueuePeek(link, codec);
        this.rules = rules;
    }

    /// What a look at the queue found.
    ///
    /// @param exact false: events and messages are extrapolated
    private record Found(
            long events,
            long messages,
            List<Sample> samples,
            @Nullable Instant oldest,
            @Nullable Instant newest,
            boolean exact) {}

    PurgePlan make(QueueState queue, @Nullable PurgeFilter filter, Actor actor) {
        journal.flush();
        Instant now = Instant.now();
        LedgerMark mark = purges.only(queue.name(), ledger.mark());
        PurgeCut cut = purges.cut(queue.name(), now);
        long waiting = ledger.unsettled(mark).getOrDefault(queue.name(), 0L);
        Found found = found(queue.name(), filter, cut, waiting, messages(queue.name()));
        QueueState.Limits limits = queue.limits();
        long all = Math.max(limits == null ? 0 : limits.bytes(), 0);
        long bytes = waiting == 0 ? 0 : Math.round((double) all * found.events() / Math.max(found.events(), waiting));
        @Nullable String noUndo = noUndo(bytes);
        PurgePlan plan = new PurgePlan(
                UUID.randomUUID().toString(),
                queue.name(),
                found.events(),
                found.messages(),
                found.oldest(),
                found.newest(),
                found.samples(),
                queue.rates().accepted(),
                noUndo == null,
                noUndo != null || rules.production(),
                now.plus(LIFE),
                filter,
                found.exact(),
                queue.depth().unacked(),
                bytes,
                noUndo == null ? now.plus(PurgeStore.UNDO_FOR) : null,
                noUndo,
                publishers(queue.name(), now),
                fleet.state().instances().stream()
                        .filter(i -> i.roles().contains("store"))
                        .map(InstanceBeat::name)
                        .distinct()
                        .toList());
        purges.plan(PurgeRecord.planned(plan, actor.name(), cut, mark, waiting));
        return plan;
    }

    private long messages(String queue) {
        return ledger.accounts().stream()
                .filter(a -> a.queue().equals(queue))
                .mapToLong(QueueAccount::unsettledFrames)
                .sum();
    }

    private @Nullable String noUndo(long bytes) {
        Long most = rules.undoBytes();
        if (most == null) {
            return "No snapshots are kept here (SLUICE_UNDO_BYTES is off).";
        }
        return bytes <= most
                ? null
                : "The events take about %s on the broker; a snapshot holds at most %s (SLUICE_UNDO_BYTES)."
                        .formatted(ByteSize.text(bytes), ByteSize.text(most));
    }

    private List<String> publishers(String queue, Instant now) {
        return keys.list().stream()
                .filter(key -> key.state(now) == IngestKey.State.ACTIVE)
                .filter(key ->
                        key.queues().contains(IngestKey.ANY) || key.queues().contains(queue))
                .filter(key -> key.lastUsedAt() != null && key.lastUsedAt().isAfter(now.minus(LATELY)))
                .map(IngestKey::name)
                .sorted()
                .toList();
    }

    private Found found(String queue, @Nullable PurgeFilter filter, PurgeCut cut, long waiting, long messages) {
        if (waiting == 0) {
            return new Found(0, 0, List.of(), null, null, true);
        }
        try {
            return filter == null
                    ? head(queue, cut, waiting, messages)
                    : walk(queue, new FrameFilter(cut, filter), waiting, messages);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        } catch (ConsumerLostException e) {
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE, "The broker closed the channel: " + e.getMessage(), e);
        }
    }

    private Found head(String queue, PurgeCut cut, long waiting, long messages) throws InterruptedException {
        QueuePeek.Head head = peek.head(queue, SAMPLES);
        @Nullable Instant oldest = head.oldest();
        if (oldest == null) {
            oldest = ledger.accounts().stream()
                    .filter(a -> a.queue().equals(queue))
                    .map(QueueAccount::oldestUnsettled)
                    .findFirst()
                    .orElse(null);
        }
        return new Found(waiting, messages, head.samples(), oldest, cut.at(), true);
    }

    /// Looks at every frame, as long as that does not take too long.
    private Found walk(String queue, FrameFilter filter, long waiting, long messages)
            throws ConsumerLostException, InterruptedException {
        long end = System.nanoTime() + WALK_FOR.toNanos();
        List<Sample> samples = new ArrayList<>();
        long seen = 0;
        long events = 0;
        long frames = 0;
        @Nullable Instant oldest = null;
        @Nullable Instant newest = null;
        boolean whole = false;
        try (QueueWalk walk = new QueueWalk(link, queue, PurgeJob.prefetch(0, 0))) {
            while (!whole && System.nanoTime() < end) {
                List<Walked> next = walk.next();
                whole = next.isEmpty();
                for (Walked walked : next) {
                    walked.pass();
                    if (codec.decode(walked.delivery().wire()) instanceof DecodedFrame.Whole frame) {
                        seen += frame.events().size();
                        List<ReadOutcome> taken = filter.reaches(frame) ? filter.taken(frame) : List.of();
                        if (!taken.isEmpty()) {
                            frames++;
                            events += taken.size();
                            Instant at = frame.receivedAt();
                            oldest = oldest == null || at.isBefore(oldest) ? at : oldest;
                            newest = newest == null || at.isAfter(newest) ? at : newest;
                            sample(taken, samples);
                        }
                    }
                }
            }
        }
        double scale = whole || seen == 0 ? 1 : Math.max(1, (double) waiting / seen);
        return new Found(
                Math.round(events * scale),
                Math.min(messages, Math.round(frames * scale)),
                samples,
                oldest,
                newest,
                whole);
    }

    private static void sample(List<ReadOutcome> taken, List<Sample> into) {
        for (ReadOutcome outcome : taken) {
            if (into.size() < SAMPLES && outcome instanceof ReadOutcome.Accepted(Event event)) {
                into.add(new Sample(event.type(), event.source(), event.id(), event.subject()));
            }
        }
    }

    /// Says why a plan does not fit its queue any more, null when it does. What the plan said would arrive may have
    /// arrived.
    @Nullable
    String stale(PurgeRecord plan) {
        journal.flush();
        long was = plan.waiting();
        long left = ledger.unsettled(plan.mark()).getOrDefault(plan.queue(), 0L);
        long now = ledger.unsettled(purges.only(plan.queue(), ledger.mark())).getOrDefault(plan.queue(), 0L);
        long tolerance = Math.max(was / 10, LEAST_TOLERANCE);
        double seconds =
                Math.max(0, Duration.between(plan.cut().at(), Instant.now()).toMillis()) / 1_000.0;
        long announced = Math.round(2 * seconds * plan.plan().acceptedPerSecond());
        if (was > 0 && (left == 0 || was - left > tolerance)) {
            return "%d events waited in queue %s when the plan was made, and %d of them wait now"
                    .formatted(was, plan.queue(), left);
        }
        return now - left > tolerance + announced
                ? "%d events waited in queue %s when the plan was made, and %d wait now"
                        .formatted(was, plan.queue(), now)
                : null;
    }
}
