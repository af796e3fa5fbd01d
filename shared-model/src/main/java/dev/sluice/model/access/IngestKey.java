package dev.sluice.model.access;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A key as it is shown: everything but its secret.
///
/// @param role `ingest`; of a script's token `viewer`, `operator` or `admin`
/// @param sources patterns of event sources it may send; none of a script's token
/// @param queues names of queues its events may go to, `*` for every queue
/// @param expiresAt refused from then on, null: never
/// @param lastUsedAt known to a few seconds
/// @param revokedAt refused from then on; that of its expiry once the name of an expired key was given up
public record IngestKey(
        String id,
        String name,
        String role,
        List<String> sources,
        List<String> queues,
        @Nullable KeyRate rate,
        Instant createdAt,
        String createdBy,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant revokedAt) {
    public static final String INGEST = "ingest";
    /// pattern of a source, or name of a queue, that stands for all of them
    public static final String ANY = "*";

    public IngestKey {
        sources = List.copyOf(sources);
        queues = List.copyOf(queues);
    }

    /// Whether it may be used, and if not, why.
    public State state(Instant now) {
        boolean expired = expiresAt != null && !expiresAt.isAfter(now);
        if (expired && (revokedAt == null || !revokedAt.isBefore(expiresAt))) {
            return State.EXPIRED;
        }
        return revokedAt == null ? State.ACTIVE : State.REVOKED;
    }

    /// What a key may do at an instant.
    public enum State {
        ACTIVE,
        EXPIRED,
        REVOKED;

        /// as people read it
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
