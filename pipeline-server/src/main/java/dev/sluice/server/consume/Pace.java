package dev.sluice.server.consume;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How fast the consumers of one queue may settle on this instance: who settled more than its time was worth waits
/// until it was. Thread-safe.
final class Pace {
    private static final double NANOS = 1e9;
    /// below this a frame at a time is taken
    private static final double PER_FRAME = 2_000;

    private final LongSupplier nanoTime;
    private double perSecond = Double.POSITIVE_INFINITY;
    private long freeAt;

    Pace() {
        this(System::nanoTime);
    }

    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.freeAt = nanoTime.getAsLong();
    }

    /// @param rate events a second, more than 0; infinite: as fast as it can be
    synchronized void set(double rate) {
        if (rate != perSecond) {
            double debt = perSecond * left().toNanos() / NANOS;
            perSecond = rate;
            freeAt = nanoTime.getAsLong() + (Double.isNaN(debt) ? 0 : Math.round(debt / perSecond * NANOS));
        }
    }

    synchronized boolean limited() {
        return perSecond != Double.POSITIVE_INFINITY;
    }

    /// how many frames to take at a time
    synchronized int frames(int most) {
        return (int) Math.clamp(perSecond / PER_FRAME, 1, most);
    }

    synchronized void settled(long events) {
        if (limited()) {
            freeAt = Math.max(freeAt, nanoTime.getAsLong()) + Math.round(events / perSecond * NANOS);
        }
    }

    /// how long to wait before more may be settled
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, freeAt - nanoTime.getAsLong()));
    }
}
