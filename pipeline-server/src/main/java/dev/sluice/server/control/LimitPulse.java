package dev.sluice.server.control;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.ingest.QueueLimits;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.QueueObjects;
import dev.sluice.server.queue.QueueTopology;

/// Keeps ingest's limits in step: what the definitions say, and what the broker holds. Goes on while the database is
/// away. Belongs to one thread.
public final class LimitPulse {
    /// The management API renews its figures each five seconds.
    private static final int MEASURE_EVERY = 4;

    private final QueueLimits limits;
    private final TopologyWatch topology;
    private final QueueObjects objects;
    private final BrokerAdmin admin;
    private int beats;

    public LimitPulse(QueueLimits limits, TopologyWatch topology, QueueObjects objects, BrokerAdmin admin) {
        this.limits = limits;
        this.topology = topology;
        this.objects = objects;
        this.admin = admin;
    }

    /// One step, twice a second.
    ///
    /// @throws PipelineException `broker-unavailable`: the last figures stay
    public void beat() {
        limits.set(topology.limits());
        limits.count(objects::ready);
        if (beats++ % MEASURE_EVERY == 0) {
            for (String queue : limits.queues()) {
                limits.measured(queue, admin.queue(QueueTopology.objectName(queue)));
            }
        }
    }
}
