package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param state `open`, `refuse` or `hold`
/// @param reason why, shown to everyone and to producers; required unless it opens
/// @param until when to open by itself, null for never
public record IngestStopRequest(
        @Nullable String state,
        @Nullable String reason,
        @Nullable Instant until) {}
