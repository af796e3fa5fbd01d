package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.erasure.Erasure;
import dev.sluice.model.erasure.ErasureCounts;
import dev.sluice.model.erasure.ErasurePlan;
import dev.sluice.model.erasure.ErasureRequest;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.Erasable;
import dev.sluice.server.store.Eraser;
import dev.sluice.server.store.ErasureStore;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Erases what is kept of a source or a subject, by plan: counted first, then removed, with a record in the audit that
/// names neither. Thread-safe; each running erasure has a thread.
public final class Erasures implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final Duration PLAN_LIFE = Duration.ofMinutes(10);
    private static final int MAX_TEXT = 1_024;
    private static final int SAMPLES = 5;

    private final Database database;
    private final ErasureStore store;
    private final Fleet fleet;
    private final LongSupplier waiting;
    private final Map<String, Thread> running = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /// @param waiting events in all queues
    public Erasures(Database database, Fleet fleet, LongSupplier waiting) {
        this.database = database;
        this.store = new ErasureStore(database);
        this.fleet = fleet;
        this.waiting = waiting;
    }

    /// @throws PipelineException `malformed-request`; `query-timeout` when counting takes too long
    public ErasurePlan plan(ErasureRequest request, Actor actor) {
        Erasable what = erasable(request);
        ErasureStore.Found found = store.count(what, SAMPLES);
        ErasureCounts others = new Eraser(database, what, false).elsewhere();
        ErasurePlan plan = new ErasurePlan(
                UUID.randomUUID().toString(),
                target(what),
                others.plus(new ErasureCounts(found.events(), 0, 0, 0, 0)),
                found.oldest(),
                found.newest(),
                found.samples(),
                waiting.getAsLong(),
                Instant.now().plus(PLAN_LIFE));
        store.plan(plan, what, actor.name());
        return plan;
    }

    private static Erasable erasable(ErasureRequest request) {
        String source = request.source();
        String subject = request.subject();
        if (source == null && subject == null) {
            throw new PipelineException(ErrorCode.MALFORMED_REQUEST, "Say which: source, subject, or both.");
        }
        return new Erasable(text("source", source), text("subject", subject));
    }

    private static @Nullable String text(String name, @Nullable String value) {
        if (value != null && (value.isEmpty() || value.length() > MAX_TEXT || value.indexOf('\0') >= 0)) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    name + " is a whole " + name + ", as a text of 1 to " + MAX_TEXT + " characters.");
        }
        return value;
    }

    /// Whoever knows the text can tell that it was this one; the audit, which nobody may change, does not keep it.
    private static String target(Erasable what) {
        String source = what.source();
        String subject = what.subject();
        return "events:"
                + (source == null ? "" : "source sha256 " + digest(source))
                + (source == null || subject == null ? "" : ", ")
                + (subject == null ? "" : "subject sha256 " + digest(subject));
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }

    /// @throws PipelineException `not-found`; `plan-stale` when it may not be run, or is being run
    public Erasure start(String id, String reason, Actor actor) {
        Erasable what = store.start(id)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.PLAN_STALE,
                        "There is no plan " + id + " to run: it was run, runs, or expired " + PLAN_LIFE.toMinutes()
                                + " minutes after it was made. Make a new one."));
        Thread thread = Thread.ofVirtual().name("erase-" + id).unstarted(() -> run(id, what, reason, actor));
        running.put(id, thread);
        thread.start();
        return get(id);
    }

    private void run(String id, Erasable what, String reason, Actor actor) {
        @Nullable String detail = null;
        try {
            erase(id, what);
        } catch (PipelineException e) {
            detail = e.getMessage();
        } catch (RuntimeException e) {
            LOG.error("Erasure {} failed", id, e);
            detail = "Something went wrong in the server; its log says what.";
        }
        try {
            // before it counts as ended: nothing is erased without a record
            Erasure ended = get(id);
            fleet.record(new AuditRecord(
                    Instant.now(),
                    actor.name(),
                    "erase",
                    ended.target(),
                    reason,
                    detail == null ? "done" : "failed: " + detail,
                    actor.address(),
                    "planned: " + ended.planned().text(),
                    "erased: " + ended.erased().text()));
            store.end(id, detail);
        } catch (PipelineException e) {
            LOG.error("Erasure {} ended but could not be recorded; start it again by its plan", id, e);
        } finally {
            running.remove(id);
        }
    }

    private void erase(String id, Erasable what) {
        Eraser eraser = new Eraser(database, what, true);
        store.progress(id, eraser.elsewhere());
        for (int events = eraser.nextEvents(); events > 0; events = eraser.nextEvents()) {
            store.progress(id, new ErasureCounts(events, 0, 0, 0, 0));
            if (closing) {
                throw new PipelineException(
                        ErrorCode.SHUTTING_DOWN, "The server stopped; start the erasure again by its plan.");
            }
        }
        eraser.clean();
    }

    /// @throws PipelineException `not-found`
    public Erasure get(String id) {
        return store.find(id)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no erasure " + id + "; it may be a plan that was not started."));
    }

    @Override
    public void close() {
        closing = true;
        try {
            for (Thread thread : List.copyOf(running.values())) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
