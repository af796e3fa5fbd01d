package dev.sluice.server.ingest;

import dev.sluice.model.error.PipelineException;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.ConsumerLostException;
import dev.sluice.server.queue.InboxConsumer;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way in over AMQP: takes the messages of the inbox as HTTP bodies are taken, through the same checks and the same
/// lanes, and acks each only after its frame is confirmed. Several instances may share one inbox. While nothing may be
/// taken in it waits and leaves the messages where they are. One thread of its own; [#trouble] may be called by any.
public final class Inbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);
    private static final int LEAST = 16;
    private static final int MOST = 512;

    private final BrokerLink link;
    private final Lanes lanes;
    private final Supplier<Routing> routing;
    private final Runnable admission;
    private final Duration deadline;
    private final InboxRefusals refusals;
    private final PipelineMeters meters;
    private final InboxReader reader = new InboxReader();
    private final Thread thread = Thread.ofVirtual().name("inbox").unstarted(this::run);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean closed;
    private volatile @Nullable String trouble = "not connected yet";

    /// @param routing the present routing
    /// @param admission throws a [PipelineException] when nothing may be taken in at the moment
    /// @param refusals told of what is no event
    public Inbox(
            BrokerLink link,
            IngestLimits limits,
            Lanes lanes,
            Supplier<Routing> routing,
            Runnable admission,
            InboxRefusals refusals,
            PipelineMeters meters) {
        this.link = link;
        this.lanes = lanes;
        this.routing = routing;
        this.admission = admission;
        this.deadline = limits.deadline();
        this.refusals = refusals;
        this.meters = meters;
    }

    public void start() {
        thread.start();
    }

    /// why messages wait at the moment, as one sentence; null when they do not
    public @Nullable String trouble() {
        return trouble;
    }

    /// An event may have 1 MiB, and an eighth of the heap may be messages that wait here.
    private static int prefetch() {
        return Math.clamp(Runtime.getRuntime().maxMemory() / 8 >> 20, LEAST, MOST);
    }

    private void run() {
        Backoff backoff = new Backoff();
        int prefetch = prefetch();
        try {
            while (!closed()) {
                try (InboxConsumer consumer = InboxConsumer.open(link, prefetch)) {
                    consume(consumer, prefetch, backoff);
                } catch (ConsumerLostException e) {
                    tell("The consumer was lost and starts again: " + e.getMessage());
                    pause(backoff.next());
                } catch (PipelineException e) {
                    tell(String.valueOf(e.getMessage()));
                    pause(backoff.next());
                } catch (RuntimeException e) {
                    LOG.error("The inbox failed and starts again", e);
                    trouble = "It failed and starts again; the log says why";
                    pause(backoff.next());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume(InboxConsumer consumer, int prefetch, Backoff backoff)
            throws ConsumerLostException, InterruptedException {
        InboxRun run = new InboxRun(consumer, prefetch, reader, lanes, routing, deadline, refusals, meters);
        Backoff closed = new Backoff();
        while (!closed()) {
            consumer.requireAlive();
            try {
                admission.run();
            } catch (PipelineException e) {
                tell(String.valueOf(e.getMessage()));
                pause(closed.next());
                continue;
            }
            closed.reset();
            run.round();
            backoff.reset();
            tell(run.trouble());
            pause(run.pause());
        }
    }

    private void tell(@Nullable String present) {
        String before = trouble;
        trouble = present;
        if (present != null && before == null) {
            LOG.warn("The inbox waits: {}", present);
        } else if (present == null && before != null) {
            LOG.info("The inbox takes messages");
        }
    }

    private boolean closed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long left = wait.toNanos();
            while (!closed && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Finishes the round under way; what is not confirmed goes back to the inbox.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.warn("The inbox did not end within {}; what it held goes back to the broker", CLOSE_WITHIN);
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
