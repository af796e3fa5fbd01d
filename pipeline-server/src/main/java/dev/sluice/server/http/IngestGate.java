package dev.sluice.server.http;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.config.HttpConfig;
import dev.sluice.server.ingest.Holding;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Bounds what ingest requests may hold at a time, in number and in body bytes after inflating; beyond it they are told
/// to come back, so that memory stays flat whatever comes. Thread-safe.
final class IngestGate {
    /// bytes are counted in units, rounded up
    private static final int UNIT = 1 << 10;

    private final Semaphore requests;
    private final Semaphore units;
    private final HttpConfig limits;

    IngestGate(HttpConfig limits) {
        this.limits = limits;
        this.requests = new Semaphore(limits.maxIngestRequests());
        this.units = new Semaphore(allUnits());
    }

    private int allUnits() {
        return (int) Math.min(Integer.MAX_VALUE, limits.maxIngestBytes() / UNIT);
    }

    /// @throws PipelineException `overloaded`
    Pass enter() {
        if (!requests.tryAcquire()) {
            throw new PipelineException(
                    ErrorCode.OVERLOADED,
                    limits.maxIngestRequests() + " ingest requests are under way, which is the limit; try again.");
        }
        return new Pass();
    }

    long bytesHeld() {
        return (long) UNIT * (allUnits() - units.availablePermits());
    }

    /// One request inside the gate. Used by the request's thread.
    final class Pass implements Holding {
        private int held;
        private boolean left;

        private Pass() {}

        @Override
        public boolean hold(long bytes, Duration patience) throws InterruptedException {
            int wanted = Math.toIntExact((bytes + UNIT - 1) / UNIT);
            if (wanted > held && !units.tryAcquire(wanted - held, patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            if (wanted < held) {
                units.release(held - wanted);
            }
            held = wanted;
            return true;
        }

        /// once the events are confirmed, or refused
        void leave() {
            if (!left) {
                left = true;
                units.release(held);
                requests.release();
            }
        }
    }
}
