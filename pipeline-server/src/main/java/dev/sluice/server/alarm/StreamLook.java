package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.server.store.AlarmCatalogue;
import dev.sluice.server.store.AlarmCondition;
import dev.sluice.server.store.SourceHabit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the rules about sources and types find: it learns who is heard how often, and which types there are. Belongs
/// to the evaluator's thread. Throws [dev.sluice.model.error.PipelineException] `database-unavailable`.
final class StreamLook {
    private static final Duration LEARNING = Duration.ofHours(1);

    private final AlarmCatalogue catalogue;
    private final UUID instance;
    private final Duration every;
    private final Duration keepEvery;
    private Map<String, SourceHabit> habits = new HashMap<>();
    private final Map<String, SourceHabit> unkept = new HashMap<>();
    private boolean known;
    private boolean asked;
    private long lookedAt;
    private long keptAt;

    /// @param every how often sources and types are looked for
    StreamLook(AlarmCatalogue catalogue, UUID instance, Duration every) {
        this.catalogue = catalogue;
        this.instance = instance;
        this.every = every;
        this.keepEvery = every.multipliedBy(6);
    }

    /// Another instance may have learned meanwhile.
    void forget() {
        known = false;
        asked = false;
        unkept.clear();
    }

    /// Learns what came since, every few seconds.
    void learn() {
        long now = System.nanoTime();
        if (asked && now - lookedAt < every.toNanos()) {
            return;
        }
        // first, so that what fails is not tried each second
        asked = true;
        lookedAt = now;
        if (!known) {
            habits = new HashMap<>(catalogue.habits());
            keptAt = now;
        }
        catalogue.learnTypes(LEARNING);
        catalogue.heard().forEach((source, at) -> {
            @Nullable SourceHabit before = habits.get(source);
            if (before == null && habits.size() >= AlarmCatalogue.MOST) {
                return;
            }
            SourceHabit after = before == null ? SourceHabit.of(source, at) : before.heard(at);
            if (after != before) {
                habits.put(source, after);
                unkept.put(source, after);
            }
        });
        known = true;
        if (now - keptAt >= keepEvery.toNanos()) {
            keep();
            keptAt = now;
        }
    }

    /// false until sources and types were looked for
    boolean known() {
        return known;
    }

    void keep() {
        if (!unkept.isEmpty()) {
            catalogue.keep(instance, unkept.values());
            unkept.clear();
        }
    }

    List<AlarmCondition> silent(AlarmRule rule, Instant now) {
        List<AlarmCondition> found = new ArrayList<>();
        Predicate<String> meant = Watched.by(rule);
        for (SourceHabit habit : habits.values()) {
            @Nullable Double times = habit.quiet(now);
            if (times != null && times >= rule.threshold() && meant.test(habit.source())) {
                Watched.add(
                        found,
                        rule,
                        habit.source(),
                        Math.floor(times),
                        "Source " + habit.source() + " was heard last at "
                                + habit.lastAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                                + "; it is usually heard every " + Watched.time(habit.usual()) + " at least.");
            }
        }
        return found;
    }

    List<AlarmCondition> fresh(AlarmRule rule) {
        List<AlarmCondition> found = new ArrayList<>();
        Predicate<String> meant = Watched.by(rule);
        for (AlarmCatalogue.NewType type :
                catalogue.newTypes(Duration.ofMillis(Math.round(rule.threshold() * 1_000)))) {
            if (meant.test(type.type())) {
                Watched.add(
                        found,
                        rule,
                        type.type(),
                        0,
                        "Events of type " + type.type() + " came for the first time at "
                                + type.firstAt().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ".");
            }
        }
        return found;
    }
}
