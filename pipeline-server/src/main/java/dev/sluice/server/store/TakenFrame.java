package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One frame that a purge takes off its queue.
///
/// @param count its events
/// @param kept what of it goes into the snapshot, null when none is kept
/// @param rest what of it goes back to the queue's tail, null for nothing
/// @param gone events that go: `count` less those of the rest
public record TakenFrame(
        FrameId id,
        Instant receivedAt,
        int count,
        int gone,
        @Nullable OutboxFrame kept,
        @Nullable OutboxFrame rest) {}
