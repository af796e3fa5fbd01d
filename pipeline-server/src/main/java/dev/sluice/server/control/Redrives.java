package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.RedriveJob;
import dev.sluice.server.store.RedriveProgress;
import dev.sluice.server.store.RedriveStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs redrives in steps of 1, 2, 5, 10 … letters. A step ends when each of its frames has an outcome; when more came
/// back dead than was allowed, there is no next one. What it does next follows from the database alone, so another
/// instance goes on where a killed one was. Thread-safe; each redrive has a thread.
public final class Redrives implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Redrives.class);
    /// a redrive nobody has heard of for so long is taken over
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration STEP_WITHIN = Duration.ofMinutes(10);
    private static final Duration FIRST_WAIT = Duration.ofMillis(25);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration DATABASE_AWAY = Duration.ofSeconds(1);
    private static final int CHUNK = 500;
    private static final int CHUNKS_A_SECOND = 4;

    private final RedriveStore store;
    private final Consumer<AuditRecord> onAct;
    private final UUID worker = UUID.randomUUID();
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /// @param onAct told of each audit record
    public Redrives(RedriveStore store, Consumer<AuditRecord> onAct) {
        this.store = store;
        this.onAct = onAct;
    }

    /// what it is known by among those that run redrives
    UUID worker() {
        return worker;
    }

    void run(String queue, String id) {
        Thread thread = Thread.ofVirtual().name("redrive-" + queue).unstarted(() -> new Run(queue, id).toItsEnd());
        if (running.putIfAbsent(id, thread) == null) {
            thread.start();
        }
    }

    /// Takes over what a killed instance left, each few seconds.
    public void step() {
        while (!closing) {
            Optional<RedriveJob> orphan = store.takeOver(worker, SILENCE);
            if (orphan.isEmpty()) {
                return;
            }
            LOG.info(
                    "Redrive {} is taken over: its instance has not been heard of",
                    orphan.get().id());
            run(orphan.get().choice().queue(), orphan.get().id());
        }
    }

    /// One redrive in its thread.
    private final class Run {
        private final String queue;
        private final String id;
        private Duration wait = FIRST_WAIT;
        private long unsettled = -1;
        private long movedAt = System.nanoTime();
        private long sendAt = System.nanoTime();
        private boolean noneLeft;

        Run(String queue, String id) {
            this.queue = queue;
            this.id = id;
        }

        void toItsEnd() {
            try {
                boolean more = true;
                while (more && !closing) {
                    more = next();
                }
            } catch (RuntimeException e) {
                // its lease ends, and it is taken up again
                LOG.error("Redrive {} of queue {} failed", id, queue, e);
            } finally {
                running.remove(id);
            }
        }

        private boolean next() {
            try {
                RedriveProgress now = store.progress(queue, id).orElse(null);
                return now != null && now.job().running() && now.job().worker().equals(worker) && next(now);
            } catch (PipelineException e) {
                LOG.warn("Redrive {} waits for the database: {}", id, e.getMessage());
                pause(DATABASE_AWAY);
                return true;
            }
        }

        private boolean next(RedriveProgress now) {
            RedriveJob job = now.job();
            @Nullable String by = job.stoppedBy();
            if (by != null) {
                return end(now, Redrive.STOPPED, by + " stopped it: " + figures(now));
            }
            if (job.judged()) {
                // somebody may have asked it to stop in between
                return send(job)
                        || store.left(job) > 0
                        || end(now, Redrive.DONE, now.returned() == 0 ? null : figures(now));
            }
            if (job.stepLeft() > 0 && !noneLeft) {
                noneLeft = !send(job);
                return true;
            }
            return now.unsettled() > 0 ? await(now) : judge(now);
        }

        private boolean send(RedriveJob job) {
            @Nullable Integer rate = job.rate();
            pause(Duration.ofNanos(sendAt - System.nanoTime()));
            int sent = store.send(id, worker, rate == null ? CHUNK : Math.clamp(rate / CHUNKS_A_SECOND, 1, CHUNK));
            if (rate != null) {
                sendAt = System.nanoTime()
                        + Duration.ofSeconds(sent).dividedBy(rate).toNanos();
            }
            wait = FIRST_WAIT;
            movedAt = System.nanoTime();
            return sent > 0;
        }

        private boolean await(RedriveProgress now) {
            if (now.unsettled() != unsettled) {
                unsettled = now.unsettled();
                movedAt = System.nanoTime();
            }
            if (System.nanoTime() - movedAt > STEP_WITHIN.toNanos()) {
                return end(
                        now,
                        Redrive.STOPPED_BY_ITSELF,
                        "Nothing of a step of " + now.stepSent() + " was settled for " + STEP_WITHIN.toMinutes()
                                + " minutes; what was sent waits in the queue. " + figures(now));
            }
            boolean longest = wait.compareTo(LONGEST_WAIT) >= 0;
            if (longest && !store.touch(id, worker, "waits until " + unsettled + " frames of this step are settled")) {
                return false;
            }
            pause(wait);
            wait = longest ? LONGEST_WAIT : wait.multipliedBy(2);
            return true;
        }

        private boolean judge(RedriveProgress now) {
            if (now.tooMany()) {
                long left = store.left(now.job());
                return left == 0
                        ? end(now, Redrive.DONE, figures(now))
                        : end(
                                now,
                                Redrive.STOPPED_BY_ITSELF,
                                figures(now) + " More than "
                                        + Math.round(now.job().threshold() * 100)
                                        + " % came back, of all or of the last step of " + now.stepSent() + " ("
                                        + now.stepReturned() + "); " + left + " were not sent.");
            }
            store.judge(now, worker);
            noneLeft = false;
            return true;
        }

        private boolean end(RedriveProgress now, String state, @Nullable String detail) {
            RedriveJob job = now.job();
            AuditRecord audit = new AuditRecord(
                    Instant.now(),
                    job.startedBy(),
                    "end-redrive",
                    "queue:" + queue,
                    job.reason(),
                    state + ": " + figures(now),
                    job.address(),
                    job.total() + " letters to send",
                    "redrive " + id);
            if (store.end(id, worker, state, detail, audit)) {
                onAct.accept(audit);
            }
            return false;
        }

        private static String figures(RedriveProgress now) {
            return now.returned() + " of " + now.sent() + " came back dead.";
        }
    }

    /// Ends early when this is being closed.
    private void pause(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !closing; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /// Ends after the present part; another instance goes on.
    @Override
    public void close() {
        closing = true;
        List<Thread> threads = List.copyOf(running.values());
        try {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
                thread.join(Duration.ofSeconds(5));
            }
            if (!threads.isEmpty()) {
                store.release(worker);
            }
        } catch (PipelineException e) {
            LOG.debug("Redrives are taken over later: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
