package dev.sluice.server.control;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.ingest.QueueLimits;
import dev.sluice.server.ledger.Auditor;
import dev.sluice.server.queue.BrokerQueue;
import dev.sluice.server.queue.LimitPolicy;
import dev.sluice.server.store.PauseRecord;
import dev.sluice.server.store.QueueAccount;
import dev.sluice.server.store.QueueDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Puts together what operators see of the queues. [#tick] belongs to one thread, reading is free for all.
public final class QueueWatch {
    private static final Duration RATE_WINDOW = Duration.ofSeconds(5);
    /// beyond this a forecast says nothing
    private static final Duration LONGEST_FORECAST = Duration.ofDays(30);
    /// A flow below this is no flow: a queue that loses one event a minute is not draining.
    private static final double LEAST_RATE = 0.5;

    private final Fleet fleet;
    private final Auditor auditor;
    private final QueueLimits limits;
    private final TopologyWatch topology;
    private final Deque<Reading> readings = new ArrayDeque<>();
    private volatile @Nullable Reading oldest;
    private volatile @Nullable Reading newest;

    /// @param bytes on the broker, by queue
    private record Reading(long nanos, Map<String, QueueAccount> accounts, Map<String, Long> bytes) {}

    /// @param limits as this instance measures them
    public QueueWatch(Fleet fleet, Auditor auditor, QueueLimits limits, TopologyWatch topology) {
        this.limits = limits;
        this.topology = topology;
        this.fleet = fleet;
        this.auditor = auditor;
    }

    /// Takes a reading, after the auditor's tick.
    public void tick() {
        Reading reading = new Reading(
                System.nanoTime(),
                auditor.accounts().stream().collect(Collectors.toMap(QueueAccount::queue, a -> a)),
                limits.queues().stream().collect(Collectors.toMap(q -> q, limits::bytes)));
        readings.addLast(reading);
        while (readings.size() > 2
                && reading.nanos() - readings.peekFirst().nanos() > RATE_WINDOW.toNanos() + 500_000_000L) {
            readings.removeFirst();
        }
        newest = reading;
        oldest = readings.peekFirst();
    }

    /// all queues, in the order of their definitions
    public List<QueueState> queues() {
        return fleet.state().definitions().stream().map(this::state).toList();
    }

    /// amber while ingest refuses events for a queue at its limit
    public Check check() {
        List<QueueState> full = queues().stream()
                .filter(q -> q.limits() != null && q.limits().full())
                .toList();
        return full.isEmpty()
                ? new Check("queues", HealthState.GREEN, "Every queue takes events")
                : new Check(
                        "queues",
                        HealthState.AMBER,
                        full.stream().map(QueueWatch::fullSentence).collect(Collectors.joining(" "))
                                + " Producers get 503 queue-full until consumers catch up or the limit is raised.");
    }

    private static String fullSentence(QueueState queue) {
        QueueState.Limits limits = queue.limits();
        return limits == null
                ? ""
                : "Queue " + queue.name() + " is full: " + limits.bytes() + " of " + limits.maxBytes() + " bytes.";
    }

    private QueueState state(QueueDefinition definition) {
        String name = definition.name();
        @Nullable
        QueueAccount account = newest == null ? null : newest.accounts().get(name);
        BrokerQueue held = auditor.held().getOrDefault(name, BrokerQueue.NONE);
        long missing = auditor.missing().getOrDefault(name, 0L);
        long events = account == null ? 0 : Math.max(0, account.unsettledEvents() - missing);
        QueueState.Rates rates = rates(name);
        QueueState.@Nullable Pause pause =
                fleet.state().pauseOf(name).map(this::pause).orElse(null);
        return new QueueState(
                name,
                definition.patterns(),
                new QueueState.Depth(events, held.messages(), held.ready(), held.unacked()),
                rates,
                held.consumers(),
                account == null || events == 0 ? null : age(account.oldestUnsettled()),
                pause != null ? null : drain(events, rates),
                pause,
                definition.position(),
                definition.active() ? QueueState.ACTIVE : QueueState.RETIRING,
                limits(definition),
                topology.faults(name),
                fleet.state()
                        .throttleOf(name)
                        .map(t -> new QueueState.Throttle(t.rate(), t.reason(), t.by(), t.since(), t.until()))
                        .orElse(null),
                fleet.state()
                        .stopOf(name)
                        .map(s -> new QueueState.Ingest(Taps.state(s), s.reason(), s.by(), s.since(), s.until()))
                        .orElse(QueueState.Ingest.OPENED));
    }

    private QueueState.Limits limits(QueueDefinition definition) {
        String name = definition.name();
        @Nullable LimitPolicy policy = topology.policy(name);
        return new QueueState.Limits(
                topology.limit(definition),
                definition.maxBytes() != null,
                limits.bytes(name),
                limits.full(name),
                policy == null
                        ? QueueState.Limits.PENDING
                        : policy.applied() ? QueueState.Limits.APPLIED : QueueState.Limits.INGEST_ONLY,
                policy == null ? null : policy.detail(),
                untilFull(definition));
    }

    private @Nullable Double untilFull(QueueDefinition definition) {
        Reading from = oldest;
        Reading to = newest;
        Long before = from == null ? null : from.bytes().get(definition.name());
        Long now = to == null ? null : to.bytes().get(definition.name());
        if (from == null || to == null || before == null || now == null || now <= before) {
            return null;
        }
        double perSecond = (now - before) * 1e9 / (to.nanos() - from.nanos());
        double seconds = Math.max(0, topology.limit(definition) - now) / perSecond;
        return seconds > LONGEST_FORECAST.toSeconds() ? null : Math.round(10 * seconds) / 10.0;
    }

    private QueueState.Pause pause(PauseRecord pause) {
        Fleet.Progress progress = fleet.progress(pause);
        return new QueueState.Pause(
                progress.complete()
                        ? QueueState.Pause.PAUSED
                        : "pausing " + progress.stopped() + " of " + progress.all(),
                pause.reason(),
                pause.by(),
                pause.since(),
                pause.until(),
                pause.untilDepth());
    }

    private QueueState.Rates rates(String queue) {
        Reading from = oldest;
        Reading to = newest;
        QueueAccount before = from == null ? null : from.accounts().get(queue);
        QueueAccount now = to == null ? null : to.accounts().get(queue);
        if (from == null || to == null || before == null || now == null || to.nanos() == from.nanos()) {
            return new QueueState.Rates(0, 0, 0, 0);
        }
        double seconds = (to.nanos() - from.nanos()) / 1e9;
        return new QueueState.Rates(
                rate(now.accepted() - before.accepted(), seconds),
                rate(now.stored() - before.stored(), seconds),
                rate(now.duplicate() - before.duplicate(), seconds),
                rate(now.deadLettered() - before.deadLettered(), seconds));
    }

    private static double rate(long events, double seconds) {
        return Math.round(10 * Math.max(0, events) / seconds) / 10.0;
    }

    private static @Nullable Double drain(long events, QueueState.Rates rates) {
        double net = rates.stored() + rates.duplicate() + rates.deadLettered() - rates.accepted();
        return events == 0 || net < LEAST_RATE ? null : Math.round(10 * events / net) / 10.0;
    }

    private static @Nullable Double age(@Nullable Instant since) {
        return since == null
                ? null
                : Math.max(0, Duration.between(since, Instant.now()).toMillis()) / 1_000.0;
    }
}
