package dev.sluice.server.store;

import java.time.Instant;
import java.util.UUID;

/// Where an event stands in the one order of all events: by receive time (microseconds), id, identity.
public record EventPosition(Instant receivedAt, String id, UUID identity) {
    /// Before all events received at that time.
    public static EventPosition startOf(Instant at) {
        return new EventPosition(at, "", new UUID(0, 0));
    }
}
