package dev.sluice.server.control;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerActRequest;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.broker.BrokerQueueDetail;
import dev.sluice.model.broker.BrokerQueueState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.store.BrokerPlanStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Purges and deletes queues of the broker that are not Sluice's, by plan: looked at first, then done once, by whoever
/// typed the name; nothing of it can be undone (docs/adr/0019). What begins is recorded in the audit before the broker
/// is told, what came of it after. Thread-safe.
public final class ForeignQueues {
    private static final Logger LOG = LoggerFactory.getLogger(ForeignQueues.class);
    private static final Duration PLAN_LIFE = Duration.ofMinutes(10);
    private static final int MAX_REASON = 500;
    private static final int MOST_APPLICATIONS = 20;

    private final BrokerDesk desk;
    private final BrokerPlanStore plans;
    private final Fleet fleet;

    public ForeignQueues(BrokerDesk desk, BrokerPlanStore plans, Fleet fleet) {
        this.desk = desk;
        this.plans = plans;
        this.fleet = fleet;
    }

    /// The name of a queue in the audit.
    public static String target(String vhost, String queue) {
        return "broker-queue:" + queue + "@" + vhost;
    }

    /// Counts what an act would remove.
    ///
    /// @param act [BrokerAct#PURGE] or [BrokerAct#DELETE]
    /// @throws PipelineException `own-queue`, `broker-refused`, `not-found`, `management-unavailable`,
    ///     `database-unavailable`
    public BrokerPlan plan(String act, String vhost, String queue, Actor actor) {
        try {
            BrokerQueueDetail seen = desk.now(vhost, queue);
            requirePossible(act, seen);
            BrokerPlan plan = plan(act, seen);
            plans.keep(plan, actor.name());
            return plan;
        } catch (PipelineException e) {
            denied(act, vhost, queue, null, e, actor);
            throw e;
        }
    }

    private static BrokerPlan plan(String act, BrokerQueueDetail seen) {
        BrokerQueueState queue = seen.queue();
        BrokerQueueState.Depth depth = queue.depth();
        BrokerQueueState.Rates rates = queue.rates();
        List<String> applications = seen.consumers().stream()
                .map(c -> (c.user() == null ? "" : c.user() + " ") + (c.connection() == null ? "?" : c.connection()))
                .distinct()
                .limit(MOST_APPLICATIONS)
                .toList();
        return new BrokerPlan(
                UUID.randomUUID().toString(),
                act,
                queue.vhost(),
                queue.name(),
                depth == null ? null : depth.messages(),
                depth == null ? null : depth.ready(),
                depth == null ? null : depth.unacked(),
                depth == null ? null : depth.bytes(),
                seen.consumerCount(),
                applications,
                seen.bindingCount(),
                rates == null ? null : rates.published(),
                ForeignRules.notes(act, seen, of(act, seen).why()),
                queue.name(),
                seen.at(),
                Instant.now().plus(PLAN_LIFE));
    }

    private static BrokerAct of(String act, BrokerQueueDetail seen) {
        return seen.acts().stream().filter(a -> a.act().equals(act)).findFirst().orElseThrow();
    }

    private static void requirePossible(String act, BrokerQueueDetail seen) {
        BrokerAct possible = of(act, seen);
        if (!possible.possible()) {
            throw new PipelineException(
                    seen.queue().own() ? ErrorCode.OWN_QUEUE : ErrorCode.BROKER_REFUSED,
                    String.valueOf(possible.why()));
        }
    }

    /// Does what a plan says, once.
    ///
    /// @throws PipelineException as [#plan], and `plan-stale`, `name-required`, `outcome-unknown`
    public BrokerActDone run(String act, String vhost, String queue, BrokerActRequest request, Actor actor) {
        @Nullable String reason = request.reason() == null || request.reason().isBlank() ? null : request.reason();
        BrokerPlan plan;
        BrokerQueueDetail now;
        try {
            if (reason == null || reason.length() > MAX_REASON) {
                throw new PipelineException(
                        ErrorCode.MALFORMED_REQUEST,
                        "reason is required, as a text of 1 to " + MAX_REASON + " characters; it stays in the audit.");
            }
            plan = usable(act, vhost, queue, String.valueOf(request.plan()));
            if (!plan.confirm().equals(request.confirm())) {
                throw new PipelineException(
                        ErrorCode.NAME_REQUIRED,
                        "This cannot be undone; say the queue's name once more: \"confirm\":\"" + plan.confirm()
                                + "\".");
            }
            now = desk.now(vhost, queue);
            requirePossible(act, now);
            @Nullable String stale = ForeignRules.stale(plan, now, Instant.now());
            if (stale != null) {
                throw new PipelineException(ErrorCode.PLAN_STALE, stale + "; make a new plan.");
            }
            begin(plan, now, reason, actor);
        } catch (PipelineException e) {
            denied(act, vhost, queue, reason, e, actor);
            throw e;
        }
        return carryOut(plan, now, reason, actor);
    }

    private BrokerPlan usable(String act, String vhost, String queue, String id) {
        BrokerPlanStore.Kept kept = plans.find(id)
                .filter(k -> k.plan().act().equals(act)
                        && k.plan().vhost().equals(vhost)
                        && k.plan().queue().equals(queue))
                .orElseThrow(() -> new PipelineException(
                        ErrorCode.NOT_FOUND,
                        "There is no plan " + id + " to " + act + " queue " + queue + " in virtual host " + vhost
                                + "; make one first."));
        if (kept.usedAt() != null || !kept.plan().expires().isAfter(Instant.now())) {
            throw stale(kept);
        }
        return kept.plan();
    }

    private static PipelineException stale(BrokerPlanStore.Kept kept) {
        return new PipelineException(
                ErrorCode.PLAN_STALE,
                "Plan " + kept.plan().plan() + " for queue " + kept.plan().queue()
                        + (kept.usedAt() == null
                                ? " expired at " + kept.plan().expires()
                                : " was used at " + kept.usedAt() + " by " + kept.usedBy())
                        + "; make a new one.");
    }

    private void begin(BrokerPlan plan, BrokerQueueDetail now, String reason, Actor actor) {
        AuditRecord started = audit(plan, reason, "started", figures(now), null, actor);
        if (!plans.use(plan.plan(), actor.name(), started)) {
            throw stale(plans.find(plan.plan()).orElseThrow());
        }
        fleet.announce(started);
    }

    private BrokerActDone carryOut(BrokerPlan plan, BrokerQueueDetail now, String reason, Actor actor) {
        String vhost = plan.vhost();
        String queue = plan.queue();
        BrokerQueueState.Depth depth = now.queue().depth();
        try {
            if (plan.act().equals(BrokerAct.PURGE)) {
                desk.reader().purge(vhost, queue);
            } else {
                // other types know no such conditions
                boolean classic = now.queue().type().equals("classic");
                desk.reader()
                        .delete(
                                vhost,
                                queue,
                                classic && depth != null && depth.messages() == 0,
                                classic && now.consumerCount() == 0);
            }
        } catch (PipelineException e) {
            String outcome = e.code() == ErrorCode.OUTCOME_UNKNOWN ? "unknown" : "failed";
            tell(audit(plan, reason, outcome, figures(now), e.getMessage(), actor));
            throw e;
        } finally {
            desk.changed();
        }
        @Nullable
        Long gone = depth == null ? null : plan.act().equals(BrokerAct.PURGE) ? depth.ready() : depth.messages();
        tell(audit(
                plan,
                reason,
                "done",
                figures(now),
                gone == null ? "removed" : "removed ≈ " + gone + " messages",
                actor));
        return new BrokerActDone(plan.plan(), plan.act(), vhost, queue, gone, Instant.now());
    }

    /// What the broker did is done, and that it began is on record: a database that went away is no reason to call it
    /// failed.
    private void tell(AuditRecord audit) {
        try {
            fleet.record(audit);
        } catch (PipelineException e) {
            LOG.error(
                    "What came of {} on {} could not be recorded: {}", audit.act(), audit.target(), audit.outcome(), e);
        }
    }

    private static String figures(BrokerQueueDetail now) {
        BrokerQueueState.Depth depth = now.queue().depth();
        return (depth == null ? "messages not counted" : depth.messages() + " messages") + ", " + now.consumerCount()
                + " consumers";
    }

    private void denied(
            String act, String vhost, String queue, @Nullable String reason, PipelineException e, Actor actor) {
        if (!e.code().retryable()) {
            fleet.record(new AuditRecord(
                    Instant.now(),
                    actor.name(),
                    act + "-broker-queue",
                    target(vhost, queue),
                    reason,
                    "denied",
                    actor.address(),
                    null,
                    e.getMessage()));
        }
    }

    private static AuditRecord audit(
            BrokerPlan plan, String reason, String outcome, String before, @Nullable String after, Actor actor) {
        return new AuditRecord(
                Instant.now(),
                actor.name(),
                plan.act() + "-broker-queue",
                target(plan.vhost(), plan.queue()),
                Objects.requireNonNull(reason),
                outcome,
                actor.address(),
                before,
                after);
    }
}
