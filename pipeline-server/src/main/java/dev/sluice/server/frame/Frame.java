package dev.sluice.server.frame;

import java.time.Instant;
import java.util.List;

/// 1 to n events on their way into one queue.
///
/// @param receivedAt when the first of them came in, microseconds
/// @param events JSON text of each, UTF-8, as it came
public record Frame(FrameId id, Instant receivedAt, List<byte[]> events) {
    public Frame {
        events = List.copyOf(events);
        if (events.isEmpty()) {
            throw new IllegalArgumentException("frame " + id + " has no event");
        }
    }
}
