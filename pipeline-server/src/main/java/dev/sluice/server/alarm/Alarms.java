package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.store.AlarmCatalogue;
import dev.sluice.server.store.AlarmCondition;
import dev.sluice.server.store.AlarmRuleStore;
import dev.sluice.server.store.AlarmStore;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at the rules, in one instance at a time: whoever holds the lease; another one takes it when its sign of life
/// stops. What is decided is committed under that lease's row, so two can never both raise. [#step] and [#close]
/// belong to one thread.
public final class Alarms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /// Without a step for so long another instance takes over.
    public static final Duration LEASE = Duration.ofSeconds(5);

    private static final Duration KEPT = Duration.ofDays(30);
    private static final Duration SWEEP_EVERY = Duration.ofMinutes(1);
    private static final Duration LATE = Duration.ofSeconds(20);

    private final AlarmStore store;
    private final AlarmRuleStore rules;
    private final Supplier<List<QueueState>> queues;
    private final BrokerLook broker;
    private final StreamLook stream;
    private final Consumer<AuditRecord> onAct;
    private final UUID instance;
    private volatile boolean holding;
    private boolean learning = true;
    private long sweptAt = System.nanoTime();
    private volatile AlarmCounts counts = AlarmCounts.NONE;
    private volatile @Nullable Instant evaluatedAt;
    private final long startedAt = System.nanoTime();

    /// @param queues as this instance sees them now
    /// @param broker looks at the broker's alarms
    /// @param learnEvery how often sources and types are looked for
    Alarms(
            AlarmStore store,
            AlarmRuleStore rules,
            AlarmCatalogue catalogue,
            Supplier<List<QueueState>> queues,
            BrokerLook broker,
            Consumer<AuditRecord> onAct,
            Duration learnEvery,
            PipelineMeters meters) {
        this.store = store;
        this.rules = rules;
        this.queues = queues;
        this.broker = broker;
        this.onAct = onAct;
        this.instance = UUID.randomUUID();
        this.stream = new StreamLook(catalogue, instance, learnEvery);
        meters.gauge("sluice.alarms.open", "Alarms that stand or wait to be acknowledged", () -> counts.open());
        meters.gauge("sluice.alarms.standing", "Alarms whose reason lasts", () -> counts.standing());
        meters.gauge(
                "sluice.alarms.unacknowledged", "Alarms that nobody has acknowledged", () -> counts.unacknowledged());
        meters.gauge("sluice.alarms.evaluating", "1 in the instance that looks at the rules", () -> holding() ? 1 : 0);
    }

    /// One look, each second.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: the next step does it
    public void step() {
        boolean mine = store.hold(instance, LEASE);
        if (mine) {
            if (!holding) {
                stream.forget();
            }
            look();
        }
        holding = mine;
        counts = AlarmCounts.of(store.open());
        evaluatedAt = store.evaluatedAt();
    }

    private void look() {
        List<AlarmRule> known = rules.all();
        Instant now = Instant.now();
        learn();
        List<QueueState> states = queues.get();
        List<AlarmCondition> conditions = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        @Nullable AlarmRule flood = null;
        for (AlarmRule rule : known) {
            if (rule.active(now)) {
                if (rule.kind() == AlarmKind.FLOOD) {
                    flood = rule;
                } else {
                    conditions.addAll(conditions(rule, states, now));
                    if (!known(rule.kind())) {
                        unknown.add(rule.id());
                    }
                }
            }
        }
        @Nullable AlarmRule floods = flood;
        store.apply(instance, picture -> AlarmJudge.judge(picture, conditions, unknown, floods))
                .forEach(onAct);
        if (System.nanoTime() - sweptAt >= SWEEP_EVERY.toNanos()) {
            sweptAt = System.nanoTime();
            store.sweep(KEPT);
        }
    }

    /// Sources and types may be too many to be looked for in time; all other rules work on.
    private void learn() {
        try {
            stream.learn();
            learning = true;
        } catch (PipelineException e) {
            if (learning) {
                LOG.warn("Sources and types are not looked for: {}", e.getMessage());
            }
            learning = false;
        }
    }

    private boolean known(AlarmKind kind) {
        return switch (kind) {
            case BROKER_ALARM -> broker.known();
            case SOURCE_SILENT, TYPE_NEW -> stream.known();
            default -> true;
        };
    }

    private List<AlarmCondition> conditions(AlarmRule rule, List<QueueState> states, Instant now) {
        return switch (rule.kind()) {
            case SOURCE_SILENT -> stream.silent(rule, now);
            case TYPE_NEW -> stream.fresh(rule);
            case BROKER_ALARM -> broker.look(rule);
            default -> QueueLook.look(rule, states, now);
        };
    }

    /// true in the instance that looks at the rules
    public boolean holding() {
        return holding;
    }

    /// amber while nobody looks at the rules, or too much is raised to be told one by one
    Check check() {
        @Nullable Instant at = evaluatedAt;
        boolean young = System.nanoTime() - startedAt < LATE.toNanos();
        if (!young && (at == null || at.plus(LATE).isBefore(Instant.now()))) {
            return new Check(
                    "alarms",
                    HealthState.AMBER,
                    "No instance has looked at the alarm rules since " + (at == null ? "the start" : at)
                            + "; one with the role api does when PostgreSQL answers it.");
        }
        return counts.open() >= AlarmJudge.MOST_OPEN
                ? new Check(
                        "alarms",
                        HealthState.AMBER,
                        counts.open() + " alarms are open, which is the limit: acknowledge some, no more are raised.")
                : new Check("alarms", HealthState.GREEN, "The alarm rules are looked at");
    }

    /// Keeps what was learned and lets another instance take over at once.
    @Override
    public void close() {
        if (holding) {
            stream.keep();
            store.leave(instance);
        }
    }
}
