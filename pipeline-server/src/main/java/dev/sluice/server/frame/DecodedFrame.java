package dev.sluice.server.frame;

import dev.sluice.model.event.ReadOutcome;
import java.time.Instant;
import java.util.List;

/// What a message turned out to be.
public sealed interface DecodedFrame {
    /// A frame of ours; single elements of it may still be no events.
    record Whole(FrameId id, Instant receivedAt, List<ReadOutcome> events) implements DecodedFrame {
        public Whole {
            events = List.copyOf(events);
        }
    }

    /// A message that is no frame of ours.
    ///
    /// @param detail why, for people
    record Junk(String detail) implements DecodedFrame {}
}
