package dev.sluice.model.access;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks for a key.
///
/// @param name what people call it; unique among the keys that are not revoked
/// @param role `ingest`, which is the default; `viewer`, `operator` or `admin` makes a token for a script, which has
///     neither sources nor queues nor a rate
/// @param sources event sources it may send, `*` stands for any text; at least one
/// @param queues names of the queues its events may go to; null or `*`: every queue
/// @param rate null: no limit
/// @param expiresAt null: never; of a script's token in 90 days
public record KeyRequest(
        @Nullable String name,
        @Nullable String role,
        @Nullable List<String> sources,
        @Nullable List<String> queues,
        @Nullable KeyRate rate,
        @Nullable Instant expiresAt) {}
