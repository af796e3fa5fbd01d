package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.FramePublisher;
import dev.sluice.server.queue.IncarnationLog;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The lanes of the queues that take events, made as they are needed. Thread-safe.
public final class Lanes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lanes.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    /// while the broker takes nothing
    private static final Duration CLOSE_IN_VAIN_WITHIN = Duration.ofSeconds(1);

    private final ConcurrentMap<String, Lane> lanes = new ConcurrentHashMap<>();
    private final Set<Lane> leaving = ConcurrentHashMap.newKeySet();
    private final QueueLimits limiting = new QueueLimits();
    private final BrokerLink link;
    private final IngestLimits limits;
    private final PipelineMeters meters;
    private final Consumer<IncarnationLog> onIncarnation;
    private volatile @Nullable Set<String> served;
    private volatile Map<String, IngestStop> stops = Map.of();

    /// @param onIncarnation told of each new incarnation before its first frame is published
    public Lanes(BrokerLink link, IngestLimits limits, PipelineMeters meters, Consumer<IncarnationLog> onIncarnation) {
        this.meters = meters;
        this.link = link;
        this.limits = limits;
        this.onIncarnation = onIncarnation;
    }

    /// For events that can wait where they are: not while the queue's new events are held either.
    ///
    /// @throws PipelineException `queue-held`, and as [#lane]
    Lane laneUnlessHeld(String queue) {
        IngestStop stop = stops.get(queue);
        if (stop != null && stop.hold()) {
            throw new PipelineException(ErrorCode.QUEUE_HELD, stop.sentence(queue));
        }
        return lane(queue);
    }

    /// @throws PipelineException `queue-closed` when an operator closed it; `queue-full` at the queue's limit;
    ///     `broker-unavailable` for a queue that takes no more
    Lane lane(String queue) {
        IngestStop stop = stops.get(queue);
        if (stop != null && !stop.hold()) {
            throw new PipelineException(ErrorCode.QUEUE_CLOSED, stop.sentence(queue));
        }
        limiting.require(queue);
        Lane present = lanes.get(queue);
        return present != null ? present : lanes.compute(queue, (name, other) -> other != null ? other : opened(name));
    }

    private Lane opened(String queue) {
        Set<String> known = served;
        if (known != null && !known.contains(queue)) {
            throw new PipelineException(
                    ErrorCode.BROKER_UNAVAILABLE,
                    "Queue " + queue + " is being removed; send again, its events go elsewhere by now.");
        }
        return open(queue);
    }

    private Lane open(String queue) {
        FramePublisher publisher = new FramePublisher(link, queue, onIncarnation);
        limiting.watch(queue, publisher::wireBytes);
        Lane lane = new Lane(queue, publisher, limits, limiting, meters);
        lane.hold(stops.get(queue));
        return lane;
    }

    /// how full the queues are
    public QueueLimits limits() {
        return limiting;
    }

    /// how long each queue had more to publish or to confirm than goes out at once, since this process began
    Map<String, Duration> busy() {
        Map<String, Duration> busy = new HashMap<>();
        lanes.forEach((queue, lane) -> busy.put(queue, Duration.ofNanos(lane.busyNanos())));
        return busy;
    }

    /// Takes events for these queues only. What others were given is still published.
    public void serve(Set<String> queues) {
        served = Set.copyOf(queues);
        for (String queue : lanes.keySet()) {
            lanes.computeIfPresent(queue, (name, lane) -> {
                if (queues.contains(name)) {
                    return lane;
                }
                lane.close();
                leaving.add(lane);
                return null;
            });
        }
    }

    /// To be called about once a second: a lane that is made meanwhile may learn of it with the next call.
    ///
    /// @param stopped by queue, of those for which ingest takes nothing at the moment
    public void stop(Map<String, IngestStop> stopped) {
        stops = Map.copyOf(stopped);
        lanes.forEach((queue, lane) -> lane.hold(stopped.get(queue)));
    }

    /// true when nothing will be published any more to queues that are not served
    public boolean settled() {
        leaving.removeIf(Lane::ended);
        return leaving.isEmpty();
    }

    /// Ends the wait of frames that are older: unknown when they were sent, refused when they were not. To be called
    /// about once a second.
    public void expire(Duration age) {
        lanes.values().forEach(lane -> lane.expire(age));
        leaving.forEach(lane -> lane.expire(age));
    }

    /// Takes nothing new and waits until what was taken has its outcome.
    @Override
    public void close() {
        List<Lane> all = new ArrayList<>(lanes.values());
        all.addAll(leaving);
        all.forEach(Lane::close);
        Duration within = link.up() && link.blocked() == null ? CLOSE_WITHIN : CLOSE_IN_VAIN_WITHIN;
        Instant deadline = Instant.now().plus(within);
        try {
            for (Lane lane : all) {
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
