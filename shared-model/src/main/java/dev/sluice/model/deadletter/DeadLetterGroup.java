package dev.sluice.model.deadletter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Dead letters of one queue that died for the same reason.
///
/// @param code an [dev.sluice.model.error.ErrorCode] in kebab-case
/// @param detail why, of the newest of them
/// @param sample id of the newest of them
/// @param waiting letters nobody has treated
/// @param redriven letters of the kind that were sent again
/// @param discarded letters of the kind that were discarded
/// @param returned waiting letters that were redriven before and came back
/// @param attempts how often the one that died most often did so
/// @param firstSeen,lastSeen when the first and the last of the waiting ones died
/// @param trend how many died in each of the last 24 hours, the present one last
/// @param state `new`, `known`, `fixed` or `ignored`
/// @param reopened true: it was `fixed`, and one died after that
public record DeadLetterGroup(
        String queue,
        String fingerprint,
        String code,
        String detail,
        String sample,
        long waiting,
        long redriven,
        long discarded,
        long returned,
        int attempts,
        Instant firstSeen,
        Instant lastSeen,
        List<Long> trend,
        String state,
        boolean reopened,
        @Nullable String note,
        @Nullable String owner,
        @Nullable String changedBy,
        @Nullable Instant changedAt) {
    public DeadLetterGroup {
        trend = List.copyOf(trend);
    }
}
