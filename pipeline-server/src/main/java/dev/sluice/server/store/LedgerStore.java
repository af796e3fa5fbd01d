package dev.sluice.server.store;

import java.util.List;
import java.util.Map;

/// Reads the account of all events.
public final class LedgerStore {
    public LedgerStore(Database database) {}

    /// One account per queue that ever had a frame, by name, all of one snapshot.
    public List<QueueAccount> accounts() {
        throw new UnsupportedOperationException();
    }

    /// How far everything journaled so far was confirmed.
    public LedgerMark mark() {
        throw new UnsupportedOperationException();
    }

    /// Events per queue that were confirmed before the mark and are not settled now; queues without any are left out.
    public Map<String, Long> unsettled(LedgerMark mark) {
        throw new UnsupportedOperationException();
    }
}
