package dev.sluice.server.replay;

import dev.sluice.server.store.StoredEvent;
import java.util.List;

/// The way to the target of a replay, for one run. Used by one thread.
interface Delivery extends AutoCloseable {
    /// Ends what the run before left unfinished.
    ///
    /// @return false when the replay is not run here any more
    boolean recover(EventWalk walk) throws InterruptedException;

    /// Sends these, and moves the replay on.
    ///
    /// @return false when the replay is not run here any more
    boolean deliver(List<StoredEvent> part) throws InterruptedException;

    @Override
    void close();
}
