package dev.sluice.model.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A key as it is shown: everything but its secret.
///
/// @param role `ingest`
/// @param sources patterns of event sources it may send
/// @param queues names of queues its events may go to, `*` for every queue
/// @param lastUsedAt known to a few seconds
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
}
