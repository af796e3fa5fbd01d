package dev.sluice.server.store;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.UUID;

/// Where an event stands in the one order of all events: by receive time (microseconds), id, identity.
public record EventPosition(Instant receivedAt, String id, UUID identity) implements Comparable<EventPosition> {
    /// The order of [#compareTo]: that of the database, which compares texts by their bytes.
    private static final Comparator<EventPosition> ORDER = Comparator.comparing(EventPosition::receivedAt)
            .thenComparing(p -> p.id().getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned)
            .thenComparing(p -> p.identity().toString());

    @Override
    public int compareTo(EventPosition other) {
        return ORDER.compare(this, other);
    }

    /// Before all events received at that time.
    public static EventPosition startOf(Instant at) {
        return new EventPosition(at, "", new UUID(0, 0));
    }
}
