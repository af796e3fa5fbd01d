package dev.sluice.server.store;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/// One server instance's sign of life.
///
/// @param seenAt by the database's clock when read; ignored when written
/// @param pausedQueues marks of the pauses that are true here: nothing of their queues is held or will be stored
/// @param definitionsSeen newest generation of the queue definitions this instance works by, and by no older one
public record InstanceBeat(
        UUID id,
        String name,
        Set<String> roles,
        Instant startedAt,
        Instant seenAt,
        Set<String> pausedQueues,
        long definitionsSeen) {
    public InstanceBeat {
        roles = Set.copyOf(roles);
        pausedQueues = Set.copyOf(pausedQueues);
    }
}
