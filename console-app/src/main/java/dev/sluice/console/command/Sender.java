package dev.sluice.console.command;

import dev.sluice.console.client.Body;
import dev.sluice.console.client.ProblemException;
import dev.sluice.model.ingest.Receipt;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Reads events, joins them to batches and keeps a few requests in flight. Memory is bounded by the batches in
/// flight, whatever the input's length.
final class Sender {
    /// A body's bound in bytes, well under the server's 16 MiB.
    private static final long MAX_BODY_BYTES = 4 << 20;

    private final Target target;
    private final Retry retry;
    private final SendReport report;
    private final Settings settings;

    /// Where batches go.
    interface Target {
        Receipt send(Body body) throws InterruptedException;
    }

    /// @param batch events a request, at least 1
    /// @param eventsPerSecond 0 for as fast as it goes
    /// @param inFlight requests at a time
    record Settings(int batch, double eventsPerSecond, int inFlight) {
        /// At a low rate a full batch would come in bursts; ten requests a second look steady.
        int effectiveBatch() {
            return eventsPerSecond <= 0 ? batch : Math.clamp(Math.round(eventsPerSecond / 10), 1, batch);
        }
    }

    Sender(Target target, Retry retry, SendReport report, Settings settings) {
        this.target = target;
        this.retry = retry;
        this.report = report;
        this.settings = settings;
    }

    /// Sends all of `input` and returns when the last answer is there.
    ///
    /// @throws IOException when the input cannot be read to its end; what was read before is sent
    /// @throws RuntimeException the first failure that more tries cannot mend
    void send(EventInput input) throws IOException, InterruptedException {
        Semaphore free = new Semaphore(settings.inFlight());
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Pacer pacer = new Pacer(settings.eventsPerSecond(), retry.pauses());
        IOException broken = null;
        try (ExecutorService requests = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                Batch batch = nextBatch(input);
                while (batch != null && failure.get() == null) {
                    pacer.await(batch.size());
                    free.acquire();
                    Batch ready = batch;
                    requests.execute(() -> run(ready, free, failure));
                    batch = nextBatch(input);
                }
            } catch (EventInput.InputFault e) {
                report.reject(e.line(), "malformed-json", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                broken = e;
            }
            free.acquire(settings.inFlight());
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        if (broken != null) {
            throw broken;
        }
    }

    private void run(Batch batch, Semaphore free, AtomicReference<@Nullable RuntimeException> failure) {
        try {
            if (failure.get() == null) {
                deliver(batch);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            free.release();
        }
    }

    private void deliver(Batch batch) throws InterruptedException {
        Body body = batch.body();
        try {
            report.add(batch, retry.call(() -> target.send(body)));
        } catch (ProblemException e) {
            if (e.problem().status() != 413) {
                throw e;
            }
            if (batch.size() > 1) {
                for (Batch half : batch.halves()) {
                    deliver(half);
                }
            } else {
                report.reject(batch.lineOf(0), e.problem().code(), e.problem().detail());
            }
        }
    }

    private @Nullable Batch nextBatch(EventInput input) throws IOException {
        List<EventText> events = new ArrayList<>();
        long bytes = 0;
        int wanted = settings.effectiveBatch();
        while (events.size() < wanted && bytes < MAX_BODY_BYTES && (events.isEmpty() || !input.idle())) {
            EventText event;
            try {
                event = input.next();
            } catch (EventInput.InputFault e) {
                if (events.isEmpty()) {
                    throw e;
                }
                // the events before the fault are still sent; the fault comes again, as the input stays broken
                return new Batch(events, input.mediaType());
            }
            if (event == null) {
                break;
            }
            events.add(event);
            bytes += event.json().length;
        }
        return events.isEmpty() ? null : new Batch(events, input.mediaType());
    }
}
