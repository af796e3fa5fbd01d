package dev.sluice.server.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// @param hold true: new events wait a little; false: they are refused at once
/// @param until when ingest opens by itself, null for never
public record IngestStopRecord(
        String queue,
        boolean hold,
        String reason,
        String by,
        Instant since,
        @Nullable Instant until) {}
