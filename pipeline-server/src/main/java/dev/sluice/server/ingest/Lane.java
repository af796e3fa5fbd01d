package dev.sluice.server.ingest;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.event.Event;
import dev.sluice.server.queue.FramePublisher;
import dev.sluice.server.queue.PublishOutcome;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Stage;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Group commit for one queue: while a frame waits for its confirm, the next one gathers what comes in. After a confirm
/// the callers it answered mostly come back at once, so the next frame lingers for them, 1 ms at most: half as many
/// frames cost the broker half as much. An idle lane publishes at once, on the caller's thread if that need not wait.
/// Full frames may overlap, up to a window, so that large requests keep the broker busy. Thread-safe; what callers do
/// not publish is published by one thread of its own.
final class Lane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final int WINDOW = 8;
    /// what fits into the buffers of a connection on which nothing waits
    private static final int PROMPT_BYTES = 16 << 10;

    private static final long LINGER_NANOS = Duration.ofMillis(1).toNanos();
    /// A frame that gathered so long goes out though another waits for its confirm: nobody waits for the confirm of a
    /// frame that is not theirs. Longer than a confirm takes under load, so that small frames do not multiply.
    private static final long OVERTAKE_NANOS = Duration.ofMillis(50).toNanos();
    /// well before the deadline, at which nobody would know what became of them
    private static final Duration HOLD_AT_MOST = Duration.ofSeconds(8);

    private static final int HELD_REQUESTS = 1_000;

    private final String queue;
    private final FramePublisher publisher;
    private final IngestLimits limits;
    private final QueueLimits limiting;
    private final PipelineMeters meters;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    /// held by who publishes; never waited for with the other lock in hand
    private final ReentrantLock publishing = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Deque<Gathering> waiting = new ArrayDeque<>();
    private final OutcomeDeadline<PublishOutcome> deadline;
    private long waitingBytes;
    private int inFlight;
    /// how many requests were under way when the last frame was confirmed, and when that was
    private int company;

    private long lastConfirmNanos = System.nanoTime() - LINGER_NANOS;
    /// how long the lane was busy, without the present stretch, and when that began
    private long busyNanos;

    private long busySince;
    private boolean closed;
    /// an operator's order to publish nothing for now
    private @Nullable IngestStop held;

    /// Some events of a request, together in one frame. The outcome comes within the deadline, and never fails.
    record Share(int events, CompletableFuture<PublishOutcome> outcome) {}

    Lane(String queue, FramePublisher publisher, IngestLimits limits, QueueLimits limiting, PipelineMeters meters) {
        this.limiting = limiting;
        this.queue = queue;
        this.publisher = publisher;
        this.limits = limits;
        this.meters = meters;
        this.deadline = new OutcomeDeadline<>(
                limits.deadline(), new PublishOutcome.Unknown("the broker did not confirm it within the deadline"));
        this.thread = Thread.ofVirtual().name("ingest-" + queue).start(this::publishAll);
    }

    /// Hands events over to be published.
    ///
    /// @param events in order
    /// @return shares that together hold all of them
    /// @throws PipelineException `overloaded` when too much waits, `queue-held` when too many are held: nothing
    ///     was taken
    List<Share> submit(List<Event> events) {
        long bytes = 0;
        for (Event event : events) {
            bytes += event.json().length;
        }
        List<Share> shares = new ArrayList<>();
        Gathering prompt = null;
        lock.lock();
        try {
            if (closed) {
                throw new PipelineException(
                        ErrorCode.SHUTTING_DOWN,
                        "The server is stopping, or queue " + queue + " is being removed; send again.");
            }
            if (waitingBytes > 0 && waitingBytes + bytes > limits.maxWaitingBytes()) {
                throw new PipelineException(
                        ErrorCode.OVERLOADED,
                        "Queue " + queue + " has " + waitingBytes + " bytes waiting to be published; "
                                + limits.maxWaitingBytes() + " are allowed. Send again later.");
            }
            if (held != null && waiting.stream().mapToInt(w -> w.shares).sum() >= HELD_REQUESTS) {
                throw new PipelineException(
                        ErrorCode.QUEUE_HELD, held.sentence(queue) + " " + HELD_REQUESTS + " requests wait for it.");
            }
            boolean wasEmpty = waiting.isEmpty();
            if (!isBusy() && waitingBytes + bytes > PROMPT_BYTES) {
                busySince = System.nanoTime();
            }
            waitingBytes += bytes;
            int at = 0;
            while (at < events.size()) {
                Gathering frame = waiting.peekLast();
                if (frame == null || !frame.fits(events.get(at))) {
                    frame = new Gathering();
                    waiting.addLast(frame);
                    deadline.watch(frame.outcome);
                }
                int from = at;
                while (at < events.size() && frame.fits(events.get(at))) {
                    frame.add(events.get(at++));
                }
                frame.shares++;
                shares.add(new Share(at - from, frame.outcome));
            }
            prompt = takePrompt();
            // the first to come starts the linger, whoever completes the company ends it
            if (prompt == null && (wasEmpty || mayPublish(waiting.peekFirst()))) {
                changed.signal();
            }
        } finally {
            lock.unlock();
        }
        if (prompt != null) {
            try {
                publish(prompt);
            } finally {
                publishing.unlock();
            }
        }
        return shares;
    }

    /// @return a frame to be published by the caller, who then holds [#publishing]
    private @Nullable Gathering takePrompt() {
        Gathering only = waiting.peekFirst();
        if (inFlight > 0
                || waiting.size() != 1
                || only.bytes > PROMPT_BYTES
                || !mayPublish(only)
                || !publisher.prompt()
                || !publishing.tryLock()) {
            return null;
        }
        inFlight++;
        return waiting.removeFirst();
    }

    private void publishAll() {
        while (true) {
            Gathering frame = next();
            if (frame == null) {
                publisher.close();
                return;
            }
            publishing.lock();
            try {
                publish(frame);
            } finally {
                publishing.unlock();
            }
        }
    }

    private void publish(Gathering frame) {
        try {
            limiting.require(queue);
            long before = publisher.wireBytes();
            CompletableFuture<PublishOutcome> outcome = publisher.publish(frame.receivedAt, frame.texts);
            limiting.sent(queue, publisher.wireBytes() - before);
            meters.passed(Waypoint.PUBLISHED);
            outcome.thenAccept(result -> finish(frame, result));
        } catch (PipelineException e) {
            finish(frame, new PublishOutcome.Refused(e.code(), String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            LOG.error("A frame of queue {} could not be published", queue, e);
            finish(frame, new PublishOutcome.Unknown("publishing failed: " + e));
        }
    }

    private @Nullable Gathering next() {
        lock.lock();
        try {
            while (true) {
                Gathering first = waiting.peekFirst();
                if (mayPublish(first)) {
                    inFlight++;
                    return waiting.removeFirst();
                }
                if (closed && first == null && inFlight == 0) {
                    return null;
                }
                if (first != null && held == null && inFlight < WINDOW) {
                    awaitTurn(inFlight == 0 ? lingerLeft() : OVERTAKE_NANOS - first.age());
                } else {
                    changed.awaitUninterruptibly();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean mayPublish(@Nullable Gathering first) {
        if (first == null || held != null) {
            return false;
        }
        if (first.full() || waiting.size() > 1 || first.age() >= OVERTAKE_NANOS) {
            return inFlight < WINDOW;
        }
        return inFlight == 0 && (closed || first.shares >= company || lingerLeft() <= 0);
    }

    private long lingerLeft() {
        return lastConfirmNanos + LINGER_NANOS - System.nanoTime();
    }

    private void awaitTurn(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            // nobody interrupts this thread; if so, what waits is published without a linger
            company = 0;
        }
    }

    /// @param stop publish nothing while it is there; null: go on
    void hold(@Nullable IngestStop stop) {
        lock.lock();
        try {
            held = stop != null && stop.hold() ? stop : null;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the wait of frames that are older: unknown when they were sent, refused when they were not. Any thread.
    void expire(Duration age) {
        publisher.expire(age);
        IngestStop stop = held();
        if (stop != null) {
            refuseWaiting(HOLD_AT_MOST, new PublishOutcome.Refused(ErrorCode.QUEUE_HELD, stop.sentence(queue)));
        }
        refuseWaiting(age, new PublishOutcome.Refused("the broker took no frame of queue " + queue + " in time"));
    }

    private @Nullable IngestStop held() {
        lock.lock();
        try {
            return held;
        } finally {
            lock.unlock();
        }
    }

    private void refuseWaiting(Duration age, PublishOutcome.Refused why) {
        List<Gathering> late = new ArrayList<>();
        lock.lock();
        try {
            for (Gathering first = waiting.peekFirst();
                    first != null && first.age() >= age.toNanos();
                    first = waiting.peekFirst()) {
                done(first.bytes);
                late.add(waiting.removeFirst());
            }
            changed.signal();
        } finally {
            lock.unlock();
        }
        late.forEach(frame -> frame.outcome.complete(why));
    }

    private void finish(Gathering frame, PublishOutcome outcome) {
        lock.lock();
        try {
            inFlight--;
            Gathering next = waiting.peekFirst();
            company = frame.shares + (next == null ? 0 : next.shares);
            lastConfirmNanos = System.nanoTime();
            done(frame.bytes);
            changed.signal();
        } finally {
            lock.unlock();
        }
        if (outcome instanceof PublishOutcome.Confirmed) {
            meters.count(PipelineMeters.Flow.ACCEPTED, queue, frame.events.size());
            meters.stages().record(queue, Stage.CONFIRMED, Duration.ofNanos(frame.age()), frame.events.size());
            meters.types().count(frame.events);
        }
        frame.outcome.complete(outcome);
    }

    private void done(long bytes) {
        boolean wasBusy = isBusy();
        waitingBytes -= bytes;
        if (wasBusy && !isBusy()) {
            busyNanos += System.nanoTime() - busySince;
        }
    }

    private boolean isBusy() {
        return waitingBytes > PROMPT_BYTES;
    }

    /// how long there was more to publish or to confirm than goes out at once, since the lane was made
    long busyNanos() {
        lock.lock();
        try {
            return isBusy() ? busyNanos + System.nanoTime() - busySince : busyNanos;
        } finally {
            lock.unlock();
        }
    }

    /// takes nothing new; what waits is still published, or refused when it is held
    @Override
    public void close() {
        IngestStop stop = held();
        if (stop != null) {
            refuseWaiting(Duration.ZERO, new PublishOutcome.Refused(ErrorCode.QUEUE_HELD, stop.sentence(queue)));
            hold(null);
        }
        lock.lock();
        try {
            closed = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /// true when all that was taken has its outcome, after [#close]
    boolean ended() {
        return !thread.isAlive();
    }

    /// waits for the lane's thread after [#close]
    boolean join(Duration atMost) throws InterruptedException {
        return thread.join(atMost);
    }

    private final class Gathering {
        private final List<Event> events = new ArrayList<>();
        private final List<byte[]> texts = new ArrayList<>();
        private final Instant receivedAt = Instant.now().truncatedTo(ChronoUnit.MICROS);
        private final CompletableFuture<PublishOutcome> outcome = new CompletableFuture<>();
        private final long began = System.nanoTime();
        private long bytes;
        private int shares;

        long age() {
            return System.nanoTime() - began;
        }

        boolean fits(Event event) {
            return events.isEmpty()
                    || (events.size() < limits.frameEvents() && bytes + event.json().length <= limits.frameBytes());
        }

        void add(Event event) {
            events.add(event);
            texts.add(event.json());
            bytes += event.json().length;
        }

        boolean full() {
            return events.size() >= limits.frameEvents() || bytes >= limits.frameBytes();
        }
    }
}
