package dev.sluice.server.control;

import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.PauseRecord;
import dev.sluice.server.store.QueueDefinition;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// What this instance knows of the fleet: the last complete snapshot. Immutable.
///
/// @param definitions in the order they are tried
record FleetState(List<QueueDefinition> definitions, List<PauseRecord> pauses, List<InstanceBeat> instances) {
    static final FleetState UNKNOWN = new FleetState(List.of(), List.of(), List.of());

    FleetState {
        definitions = List.copyOf(definitions);
        pauses = List.copyOf(pauses);
        instances = List.copyOf(instances);
    }

    boolean known() {
        return !definitions.isEmpty();
    }

    Set<String> queues() {
        return definitions.stream().map(QueueDefinition::name).collect(Collectors.toUnmodifiableSet());
    }

    Set<String> paused() {
        return pauses.stream().map(PauseRecord::queue).collect(Collectors.toUnmodifiableSet());
    }

    Optional<PauseRecord> pauseOf(String queue) {
        return pauses.stream().filter(p -> p.queue().equals(queue)).findFirst();
    }
}
