package dev.sluice.server.consume;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Consumes one broker queue until it is closed: subscribes, stores what arrives, subscribes again when the channel is
/// lost. [#pause] and [#close] end the subscription, settle what was delivered, and give the rest back.
final class ConsumeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumeLoop.class);
    private static final int PREFETCH = 200;
    private static final long TAKE_BYTES = 4 << 20;
    private static final Duration TAKE_WAIT = Duration.ofMillis(250);
    private static final int BUSY_FRAMES = 4;
    private static final Duration GATHER = Duration.ofMillis(40);
    /// so little that a rest comes often, and so much that transactions of small frames are as large as ever
    private static final long EASED_BYTES = 768 << 10;

    private static final int RESTS_A_BATCH = 2;
    private static final Duration LONGEST_REST = Duration.ofMillis(500);
    private static final Duration SETTLE_WITHIN = Duration.ofSeconds(5);
    /// how often a throttled loop looks whether it is throttled still
    private static final Duration SLICE = Duration.ofMillis(250);

    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final BrokerLink link;
    private final String queue;
    private final String object;
    private final DeliverySettler settler;
    private final Pace pace;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /// of the loop's thread only
    private Duration wait = FIRST_WAIT;

    private volatile boolean eased;
    private boolean paused;
    private boolean closed;
    private boolean idle;

    /// @param object the broker queue to read
    /// @param pace shared with the queue's other loops
    ConsumeLoop(BrokerLink link, String queue, String object, DeliverySettler settler, Pace pace, boolean paused) {
        this.link = link;
        this.queue = queue;
        this.object = object;
        this.settler = settler;
        this.pace = pace;
        this.paused = paused;
        this.thread = Thread.ofVirtual().name("consume-" + object).start(this::run);
    }

    void pause(boolean wanted) {
        lock.lock();
        try {
            paused = wanted;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// @param wanted true: rests after each batch twice as long as the batch took, a large one in parts
    void ease(boolean wanted) {
        eased = wanted;
    }

    /// true when it is paused, holds nothing and will store nothing
    boolean idle() {
        lock.lock();
        try {
            return idle;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// true when it holds nothing and will take nothing, after [#close]
    boolean ended() {
        return !thread.isAlive();
    }

    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private void run() {
        try {
            while (awaitWork()) {
                boolean throttled = pace.limited();
                int prefetch = throttled ? 2 * pace.frames(PREFETCH / 2) : PREFETCH;
                try (FrameConsumer consumer = FrameConsumer.open(link, queue, object, prefetch)) {
                    consume(consumer, throttled);
                } catch (ConsumerLostException e) {
                    LOG.warn("The consumer of {} was lost and starts again: {}", object, e.getMessage());
                } catch (PipelineException e) {
                    if (e.code() == ErrorCode.BROKER_UNAVAILABLE) {
                        LOG.debug("{} cannot be consumed yet: {}", object, e.getMessage());
                    } else {
                        LOG.error("The consumer of {} failed and starts again", object, e);
                    }
                } catch (RuntimeException e) {
                    LOG.error("The consumer of {} failed and starts again", object, e);
                }
                waitFor(wait);
                wait = shorter(wait.multipliedBy(2), LONGEST_WAIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// @param throttled ends when that changes, since it changes how much is held
    private void consume(FrameConsumer consumer, boolean throttled) throws ConsumerLostException, InterruptedException {
        boolean busy = false;
        while (wanted() && pace.limited() == throttled) {
            Duration early = pace.left();
            if (!early.isZero()) {
                consumer.rest(shorter(early, SLICE));
                consumer.requireAlive();
                continue;
            }
            if (busy && !eased && !throttled) {
                // a transaction costs as much as storing fifty events: while much comes, it is worth a short wait
                consumer.gather(GATHER);
            }
            List<Delivery> deliveries =
                    consumer.take(pace.frames(PREFETCH), eased ? EASED_BYTES : TAKE_BYTES, TAKE_WAIT);
            busy = deliveries.size() >= BUSY_FRAMES;
            long began = System.nanoTime();
            settler.settle(consumer, deliveries, this::wanted);
            pace.settled(deliveries.stream().mapToLong(Delivery::events).sum());
            if (eased && busy) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                consumer.rest(shorter(took.multipliedBy(RESTS_A_BATCH), LONGEST_REST));
            }
            // only now: a delivery that fails again and again must not come back ever faster
            wait = FIRST_WAIT;
        }
        consumer.cancel();
        long deadline = System.nanoTime() + SETTLE_WITHIN.toNanos();
        List<Delivery> left = consumer.take(PREFETCH, TAKE_BYTES, Duration.ZERO);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            settler.settle(consumer, left, () -> System.nanoTime() < deadline);
            left = consumer.take(PREFETCH, TAKE_BYTES, Duration.ZERO);
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private boolean wanted() {
        lock.lock();
        try {
            return !paused && !closed;
        } finally {
            lock.unlock();
        }
    }

    /// false when it is closed
    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            while (paused && !closed) {
                idle = true;
                changed.await();
            }
            idle = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void waitFor(Duration wait) throws InterruptedException {
        long left = wait.toNanos();
        lock.lock();
        try {
            while (left > 0 && !paused && !closed) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
