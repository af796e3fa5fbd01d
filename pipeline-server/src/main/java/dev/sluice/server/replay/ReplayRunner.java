package dev.sluice.server.replay;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.server.queue.ReplayObjects;
import dev.sluice.server.store.ReplayProgress;
import dev.sluice.server.store.ReplayRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs replays, each on a thread of its own, takes over those of an instance that is gone, and clears away what those
/// that are over had on the broker. Thread-safe.
final class ReplayRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRunner.class);
    /// longer than a confirm may take
    private static final Duration SILENCE = Duration.ofSeconds(14);
    private static final Duration END_WITHIN = Duration.ofSeconds(5);

    private final ReplayParts parts;
    private final ReplayProgress progress;
    private final ReplayObjects objects;
    private final Consumer<AuditRecord> onAct;
    private final Map<UUID, Thread> running = new ConcurrentHashMap<>();
    private final AtomicBoolean linked = new AtomicBoolean();
    private volatile boolean closing;

    ReplayRunner(ReplayParts parts, ReplayProgress progress, Consumer<AuditRecord> onAct) {
        this.parts = parts;
        this.progress = progress;
        this.objects = new ReplayObjects(parts.asking());
        this.onAct = onAct;
    }

    /// @param worker that the replay was started, resumed or taken over for
    void launch(ReplayRecord replay, UUID worker) {
        if (!replay.toPipeline() && linked.compareAndSet(false, true)) {
            parts.sending().start();
        }
        ReplayRun run = new ReplayRun(replay.id(), worker, parts, progress, onAct, new Wait(() -> closing));
        Thread thread = Thread.ofVirtual().name("replay-" + replay.id()).unstarted(() -> {
            try {
                run.run();
            } finally {
                running.remove(worker);
            }
        });
        running.put(worker, thread);
        thread.start();
    }

    /// One step of the pulse.
    void step() {
        boolean more = parts.fleet().known();
        while (more && !closing) {
            UUID worker = UUID.randomUUID();
            Optional<ReplayRecord> orphan = progress.takeOver(worker, SILENCE);
            orphan.ifPresent(replay -> {
                LOG.info("Replay {} is taken over: its instance has not been heard of", replay.id());
                launch(replay, worker);
            });
            more = orphan.isPresent();
        }
        if (!closing && parts.asking().up()) {
            for (ReplayRecord over : progress.untidy(SILENCE)) {
                objects.remove(over.id(), over.fenced(), over.attempt() + 1);
                progress.tidied(over.id());
            }
        }
    }

    /// Ends after what is under way; another instance goes on.
    @Override
    public void close() {
        closing = true;
        List<Thread> threads = List.copyOf(running.values());
        try {
            for (Thread thread : threads) {
                LockSupport.unpark(thread);
                thread.join(END_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
