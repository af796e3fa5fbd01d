package dev.sluice.server.consume;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.server.frame.DecodedFrame;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import dev.sluice.server.store.DeadEvent;
import dev.sluice.server.store.FrameOutcome;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.PipelineMeters.Flow;
import dev.sluice.server.telemetry.Stage;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Settles deliveries of one queue: decode, append in one transaction, ack after the commit. While the database is
/// away it keeps the deliveries and tries again. Belongs to one loop's thread.
final class DeliverySettler {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverySettler.class);
    private static final int BATCH_EVENTS = 5_000;
    private static final long BATCH_BYTES = 32L << 20;
    private static final Duration FIRST_WAIT = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final String queue;
    private final FrameCodec codec;
    private final FrameStore store;
    private final PipelineMeters meters;

    DeliverySettler(String queue, FrameCodec codec, FrameStore store, PipelineMeters meters) {
        this.queue = queue;
        this.codec = codec;
        this.store = store;
        this.meters = meters;
    }

    /// @param goOn asked between tries while the database is away; false gives up and leaves the deliveries unacked
    /// @throws ConsumerLostException when the channel is gone or the settling was given up
    void settle(FrameConsumer consumer, List<Delivery> deliveries, BooleanSupplier goOn)
            throws ConsumerLostException, InterruptedException {
        List<Delivery> batch = new ArrayList<>();
        List<FrameToStore> frames = new ArrayList<>();
        int events = 0;
        long bytes = 0;
        for (Delivery delivery : deliveries) {
            switch (codec.decode(delivery.wire())) {
                case DecodedFrame.Whole whole -> {
                    FrameToStore frame = toStore(whole);
                    batch.add(delivery);
                    frames.add(frame);
                    events += frame.count();
                    bytes += bytesOf(whole);
                }
                case DecodedFrame.Junk(String detail) -> keepForeign(consumer, delivery, detail, goOn);
            }
            if (events >= BATCH_EVENTS || bytes >= BATCH_BYTES) {
                append(consumer, batch, frames, goOn);
                batch.clear();
                frames.clear();
                events = 0;
                bytes = 0;
            }
        }
        append(consumer, batch, frames, goOn);
    }

    private void append(FrameConsumer consumer, List<Delivery> batch, List<FrameToStore> frames, BooleanSupplier goOn)
            throws ConsumerLostException, InterruptedException {
        if (frames.isEmpty()) {
            return;
        }
        List<FrameOutcome> outcomes = insist(consumer, () -> store.append(frames), goOn);
        meters.passed(Waypoint.COMMITTED);
        Instant now = Instant.now();
        for (int i = 0; i < outcomes.size(); i++) {
            FrameOutcome outcome = outcomes.get(i);
            meters.count(Flow.STORED, queue, outcome.stored());
            meters.count(Flow.DUPLICATE, queue, outcome.duplicate());
            meters.count(Flow.DEAD_LETTERED, queue, outcome.dead());
            tellOf(outcome.conflicts());
            tell(Duration.between(frames.get(i).receivedAt(), now), batch.get(i), outcome.stored());
            if (outcome.repeated()) {
                meters.repeatedFrames(queue, 1);
            }
        }
        // deliveries are settled in the order of their tags, so nothing before this one is open
        consumer.ackUpTo(batch.getLast());
    }

    /// @param total since it was received
    private void tell(Duration total, Delivery delivery, int stored) {
        Duration here = Duration.ofNanos(System.nanoTime() - delivery.arrivedNanos());
        meters.latency(total, stored);
        meters.stages().record(queue, Stage.DELIVERED, total.minus(here), stored);
        meters.stages().record(queue, Stage.STORED, here, stored);
        meters.stages().record(queue, Stage.TOTAL, total, stored);
    }

    private void tellOf(List<String> conflicts) {
        if (!conflicts.isEmpty()) {
            meters.conflicts(queue, conflicts.size(), conflicts.getLast());
            LOG.warn(
                    "{} events of queue {} came again with another payload; the first one is kept. One is {}",
                    conflicts.size(),
                    queue,
                    conflicts.getLast());
        }
    }

    private void keepForeign(FrameConsumer consumer, Delivery delivery, String detail, BooleanSupplier goOn)
            throws ConsumerLostException, InterruptedException {
        LOG.warn("A message of queue {} is no frame and is kept as a dead letter: {}", queue, detail);
        insist(
                consumer,
                () -> {
                    store.deadLetterForeign(queue, delivery.wire().body(), ErrorCode.NOT_A_FRAME.code(), detail);
                    return true;
                },
                goOn);
        meters.foreignMessage(queue);
        consumer.ack(delivery);
    }

    private <T> T insist(FrameConsumer consumer, Supplier<T> action, BooleanSupplier goOn)
            throws ConsumerLostException, InterruptedException {
        Duration wait = FIRST_WAIT;
        while (true) {
            try {
                return action.get();
            } catch (PipelineException e) {
                if (e.code() != ErrorCode.DATABASE_UNAVAILABLE) {
                    throw e;
                }
                LOG.warn("Queue {} waits for the database: {}", queue, e.getMessage());
            }
            if (!goOn.getAsBoolean() || consumer.lost()) {
                throw consumer.givenUp("the database is away");
            }
            Thread.sleep(
                    Duration.ofMillis(ThreadLocalRandom.current().nextLong(wait.toMillis() / 2, wait.toMillis() + 1)));
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
        }
    }

    private FrameToStore toStore(DecodedFrame.Whole whole) {
        List<Event> events = new ArrayList<>(whole.events().size());
        List<DeadEvent> dead = new ArrayList<>();
        for (ReadOutcome outcome : whole.events()) {
            switch (outcome) {
                case ReadOutcome.Accepted(Event event) -> events.add(event);
                case ReadOutcome.Refused refused ->
                    dead.add(new DeadEvent(
                            refused.json(), refused.code().code(), refused.pointer() + ": " + refused.detail()));
            }
        }
        return new FrameToStore(
                whole.id(), queue, whole.receivedAt(), whole.events().size(), events, dead);
    }

    private static long bytesOf(DecodedFrame.Whole whole) {
        long bytes = 0;
        for (ReadOutcome outcome : whole.events()) {
            bytes += switch (outcome) {
                case ReadOutcome.Accepted(Event event) -> event.json().length;
                case ReadOutcome.Refused refused -> refused.json().length;
            };
        }
        return bytes;
    }
}
