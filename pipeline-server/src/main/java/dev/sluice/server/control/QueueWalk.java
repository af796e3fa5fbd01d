package dev.sluice.server.control;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.Delivery;
import dev.sluice.server.queue.FrameConsumer;
import dev.sluice.server.queue.QueueTopology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Walks a queue from its head to its tail. What is given back comes again at once, so what is passed by stays
/// unacked until the walk ends; a consumer takes only so many of those, then the next one is opened. Used by one
/// thread.
final class QueueWalk implements AutoCloseable {
    private static final long TAKE_BYTES = 8L << 20;
    /// A broker with more to deliver does so within this.
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final int MAX_CONSUMERS = 500;

    private final BrokerLink link;
    private final String queue;
    private final int prefetch;
    private final List<Reader> readers = new ArrayList<>();

    private static final class Reader {
        private final FrameConsumer consumer;
        private int passed;

        Reader(FrameConsumer consumer) {
            this.consumer = consumer;
        }
    }

    /// One frame that was read.
    static final class Walked {
        private final Reader reader;
        private final Delivery delivery;

        private Walked(Reader reader, Delivery delivery) {
            this.reader = reader;
            this.delivery = delivery;
        }

        Delivery delivery() {
            return delivery;
        }

        /// takes it off the queue
        void ack() throws ConsumerLostException {
            reader.consumer.ack(delivery);
        }

        /// leaves it to the queue
        void pass() {
            reader.passed++;
        }
    }

    /// @param prefetch frames that may wait here
    QueueWalk(BrokerLink link, String queue, int prefetch) {
        this.link = link;
        this.queue = queue;
        this.prefetch = prefetch;
        open();
    }

    private void open() {
        if (readers.size() == MAX_CONSUMERS) {
            throw new PipelineException(
                    ErrorCode.CONFLICT,
                    "Queue " + queue + " holds more than " + MAX_CONSUMERS * prefetch / 2
                            + " messages that stay; this walk ends here.");
        }
        readers.add(new Reader(FrameConsumer.open(link, queue, QueueTopology.objectName(queue), prefetch)));
    }

    /// The next frames. Each has to be acked or passed before the next call.
    ///
    /// @return empty when the tail is reached
    List<Walked> next() throws ConsumerLostException, InterruptedException {
        Reader last = readers.getLast();
        if (last.passed > prefetch / 2) {
            open();
            last = readers.getLast();
        }
        List<Walked> next = new ArrayList<>();
        for (Reader reader : readers) {
            if (reader != last && reader.passed < prefetch) {
                take(reader, Duration.ZERO, next);
            }
        }
        take(last, next.isEmpty() ? QUIET : Duration.ZERO, next);
        return next;
    }

    private void take(Reader reader, Duration wait, List<Walked> into)
            throws ConsumerLostException, InterruptedException {
        for (Delivery delivery : reader.consumer.take(prefetch, TAKE_BYTES, wait)) {
            into.add(new Walked(reader, delivery));
        }
    }

    /// Gives everything back that was passed by; what was acked is settled at the broker afterwards.
    @Override
    public void close() {
        readers.forEach(reader -> reader.consumer.close());
    }
}
