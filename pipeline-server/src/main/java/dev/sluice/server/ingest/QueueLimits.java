package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Says when a queue is at its limit, by what the broker holds: its measured bytes, which are seconds old, corrected by
/// its message count, which is fresh, and by what this process published since. The broker's own policy is the last
/// word; this one refuses before a frame is sent, and stands alone where no policy can be set. Thread-safe.
public final class QueueLimits {
    /// Bytes of a queue at one measuring.
    ///
    /// @param published this process had published by then
    private record Measure(long bytes, long messages, long published) {}

    private record Counted(long ready, long published) {}

    private static final class Gauge {
        private volatile long limit = Long.MAX_VALUE;
        private volatile LongSupplier published = () -> 0;
        private volatile @Nullable Measure measure;
        private volatile @Nullable Counted counted;
        private volatile long largest = 1;
        /// mean size of the last frames this process published
        private volatile long recent;

        private volatile long held;

        long bytes() {
            long now = published.getAsLong();
            Measure measured = measure;
            Counted count = counted;
            if (measured == null && count == null) {
                return now;
            }
            if (count == null) {
                return measured.bytes() + now - measured.published();
            }
            long atMost = count.ready() * largest + now - count.published();
            if (measured == null) {
                return atMost;
            }
            // the broker counts messages before it weighs them
            long average =
                    measured.messages() == 0 || measured.bytes() == 0 ? recent : measured.bytes() / measured.messages();
            long since = count.ready() - measured.messages();
            // frames that came after the measuring are as large as this process's own of late
            long waiting =
                    since <= 0 ? count.ready() * average : measured.bytes() + since * (recent > 0 ? recent : average);
            return Math.min(waiting + now - count.published(), atMost);
        }
    }

    private final Map<String, Gauge> gauges = new ConcurrentHashMap<>();

    /// Takes the limits over; what is not named has none.
    ///
    /// @param maxBytes by queue
    public void set(Map<String, Long> maxBytes) {
        gauges.keySet().retainAll(maxBytes.keySet());
        maxBytes.forEach((queue, limit) -> gauge(queue).limit = limit);
    }

    /// queues that have a limit
    public Set<String> queues() {
        return Set.copyOf(gauges.keySet());
    }

    /// @param published bytes this process has published to the queue so far
    void watch(String queue, LongSupplier published) {
        gauge(queue).published = published;
    }

    /// Notes how large a frame was, compressed. By the thread that publishes to the queue.
    void sent(String queue, long bytes) {
        Gauge gauge = gauges.get(queue);
        if (gauge != null) {
            gauge.largest = Math.max(gauge.largest, bytes);
            gauge.recent = gauge.recent == 0 ? bytes : gauge.recent + (bytes - gauge.recent) / 8;
        }
    }

    /// What the management API says, seconds old.
    public void measured(String queue, BrokerQueue held) {
        Gauge gauge = gauges.get(queue);
        if (gauge != null) {
            gauge.measure = new Measure(held.readyBytes(), held.ready(), gauge.published.getAsLong());
            gauge.held = held.bytes();
            if (held.ready() > 0) {
                gauge.largest = Math.max(gauge.largest, held.readyBytes() / held.ready());
            }
        }
    }

    /// Counts the messages that wait.
    ///
    /// @param broker asks it for the messages of some queues; those that are not there are left out
    public void count(Function<Set<String>, Map<String, Long>> broker) {
        Map<String, Long> published = new HashMap<>();
        gauges.forEach((queue, gauge) -> published.put(queue, gauge.published.getAsLong()));
        Map<String, Long> ready = broker.apply(published.keySet());
        published.forEach((queue, before) -> {
            Gauge gauge = gauges.get(queue);
            if (gauge != null) {
                gauge.counted = new Counted(ready.getOrDefault(queue, 0L), before);
            }
        });
    }

    /// bytes held, for people: what was measured, or what is known to wait when that is more
    public long bytes(String queue) {
        Gauge gauge = gauges.get(queue);
        return gauge == null ? 0 : Math.max(gauge.held, gauge.bytes());
    }

    public boolean full(String queue) {
        Gauge gauge = gauges.get(queue);
        return gauge != null && gauge.bytes() >= gauge.limit;
    }

    /// @throws PipelineException `queue-full` at the limit
    void require(String queue) {
        if (full(queue)) {
            throw new PipelineException(ErrorCode.QUEUE_FULL, sentence(queue));
        }
    }

    String sentence(String queue) {
        Gauge gauge = gauge(queue);
        return "Queue " + queue + " holds " + gauge.bytes() + " bytes; " + gauge.limit
                + " are allowed. Send again when it has drained.";
    }

    private Gauge gauge(String queue) {
        return gauges.computeIfAbsent(queue, name -> new Gauge());
    }
}
