package dev.sluice.server.control;

import dev.sluice.server.ingest.IngestStop;
import dev.sluice.server.store.IngestStopRecord;
import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.PauseRecord;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import dev.sluice.server.store.ThrottleRecord;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What this instance knows of the fleet: the last complete snapshot. Immutable.
///
/// @param definitions in the order they are tried
record FleetState(
        List<QueueDefinition> definitions,
        List<PauseRecord> pauses,
        List<ThrottleRecord> throttles,
        List<IngestStopRecord> stops,
        List<InstanceBeat> instances) {
    static final FleetState UNKNOWN = new FleetState(List.of(), List.of(), List.of(), List.of(), List.of());

    FleetState {
        definitions = List.copyOf(definitions);
        pauses = List.copyOf(pauses);
        throttles = List.copyOf(throttles);
        stops = List.copyOf(stops);
        instances = List.copyOf(instances);
    }

    boolean known() {
        return !definitions.isEmpty();
    }

    /// names of the queues in one of these states
    Set<String> queues(Status first, Status... others) {
        Set<Status> wanted = EnumSet.of(first, others);
        return definitions.stream()
                .filter(d -> wanted.contains(d.status()))
                .map(QueueDefinition::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<QueueDefinition> definition(String queue) {
        return definitions.stream().filter(d -> d.name().equals(queue)).findFirst();
    }

    /// the newest change of the definitions
    long generation() {
        return definition(QueueDefinition.DEFAULT)
                .map(QueueDefinition::generation)
                .orElse(0L);
    }

    /// true when every living instance that moves events works by this generation or a newer one
    boolean seenByAll(long generation) {
        return instances.stream()
                .filter(i -> i.roles().contains("ingest") || i.roles().contains("store"))
                .allMatch(i -> i.definitionsSeen() >= generation);
    }

    Set<String> paused() {
        return pauses.stream().map(PauseRecord::queue).collect(Collectors.toUnmodifiableSet());
    }

    Optional<PauseRecord> pauseOf(String queue) {
        return pauses.stream().filter(p -> p.queue().equals(queue)).findFirst();
    }

    Optional<ThrottleRecord> throttleOf(String queue) {
        return throttles.stream().filter(t -> t.queue().equals(queue)).findFirst();
    }

    Optional<IngestStopRecord> stopOf(String queue) {
        return stops.stream().filter(s -> s.queue().equals(queue)).findFirst();
    }

    /// what one of so many instances that consume may store a second, of queues that are throttled
    Map<String, Double> rates() {
        long consuming = Math.max(
                1, instances.stream().filter(i -> i.roles().contains("store")).count());
        return throttles.stream().collect(Collectors.toMap(ThrottleRecord::queue, t -> t.rate() / consuming));
    }

    /// queues for which ingest takes nothing
    Map<String, IngestStop> ingestStops() {
        return stops.stream()
                .collect(Collectors.toMap(IngestStopRecord::queue, s -> new IngestStop(s.hold(), s.by(), s.reason())));
    }
}
