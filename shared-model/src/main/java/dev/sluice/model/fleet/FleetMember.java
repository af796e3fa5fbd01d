package dev.sluice.model.fleet;

import java.time.Instant;
import java.util.List;

/// One server instance.
///
/// @param id new with every start
/// @param name process and environment
/// @param roles of `ingest`, `store`, `api`
/// @param seenAt its last sign of life, by the database's clock
/// @param pausedQueues queues it has stopped storing from, as their pauses ask
/// @param current true when it works by the newest queue definitions
/// @param answering true for the one that answers this request
public record FleetMember(
        String id,
        String name,
        List<String> roles,
        Instant startedAt,
        Instant seenAt,
        List<String> pausedQueues,
        boolean current,
        boolean answering) {
    public FleetMember {
        roles = List.copyOf(roles);
        pausedQueues = List.copyOf(pausedQueues);
    }
}
