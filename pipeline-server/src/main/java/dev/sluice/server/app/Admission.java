package dev.sluice.server.app;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.telemetry.DiskBudget;
import java.util.function.BooleanSupplier;

/// Says no at the door, at once, when nothing could be confirmed anyway.
final class Admission implements Runnable {
    private final BrokerLink link;
    private final DiskBudget disk;
    private final BooleanSupplier ready;
    private volatile boolean closed;

    /// @param ready false until this instance knows queues and routing
    Admission(BrokerLink link, DiskBudget disk, BooleanSupplier ready) {
        this.link = link;
        this.disk = disk;
        this.ready = ready;
    }

    /// @throws PipelineException when nothing may be taken in at the moment
    @Override
    public void run() {
        if (closed) {
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping; send again later.");
        }
        if (!ready.getAsBoolean()) {
            throw new PipelineException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "The server has not read its queues from the database yet; send again later.");
        }
        if (disk.exceeded()) {
            throw new PipelineException(ErrorCode.DISK_BUDGET, disk.detail() + ".");
        }
        if (!link.up() || link.blocked() != null) {
            throw new PipelineException(ErrorCode.BROKER_UNAVAILABLE, link.detail() + ". Send again later.");
        }
    }

    void close() {
        closed = true;
    }
}
