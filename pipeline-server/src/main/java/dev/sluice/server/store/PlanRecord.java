package dev.sluice.server.store;

import dev.sluice.model.queue.PurgePlan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A purge plan and what became of it.
///
/// @param state `planned`, then a state of [dev.sluice.model.queue.Purge]
/// @param purged events removed so far
public record PlanRecord(
        PurgePlan plan,
        String createdBy,
        Instant createdAt,
        String state,
        long purged,
        @Nullable String startedBy,
        @Nullable String reason,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String detail) {
    public static final String PLANNED = "planned";

    public static PlanRecord planned(PurgePlan plan, String by, Instant at) {
        return new PlanRecord(plan, by, at, PLANNED, 0, null, null, null, null, null);
    }
}
