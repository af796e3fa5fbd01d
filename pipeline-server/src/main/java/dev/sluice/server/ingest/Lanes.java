package dev.sluice.server.ingest;

import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.FramePublisher;
import dev.sluice.server.queue.IncarnationLog;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lanes of all queues, made as they are needed. Thread-safe.
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /// while the broker takes nothing
    private static final Duration CLOSE_IN_VAIN_WITHIN = Duration.ofSeconds(1);

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final BrokerLink link;
    private final IngestLimits limits;
    private final PipelineMeters meters;
    private final Consumer<IncarnationLog> onIncarnation;

    /// @param onIncarnation told of each new incarnation before its first frame is published
    public Lanes(BrokerLink link, IngestLimits limits, PipelineMeters meters, Consumer<IncarnationLog> onIncarnation) {
        this.meters = meters;
        this.link = link;
        this.limits = limits;
        this.onIncarnation = onIncarnation;
    }

    Lane lane(String queue) {
        return lanes.computeIfAbsent(
                queue, name -> new Lane(name, new FramePublisher(link, name, onIncarnation), limits, meters));
    }

    /// Ends the wait of frames that are older: unknown when they were sent, refused when they were not. To be called
    /// about once a second.
    public void expire(Duration age) {
        lanes.values().forEach(lane -> lane.expire(age));
    }

    /// Takes nothing new and waits until what was taken has its outcome.
    @Override
    public void close() {
        lanes.values().forEach(Lane::close);
        Duration within = link.up() && link.blocked() == null ? CLOSE_WITHIN : CLOSE_IN_VAIN_WITHIN;
        Instant deadline = Instant.now().plus(within);
        try {
            for (Lane lane : lanes.values()) {
                Duration left = Duration.between(Instant.now(), deadline);
                if (left.isNegative() || !lane.join(left)) {
                    LOG.warn("A lane still had frames without a confirm after {}", within);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
