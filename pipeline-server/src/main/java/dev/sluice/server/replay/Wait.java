package dev.sluice.server.replay;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waits that end when the server stops. Used by one thread.
///
/// @param closing true: no more waiting
record Wait(BooleanSupplier closing) {
    void atMost(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !closing.getAsBoolean(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
