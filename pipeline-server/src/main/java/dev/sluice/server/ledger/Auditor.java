package dev.sluice.server.ledger;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.BrokerQueue;
import dev.sluice.server.queue.QueueTopology;
import dev.sluice.server.store.LedgerMark;
import dev.sluice.server.store.LedgerStore;
import dev.sluice.server.store.QueueAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares, once a second, what the ledger says is in flight with what the broker holds, queue by queue. [#tick]
/// belongs to one thread; the results may be read by any.
public final class Auditor {
    private final LedgerStore store;
    private final BrokerAdmin broker;
    private final Duration sampleAge;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private volatile Map<String, Long> missing = Map.of();
    private volatile Map<String, BrokerQueue> held = Map.of();
    private volatile Reading reading = new Reading(Instant.EPOCH, List.of());

    /// The accounts at a moment.
    public record Reading(Instant at, List<QueueAccount> accounts) {
        public Reading {
            accounts = List.copyOf(accounts);
        }
    }

    /// @param outbox what of it lay in the outbox
    private record Mark(long nanos, LedgerMark mark, Map<String, Long> outbox, Map<String, QueueAccount> accounts) {}

    /// @param sampleAge how old the broker's counts can be
    public Auditor(LedgerStore store, BrokerAdmin broker, Duration sampleAge) {
        this.store = store;
        this.broker = broker;
        this.sampleAge = sampleAge;
    }

    /// @throws dev.sluice.model.error.PipelineException when the database or the broker does not answer; the last
    ///     results stay
    public void tick() {
        LedgerMark fresh = store.mark();
        Map<String, Long> outbox = store.outbox();
        List<QueueAccount> before = store.accounts();
        // known whether or not the broker answers
        reading = new Reading(Instant.now(), before);
        Map<String, BrokerQueue> counts = new TreeMap<>();
        for (QueueAccount account : before) {
            counts.put(account.queue(), held(account.queue()));
        }
        held = counts;
        judge(counts);
        marks.addLast(new Mark(System.nanoTime(), fresh, outbox, byQueue(before)));
    }

    /// what the broker says of a queue and its suspect one, together
    private BrokerQueue held(String queue) {
        BrokerQueue main = broker.queue(QueueTopology.objectName(queue));
        BrokerQueue suspect = broker.queue(QueueTopology.suspectName(queue));
        return main.plus(suspect);
    }

    private void judge(Map<String, BrokerQueue> counts) {
        @Nullable Mark base = null;
        long now = System.nanoTime();
        while (!marks.isEmpty() && now - marks.peekFirst().nanos() >= sampleAge.toNanos()) {
            base = marks.removeFirst();
        }
        if (base == null) {
            return;
        }
        Map<String, Long> unsettled = store.unsettled(base.mark());
        Map<String, Long> verdicts = new TreeMap<>();
        for (QueueAccount account : unsettled.isEmpty() ? List.<QueueAccount>of() : store.accounts()) {
            QueueAccount then = base.accounts().get(account.queue());
            BrokerQueue count = counts.get(account.queue());
            if (then != null && count != null) {
                long verdict = Verdict.missing(
                        then,
                        account,
                        unsettled.getOrDefault(account.queue(), 0L),
                        base.outbox().getOrDefault(account.queue(), 0L),
                        count.messages(),
                        missing.getOrDefault(account.queue(), 0L));
                if (verdict > 0) {
                    verdicts.put(account.queue(), verdict);
                }
            }
        }
        missing = verdicts;
    }

    /// events per queue that are confirmed, not settled and not on the broker
    public Map<String, Long> missing() {
        return missing;
    }

    /// the broker's counts per queue at the last tick
    public Map<String, BrokerQueue> held() {
        return held;
    }

    /// the accounts at the last tick
    public List<QueueAccount> accounts() {
        return reading.accounts();
    }

    /// the same, and when that was
    public Reading reading() {
        return reading;
    }

    /// red while anything is unexplained
    public Check check() {
        long holes = accounts().stream().mapToLong(QueueAccount::holes).sum();
        Map<String, Long> lost = missing;
        long events = lost.values().stream().mapToLong(Long::longValue).sum();
        return events + holes == 0
                ? new Check("ledger", HealthState.GREEN, "Every accepted event is accounted for")
                : new Check(
                        "ledger",
                        HealthState.RED,
                        (events + holes) + " accepted events are unexplained: neither settled nor on the broker"
                                + (lost.isEmpty() ? "" : " (queue " + String.join(", ", lost.keySet()) + ")")
                                + ". Look for another consumer, a purge or a policy on the broker.");
    }

    private static Map<String, QueueAccount> byQueue(List<QueueAccount> accounts) {
        return accounts.stream().collect(Collectors.toMap(QueueAccount::queue, a -> a));
    }
}
