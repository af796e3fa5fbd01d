package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param until when it resumes by itself, null for never
public record PauseRecord(
        String queue,
        String reason,
        String by,
        Instant since,
        @Nullable Instant until) {}
