package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.InboxCare;
import dev.sluice.server.queue.InboxTopology;
import dev.sluice.server.queue.LimitPolicy;
import dev.sluice.server.queue.QueueObjects;
import dev.sluice.server.queue.TopologyFault;
import dev.sluice.server.queue.TopologyReport;
import dev.sluice.server.store.DefinitionStore;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares, at the start, each minute, and whenever something hints at damage, what the broker has with the
/// definitions: makes what is missing, keeps our policies, and tells what else is wrong. [#tick] belongs to one thread.
public final class TopologyWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyWatch.class);
    /// While something is wrong it looks more often, so that a mended broker is green soon.
    private static final Duration WATCHFUL = Duration.ofSeconds(5);
    /// How long a repair stays visible in the health.
    private static final Duration TOLD_FOR = Duration.ofMinutes(1);

    private static final int MAX_NOTES = 100;

    private final Fleet fleet;
    private final BrokerAdmin admin;
    private final QueueObjects objects;
    private final DefinitionStore store;
    private final Duration every;
    private final long defaultMaxBytes;
    private final InboxCare inbox;
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();
    private volatile boolean asked = true;
    private volatile State state = new State(null, List.of(), Map.of(), null);
    private volatile @Nullable Repair repair;
    private long nextNanos = System.nanoTime();
    private Set<String> everComplete = Set.of();
    private Set<String> strays = Set.of();

    private record State(
            @Nullable Instant at,
            List<TopologyFault> faults,
            Map<String, LimitPolicy> policies,
            @Nullable String trouble) {}

    private record Repair(Instant at, String detail) {}

    /// @param every between two audits at rest
    /// @param defaultMaxBytes limit of queues that have none of their own
    public TopologyWatch(
            Fleet fleet,
            BrokerAdmin admin,
            QueueObjects objects,
            DefinitionStore store,
            Duration every,
            long defaultMaxBytes,
            InboxCare inbox) {
        this.fleet = fleet;
        this.admin = admin;
        this.objects = objects;
        this.store = store;
        this.every = every;
        this.defaultMaxBytes = defaultMaxBytes;
        this.inbox = inbox;
    }

    /// A hint that something on the broker is gone; any thread.
    public void note(String what) {
        if (notes.size() < MAX_NOTES) {
            notes.add(what);
        }
        asked = true;
    }

    /// Looks again at the next tick; any thread.
    void refresh() {
        asked = true;
    }

    /// Audits when it is time to.
    ///
    /// @throws PipelineException when broker or database do not answer; the last results stay, marked as old
    public void tick() {
        if (!fleet.known() || (!asked && System.nanoTime() < nextNanos)) {
            return;
        }
        asked = false;
        try {
            audit();
        } catch (PipelineException e) {
            state = new State(state.at(), state.faults(), state.policies(), e.getMessage());
            nextNanos = System.nanoTime() + min(every, WATCHFUL).toNanos();
            throw e;
        }
        nextNanos = System.nanoTime() + (state.faults().isEmpty() ? every : min(every, WATCHFUL)).toNanos();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void audit() {
        String hint = String.join("; ", drain());
        TopologyReport report =
                admin.audit(this::activeNow, () -> fleet.state().queues(Status.RETIRING, Status.REMOVING), inbox);
        List<TopologyFault> faults = new ArrayList<>(report.faults());
        faults.addAll(mend(report, hint));
        adopt(Set.copyOf(report.strays()));
        Map<String, LimitPolicy> policies = admin.applyLimits(limits());
        tellChanges(state.faults(), faults);
        state = new State(Instant.now(), List.copyOf(faults), policies, null);
    }

    private List<String> drain() {
        List<String> drained = new ArrayList<>();
        for (String note = notes.poll(); note != null; note = notes.poll()) {
            if (!drained.contains(note)) {
                drained.add(note);
            }
        }
        return drained;
    }

    private Set<String> activeNow() {
        fleet.sync();
        return fleet.state().queues(Status.ACTIVE);
    }

    /// what each active queue may hold
    Map<String, Long> limits() {
        return fleet.state().definitions().stream()
                .filter(QueueDefinition::active)
                .collect(Collectors.toMap(QueueDefinition::name, this::limit));
    }

    long limit(QueueDefinition definition) {
        Long own = definition.maxBytes();
        return own == null ? defaultMaxBytes : own;
    }

    /// Makes what is missing. What was complete before has been damaged, which is told; so is what hinted at it when
    /// the repair was made by whoever met the damage.
    private List<TopologyFault> mend(TopologyReport report, String hint) {
        List<TopologyFault> refused = new ArrayList<>();
        Set<String> complete = new HashSet<>(fleet.state().queues(Status.ACTIVE));
        if (inbox == InboxCare.MEND) {
            complete.add(InboxTopology.QUEUE);
        }
        complete.removeAll(report.incomplete());
        for (String queue : report.incomplete()) {
            try {
                declare(queue);
            } catch (PipelineException e) {
                refused.add(new TopologyFault(queue, HealthState.RED, String.valueOf(e.getMessage())));
            }
        }
        boolean damaged = report.incomplete().stream().anyMatch(everComplete::contains);
        if (damaged || !hint.isEmpty()) {
            String what = damaged ? "missing on the broker: " + String.join(", ", report.missing()) : hint;
            tellRepair(damaged && !hint.isEmpty() ? what + " (" + hint + ")" : what);
        }
        complete.addAll(everComplete);
        everComplete = complete;
        return refused;
    }

    private void declare(String queue) {
        if (queue.equals(InboxTopology.QUEUE)) {
            objects.declareInbox();
        } else {
            objects.declare(queue);
        }
    }

    private void tellRepair(String what) {
        LOG.warn("The broker was damaged and is mended: {}", what);
        repair = new Repair(
                Instant.now(),
                "The broker was damaged and is mended: " + what
                        + ". Events that a deleted queue held are gone from the broker: the ledger tells them as"
                        + " unexplained, save those of " + InboxTopology.QUEUE
                        + ", which it counts only when they are taken from it. Find out who deletes broker objects.");
        record("repair", "topology", what, "done");
    }

    /// Only what was seen twice: a queue may be on its way in or out at this moment.
    private void adopt(Set<String> seen) {
        for (String queue : seen) {
            if (strays.contains(queue) && store.adopt(queue)) {
                LOG.warn("Broker queue of {} belongs to no definition: it is consumed until it is empty", queue);
                tell("adopt", "queue:" + queue, "the broker has it and no definition knows it", "done");
            }
        }
        strays = seen;
    }

    private void tellChanges(List<TopologyFault> before, List<TopologyFault> after) {
        for (TopologyFault fault : after) {
            if (!before.contains(fault)) {
                LOG.error("Topology: {}", fault.detail());
                record("audit", target(fault), fault.detail(), "found");
            }
        }
        for (TopologyFault fault : before) {
            if (!after.contains(fault)) {
                LOG.info("Topology: no longer so: {}", fault.detail());
                record("audit", target(fault), fault.detail(), "mended");
            }
        }
    }

    private static String target(TopologyFault fault) {
        return fault.queue() == null ? "topology" : "queue:" + fault.queue();
    }

    /// Every instance sees the same; one of them tells.
    private void record(String act, String target, String what, String outcome) {
        if (fleet.first()) {
            tell(act, target, what, outcome);
        }
    }

    private void tell(String act, String target, String what, String outcome) {
        fleet.record(new AuditRecord(Instant.now(), "sluice", act, target, what, outcome, null, null, null));
    }

    /// what stands wrong with a queue, or with all
    List<String> faults(String queue) {
        return state.faults().stream()
                .filter(f -> f.queue() == null || f.queue().equals(queue))
                .map(TopologyFault::detail)
                .toList();
    }

    /// how the broker enforces a queue's limit, null before the first audit
    @Nullable
    LimitPolicy policy(String queue) {
        State now = state;
        return now.faults().stream()
                .filter(f -> queue.equals(f.queue()) && f.state() == HealthState.AMBER)
                .findFirst()
                .map(f -> new LimitPolicy(false, f.detail()))
                .orElse(now.policies().get(queue));
    }

    /// red while the broker could lose events, amber while it enforces less than it should or was just mended
    public Check check() {
        State now = state;
        if (!now.faults().isEmpty()) {
            HealthState worst = HealthState.GREEN;
            for (TopologyFault fault : now.faults()) {
                worst = worst.worse(fault.state());
            }
            return check(
                    worst,
                    now.faults().stream().map(TopologyFault::detail).distinct().collect(Collectors.joining(" ")));
        }
        Repair last = repair;
        if (last != null && last.at().plus(TOLD_FOR).isAfter(Instant.now())) {
            return check(HealthState.AMBER, last.detail());
        }
        if (now.at() == null || now.trouble() != null) {
            return check(
                    HealthState.AMBER,
                    "The broker's queues were "
                            + (now.at() == null ? "not compared yet" : "last compared at " + now.at())
                            + (now.trouble() == null ? "" : ": " + now.trouble()));
        }
        return now.policies().values().stream()
                .filter(p -> !p.applied())
                .findFirst()
                .map(p -> check(HealthState.AMBER, "Limits: " + p.detail()))
                .orElse(check(HealthState.GREEN, "The broker's queues are as they should be"));
    }

    private static Check check(HealthState state, String detail) {
        return new Check("topology", state, detail);
    }
}
