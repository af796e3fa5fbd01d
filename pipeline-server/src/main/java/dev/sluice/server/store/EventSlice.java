package dev.sluice.server.store;

import java.util.List;

/// @param more true: others follow the last one
public record EventSlice(List<StoredEvent> events, boolean more) {
    public EventSlice {
        events = List.copyOf(events);
    }
}
