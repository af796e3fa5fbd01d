package dev.sluice.server.ingest;

import java.time.Duration;

/// How much of its body one request holds in memory, told to whoever bounds the sum over all requests. Used by the
/// request's thread.
@FunctionalInterface
public interface Holding {
    /// bounds nothing
    Holding UNBOUNDED = (bytes, patience) -> true;

    /// @param bytes held from now on, in all; less than before gives room back
    /// @param patience how long to wait for room
    /// @return false: there is no room; what was held before still is
    boolean hold(long bytes, Duration patience) throws InterruptedException;
}
