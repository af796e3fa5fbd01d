package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.fleet.FleetList;
import dev.sluice.model.fleet.FleetMember;
import dev.sluice.server.consume.Consumers;
import dev.sluice.server.ingest.Lanes;
import dev.sluice.server.ingest.Routing;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.InstanceStore;
import dev.sluice.server.store.PauseRecord;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import dev.sluice.server.store.TapStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps this instance in step with the fleet: tells that it lives, reads definitions, pauses and the other taps, and
/// brings routing, lanes and consumers in line. While the database is away the last snapshot stays. Thread-safe.
public final class Fleet {
    private final ControlStore control;
    private final TapStore taps;
    private final InstanceStore instances;
    private final Lanes lanes;
    private final Consumers consumers;
    private final InstanceBeat self;
    private final Consumer<AuditRecord> onAct;
    private final ReentrantLock syncing = new ReentrantLock();
    private volatile FleetState state = FleetState.UNKNOWN;
    private volatile Routing routing = new Routing(List.of());
    /// guarded by `syncing`: the newest generation this instance works by, and by no older one
    private long seen;

    /// @param self this instance; its roles say whether it consumes
    /// @param onAct told of each audit record of this instance
    public Fleet(
            ControlStore control,
            TapStore taps,
            InstanceStore instances,
            Lanes lanes,
            Consumers consumers,
            InstanceBeat self,
            Consumer<AuditRecord> onAct) {
        this.control = control;
        this.taps = taps;
        this.instances = instances;
        this.lanes = lanes;
        this.consumers = consumers;
        this.self = self;
        this.onAct = onAct;
    }

    /// One step, each second and after each act.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`; the last snapshot stays
    public void sync() {
        syncing.lock();
        try {
            beat();
            FleetState fresh = new FleetState(
                    control.definitions(),
                    control.pauses(),
                    taps.throttles(),
                    taps.stops(),
                    instances.alive(InstanceStore.DEAD_AFTER));
            if (!fresh.definitions().equals(state.definitions())) {
                routing = new Routing(fresh.definitions().stream()
                        .filter(QueueDefinition::active)
                        .map(d -> new Routing.Route(d.name(), d.patterns()))
                        .toList());
            }
            state = fresh;
            lanes.serve(fresh.queues(Status.ACTIVE));
            lanes.stop(fresh.ingestStops());
            if (consumes(self)) {
                consumers.apply(fresh.queues(Status.ACTIVE, Status.RETIRING), fresh.paused(), fresh.rates());
            }
            if (fresh.generation() != seen && lanes.settled() && consumers.settled()) {
                seen = fresh.generation();
                beat();
            }
        } finally {
            syncing.unlock();
        }
    }

    private void beat() {
        instances.beat(new InstanceBeat(
                self.id(), self.name(), self.roles(), self.startedAt(), Instant.now(), settled(), seen));
    }

    /// The pauses that are true here. Each by its own mark: whoever stopped for an earlier pause may be about to go on,
    /// and does not count for this one.
    private Set<String> settled() {
        Set<String> idle = consumers.idle();
        return state.pauses().stream()
                .filter(pause -> idle.contains(pause.queue()))
                .map(PauseRecord::mark)
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Writes an audit record and tells who listens.
    void record(AuditRecord audit) {
        control.audit(audit);
        onAct.accept(audit);
    }

    /// Tells who listens of a record that was committed together with its act.
    void announce(AuditRecord audit) {
        onAct.accept(audit);
    }

    FleetState state() {
        return state;
    }

    /// true once a complete snapshot was read
    public boolean known() {
        return state.known();
    }

    /// why a queue takes no new events, null when it does
    public @Nullable String closed(String queue) {
        return state.stopOf(queue)
                .map(stop -> "queue " + queue + " is closed for new events by " + stop.by() + ": " + stop.reason())
                .orElse(null);
    }

    public Routing routing() {
        return routing;
    }

    /// true for one of the living instances: the one that tells what all of them see
    boolean first() {
        return state.instances().stream()
                .map(InstanceBeat::id)
                .min(UUID::compareTo)
                .map(self.id()::equals)
                .orElse(true);
    }

    /// Lets others move, then looks again.
    void await(Duration atMost) {
        LockSupport.parkNanos(atMost.toNanos());
        sync();
    }

    /// How far a pause has come.
    ///
    /// @return instances that consume, and those of them that have stopped, this one by its present state
    Progress progress(PauseRecord pause) {
        int all = 0;
        int stopped = 0;
        Set<UUID> seen = new HashSet<>();
        for (InstanceBeat instance : state.instances()) {
            if (consumes(instance) && seen.add(instance.id())) {
                all++;
                boolean here = instance.id().equals(self.id());
                stopped += (here ? settled() : instance.pausedQueues()).contains(pause.mark()) ? 1 : 0;
            }
        }
        return new Progress(stopped, all);
    }

    record Progress(int stopped, int all) {
        boolean complete() {
            return stopped == all;
        }
    }

    private static boolean consumes(InstanceBeat instance) {
        return instance.roles().contains("store");
    }

    /// the instances that live, by name, as this one last read them
    public FleetList members() {
        FleetState known = state;
        return new FleetList(known.instances().stream()
                .map(instance -> member(instance, known))
                .toList());
    }

    private FleetMember member(InstanceBeat instance, FleetState known) {
        boolean here = instance.id().equals(self.id());
        Set<String> marks = here ? settled() : instance.pausedQueues();
        return new FleetMember(
                instance.id().toString(),
                instance.name(),
                instance.roles().stream().sorted().toList(),
                instance.startedAt(),
                instance.seenAt(),
                known.pauses().stream()
                        .filter(pause -> marks.contains(pause.mark()))
                        .map(PauseRecord::queue)
                        .toList(),
                instance.definitionsSeen() >= known.generation(),
                here);
    }

    /// Tells the others that this instance is gone.
    public void leave() {
        instances.leave(self.id());
    }
}
