package dev.sluice.server.store;

import dev.sluice.server.frame.FrameId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One kept dead letter.
///
/// @param frame null for a message that was no frame
/// @param bytes as they came
/// @param fingerprint the same for letters of one queue that failed for the same reason
/// @param state `new`
public record DeadLetter(
        long id,
        String queue,
        @Nullable FrameId frame,
        byte[] bytes,
        String code,
        String detail,
        String fingerprint,
        String state,
        Instant at) {}
