package dev.sluice.server.ingest;

import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/// Says when a queue's producers ask for all that its lane can do: then what is not urgent steps back. Belongs to one
/// thread, which asks about twice a second.
public final class Rush {
    /// A producer alone that waits for each answer keeps its lane busy for two thirds of the time.
    private static final double BUSY = 0.75;

    private final Supplier<Map<String, Duration>> busy;
    private Map<String, Duration> before = Map.of();
    private long asked;

    public Rush(Lanes lanes) {
        this(lanes::busy);
    }

    /// @param busy how long each queue had something under way since any moment
    Rush(Supplier<Map<String, Duration>> busy) {
        this.busy = busy;
    }

    /// @param nanos the present moment, as [System#nanoTime] has it
    /// @return true when a lane was busy for three quarters of the time since the last call
    public boolean since(long nanos) {
        Map<String, Duration> now = busy.get();
        double enough = (nanos - asked) * BUSY;
        boolean rush = asked != 0
                && now.entrySet().stream()
                        .anyMatch(entry -> entry.getValue()
                                        .minus(before.getOrDefault(entry.getKey(), Duration.ZERO))
                                        .toNanos()
                                >= enough);
        before = now;
        asked = nanos;
        return rush;
    }
}
