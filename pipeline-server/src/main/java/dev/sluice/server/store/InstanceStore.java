package dev.sluice.server.store;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/// Which server instances live.
public final class InstanceStore {
    /// An instance without a beat for this long is dead, and so are its incarnations.
    public static final Duration DEAD_AFTER = Duration.ofSeconds(15);

    public InstanceStore(Database database) {}

    public void beat(InstanceBeat beat) {
        throw new UnsupportedOperationException();
    }

    /// Instances seen within `maxAge`, by name then id.
    public List<InstanceBeat> alive(Duration maxAge) {
        throw new UnsupportedOperationException();
    }

    /// Forgets an instance that stops in good order.
    public void leave(UUID id) {
        throw new UnsupportedOperationException();
    }
}
