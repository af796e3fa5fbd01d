package dev.sluice.server.replay;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import dev.sluice.server.control.Actor;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.ReplayProgress;
import dev.sluice.server.store.ReplayRecord;
import dev.sluice.server.store.ReplayStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Replays of stored events: planned, started, listed, paused, resumed, stopped. Thread-safe. Every method may throw
/// [PipelineException] `database-unavailable`, `not-found` for a replay that is not there, and `conflict` for one whose
/// state does not fit.
public final class Replays implements AutoCloseable {
    private static final int MAX_REASON = 500;

    private final ReplayStore store;
    private final ReplayPlans plans;
    private final ReplayRunner runner;
    private final ReplayParts parts;
    private final Consumer<AuditRecord> onAct;

    /// @param onAct told of each audit record
    public Replays(Database database, ReplayParts parts, Consumer<AuditRecord> onAct) {
        this.parts = parts;
        this.onAct = onAct;
        store = new ReplayStore(database);
        plans = new ReplayPlans(parts, store);
        runner = new ReplayRunner(parts, new ReplayProgress(database, parts.meters()::passed), onAct);
    }

    /// Counts what a replay would send, and sends nothing.
    public ReplayPlan plan(ReplayRequest request, Actor actor) {
        return plans.make(request, actor);
    }

    /// Starts what was planned, or plans and starts. A plan that was started before gives the replay it became.
    public Replay start(ReplayRequest request, Actor actor) {
        @Nullable String reason = reason(request.reason());
        @Nullable Integer rate = ReplayPlans.rate(request.rate());
        @Nullable String plan = request.plan();
        if (plan != null && (request.query() != null || request.target() != null || request.queue() != null)) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "A plan says already what is sent where; leave query, target and queue out, or the plan.");
        }
        String id = plan == null ? plans.make(request, actor).plan() : plan;
        ReplayRecord planned = find(id);
        if (!planned.state().equals(ReplayRecord.PLANNED)) {
            return replay(planned);
        }
        requireName(planned, request.name(), reason, actor);
        if (planned.queue() != null) {
            plans.look(planned.queue());
        }
        UUID worker = UUID.randomUUID();
        AuditRecord audit = record(
                actor,
                "start-replay",
                id,
                reason,
                "started",
                planned.total() + " events: " + queryText(planned),
                "to " + targetText(planned) + ", " + (rate == null ? planned.rate() : rate) + " a second");
        if (store.start(id, rate, reason, worker, actor.address(), audit)) {
            onAct.accept(audit);
            runner.launch(planned, worker);
        } else if (find(id).state().equals(ReplayRecord.PLANNED)) {
            throw new PipelineException(
                    ErrorCode.PLAN_STALE, "Plan " + id + " expired at " + planned.expires() + "; make a new one.");
        }
        return get(id);
    }

    private void requireName(ReplayRecord planned, @Nullable String name, @Nullable String reason, Actor actor) {
        @Nullable String wanted = plans.confirmName(planned.queue());
        if (wanted != null && !wanted.equals(name)) {
            PipelineException refusal = new PipelineException(
                    ErrorCode.NAME_REQUIRED,
                    "This is a production environment; say the target once more: \"name\":\"" + wanted + "\".");
            onAct.accept(store.denied(
                    record(actor, "start-replay", planned.id(), reason, "denied", null, refusal.getMessage())));
            throw refusal;
        }
    }

    /// Newest first.
    ///
    /// @param cursor of the page before, null for the first
    /// @throws PipelineException also `invalid-cursor`
    public ReplayList list(int limit, @Nullable String cursor) {
        if (cursor != null && store.find(cursor).isEmpty()) {
            throw new PipelineException(
                    ErrorCode.INVALID_CURSOR, "The cursor is not one of ours; take it from the page before.");
        }
        List<ReplayRecord> found = store.list(limit + 1, cursor);
        boolean more = found.size() > limit;
        List<ReplayRecord> page = more ? found.subList(0, limit) : found;
        return new ReplayList(
                page.stream().map(Replays::replay).toList(),
                more ? page.getLast().id() : null);
    }

    public Replay get(String id) {
        ReplayRecord record = find(id);
        if (record.state().equals(ReplayRecord.PLANNED)) {
            throw new PipelineException(ErrorCode.NOT_FOUND, "Plan " + id + " was not started.");
        }
        return replay(record);
    }

    /// What is under way, at most 500 events, is still sent.
    public Replay pause(String id, Actor actor) {
        Replay before = get(id);
        AuditRecord audit =
                record(actor, "pause-replay", id, null, "done", before.state(), before.sent() + " sent so far");
        if (store.pause(id, "Paused by " + actor.name() + ".", audit)) {
            onAct.accept(audit);
        } else if (before.over()) {
            throw over(before, "paused");
        }
        return get(id);
    }

    /// @param rate events a second from here on, null: as before
    public Replay resume(String id, @Nullable Integer rate, Actor actor) {
        Replay before = get(id);
        if (before.queue() != null && before.resumable()) {
            plans.look(before.queue());
        }
        UUID worker = UUID.randomUUID();
        @Nullable Integer checked = ReplayPlans.rate(rate);
        AuditRecord audit = record(
                actor,
                "resume-replay",
                id,
                null,
                "done",
                before.state() + ", " + before.rate() + " a second",
                "running, " + (checked == null ? before.rate() : checked) + " a second");
        if (store.resume(id, checked, worker, audit)) {
            onAct.accept(audit);
            runner.launch(find(id), worker);
        } else if (before.over()) {
            throw over(before, "resumed");
        }
        return get(id);
    }

    /// Ends it for good; what was sent stays sent.
    public Replay stop(String id, Actor actor) {
        Replay before = get(id);
        AuditRecord audit =
                record(actor, "stop-replay", id, null, "done", before.state(), before.sent() + " sent so far");
        if (store.stop(id, "Stopped by " + actor.name() + ".", audit)) {
            onAct.accept(audit);
        }
        return get(id);
    }

    private static PipelineException over(Replay replay, String what) {
        return new PipelineException(
                ErrorCode.CONFLICT,
                "Replay " + replay.id() + " is " + replay.state() + " since " + replay.endedAt() + " and cannot be "
                        + what + "; plan a new one.");
    }

    private ReplayRecord find(String id) {
        return store.find(id)
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND, "There is no replay or plan " + id + "; GET /v1/replays lists them."));
    }

    private static @Nullable String reason(@Nullable String reason) {
        if (reason != null && reason.length() > MAX_REASON) {
            throw new PipelineException(
                    ErrorCode.MALFORMED_REQUEST,
                    "reason is " + reason.length() + " characters long; " + MAX_REASON + " are allowed.");
        }
        return reason == null || reason.isBlank() ? null : reason.strip();
    }

    static String subject(String id) {
        return "replay:" + id;
    }

    static String targetText(ReplayRecord replay) {
        return replay.toPipeline() ? "the pipeline" : "broker queue " + replay.queue();
    }

    private static String queryText(ReplayRecord replay) {
        return (replay.query().isEmpty() ? "all" : replay.query())
                + (replay.from() == null ? "" : " from " + replay.from())
                + (replay.to() == null ? "" : " to " + replay.to());
    }

    private static AuditRecord record(
            Actor actor,
            String act,
            String id,
            @Nullable String reason,
            String outcome,
            @Nullable String before,
            @Nullable String after) {
        return new AuditRecord(
                Instant.now(), actor.name(), act, subject(id), reason, outcome, actor.address(), before, after);
    }

    private static Replay replay(ReplayRecord record) {
        boolean running = record.running();
        double pace = record.perSecond() == null ? record.rate() : Math.max(0.1, record.perSecond());
        long left = Math.max(0, record.total() - record.sent() - record.skipped());
        return new Replay(
                record.id(),
                record.state(),
                record.query(),
                record.from(),
                record.to(),
                record.target(),
                record.queue(),
                record.total(),
                record.exact(),
                record.sent(),
                record.skipped(),
                record.maybeTwice(),
                record.rate(),
                running ? record.perSecond() : null,
                running ? Math.round(Math.ceil(left / pace)) : null,
                record.reason(),
                String.valueOf(record.startedBy()),
                record.startedAt() == null ? record.createdAt() : record.startedAt(),
                record.endedAt(),
                record.detail());
    }

    /// One step of the pulse.
    public void step() {
        runner.step();
    }

    @Override
    public void close() {
        runner.close();
        parts.sending().close();
    }
}
