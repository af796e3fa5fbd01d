package dev.sluice.server.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// The wait until all that was accepted is settled.
///
/// @param meanwhile what was settled when the wait began
/// @param settled what is settled now
/// @param lastChange `System.nanoTime()` of the first look that saw it
record Drain(long meanwhile, long settled, long lastChange) {
    /// Looks again this long after a look, or four times as long as the look took: counting must not become the load.
    private static final Duration PAUSE = Duration.ofMillis(250);

    /// Answers that were cut off at the end may have been accepted as well, so it must stay the same for this long.
    private static final Duration AT_REST = Duration.ofSeconds(1);

    private static final Duration STUCK = Duration.ofSeconds(20);

    /// How much is settled by now.
    @FunctionalInterface
    interface Count {
        long now() throws IOException, SQLException;
    }

    /// @param accepted what must be settled at least
    /// @param patience after which the wait is given up
    static Drain await(Count count, long accepted, Duration patience)
            throws IOException, SQLException, InterruptedException {
        long began = System.nanoTime();
        long meanwhile = -1;
        long settled = -1;
        long changed = began;
        while (true) {
            long looked = System.nanoTime();
            long now = count.now();
            long seen = System.nanoTime();
            if (now != settled) {
                settled = now;
                changed = seen;
            }
            meanwhile = meanwhile < 0 ? now : meanwhile;
            Duration unchanged = Duration.ofNanos(seen - changed);
            boolean rests = settled >= accepted && unchanged.compareTo(AT_REST) > 0;
            boolean stuck = unchanged.compareTo(STUCK) > 0 || seen - began > patience.toNanos();
            if (rests || stuck) {
                return new Drain(meanwhile, settled, changed);
            }
            TimeUnit.NANOSECONDS.sleep(Math.max(PAUSE.toNanos(), 4 * (seen - looked)));
        }
    }
}
