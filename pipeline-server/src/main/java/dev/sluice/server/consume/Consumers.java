package dev.sluice.server.consume;

import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.QueueTopology;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The consumers of this instance: for each queue two of its frames and one of those delivered too often. While
/// ingest is in a rush the second one steps back and the first works half of the time: an event in the queue is safe,
/// one at the door is not. Thread-safe.
public final class Consumers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Consumers.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(8);
    private static final int SECOND = 1;

    private final BrokerLink link;
    private final FrameCodec codec;
    private final FrameStore store;
    private final PipelineMeters meters;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<ConsumeLoop>> loops = new TreeMap<>();
    private final List<ConsumeLoop> ending = new ArrayList<>();
    private final Map<String, Pace> paces = new TreeMap<>();
    private Set<String> paused = Set.of();
    private boolean rush;
    private boolean closed;

    public Consumers(BrokerLink link, FrameCodec codec, FrameStore store, PipelineMeters meters) {
        this.link = link;
        this.codec = codec;
        this.store = store;
        this.meters = meters;
    }

    /// Brings the consumers in line with what is wanted. Those of a queue that is not named settle what was delivered
    /// and end: a definition goes only when its queue is empty.
    public void apply(Set<String> queues, Set<String> paused) {
        apply(queues, paused, Map.of());
    }

    /// @param rates events a second that this instance may store, of queues that are throttled
    public void apply(Set<String> queues, Set<String> paused, Map<String, Double> rates) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            loops.entrySet().removeIf(entry -> {
                boolean gone = !queues.contains(entry.getKey());
                if (gone) {
                    entry.getValue().forEach(ConsumeLoop::close);
                    ending.addAll(entry.getValue());
                }
                return gone;
            });
            for (String queue : queues) {
                loops.computeIfAbsent(queue, name -> start(name, paused.contains(name)));
            }
            this.paused = Set.copyOf(paused);
            paces.keySet().retainAll(queues);
            paces.forEach((queue, pace) -> pace.set(rates.getOrDefault(queue, Double.POSITIVE_INFINITY)));
            steer();
        } finally {
            lock.unlock();
        }
    }

    /// @param now true while producers ask for all that this machine can do
    public void rush(boolean now) {
        lock.lock();
        try {
            if (rush != now && !closed) {
                rush = now;
                steer();
            }
        } finally {
            lock.unlock();
        }
    }

    private void steer() {
        loops.forEach((queue, its) -> {
            for (int i = 0; i < its.size(); i++) {
                boolean alone = rush || paces.get(queue).limited();
                its.get(i).pause(paused.contains(queue) || (alone && i == SECOND));
                its.get(i).ease(rush);
            }
        });
    }

    /// true when nothing is consumed any more from queues that are not wanted
    public boolean settled() {
        lock.lock();
        try {
            ending.removeIf(ConsumeLoop::ended);
            return ending.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private List<ConsumeLoop> start(String queue, boolean paused) {
        List<ConsumeLoop> its = new ArrayList<>();
        // two, so that one prepares its batch while the database works on the other's
        String object = QueueTopology.objectName(queue);
        Pace pace = paces.computeIfAbsent(queue, _ -> new Pace());
        for (String source : List.of(object, object, QueueTopology.suspectName(queue))) {
            its.add(new ConsumeLoop(
                    link, queue, source, new DeliverySettler(queue, codec, store, meters), pace, paused));
        }
        return its;
    }

    /// queues that are paused here: nothing of them is held and nothing will be stored
    public Set<String> idle() {
        lock.lock();
        try {
            Set<String> idle = new TreeSet<>();
            loops.forEach((queue, its) -> {
                if (its.stream().allMatch(ConsumeLoop::idle)) {
                    idle.add(queue);
                }
            });
            return idle;
        } finally {
            lock.unlock();
        }
    }

    /// Settles what was delivered and ends.
    @Override
    public void close() {
        List<ConsumeLoop> all = new ArrayList<>();
        lock.lock();
        try {
            closed = true;
            loops.values().forEach(all::addAll);
            all.addAll(ending);
        } finally {
            lock.unlock();
        }
        all.forEach(ConsumeLoop::close);
        long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
        try {
            for (ConsumeLoop loop : all) {
                if (!loop.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                    LOG.warn("A consumer did not end within {}; its deliveries go back to the broker", CLOSE_WITHIN);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
