package dev.sluice.server.store;

import dev.sluice.model.event.Event;
import dev.sluice.server.frame.FrameId;
import java.time.Instant;
import java.util.List;

/// One frame off the broker, to be stored.
///
/// @param receivedAt when ingest received it; kept to the microsecond
/// @param count of its events, good and dead: the ordinals `[id.seq, id.seq + count)`
/// @param events the readable ones
/// @param dead those that cannot be stored
public record FrameToStore(
        FrameId id, String queue, Instant receivedAt, int count, List<Event> events, List<DeadEvent> dead) {
    public FrameToStore {
        events = List.copyOf(events);
        dead = List.copyOf(dead);
        if (count != events.size() + dead.size()) {
            throw new IllegalArgumentException(
                    "frame " + id + " says " + count + " events and brings " + (events.size() + dead.size()));
        }
    }
}
