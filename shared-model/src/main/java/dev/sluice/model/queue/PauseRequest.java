package dev.sluice.model.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param reason why, shown to everyone; required
/// @param until when to resume by itself, null for never
public record PauseRequest(
        @Nullable String reason, @Nullable Instant until) {}
