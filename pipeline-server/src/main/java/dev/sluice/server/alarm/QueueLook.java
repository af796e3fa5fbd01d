package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.store.AlarmCondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What the rules about queues find. Pure.
final class QueueLook {
    private QueueLook() {}

    static List<AlarmCondition> look(AlarmRule rule, List<QueueState> queues, Instant now) {
        List<AlarmCondition> found = new ArrayList<>();
        Predicate<String> meant = Watched.by(rule);
        for (QueueState queue : queues) {
            if (meant.test(queue.name())) {
                look(rule, queue, now, found);
            }
        }
        return found;
    }

    private static void look(AlarmRule rule, QueueState queue, Instant now, List<AlarmCondition> found) {
        double limit = rule.threshold();
        String name = queue.name();
        double in = queue.rates().accepted();
        double out = queue.rates().stored()
                + queue.rates().duplicate()
                + queue.rates().deadLettered();
        switch (rule.kind()) {
            case QUEUE_DEPTH -> {
                long events = queue.depth().events();
                if (events >= limit && events > 0) {
                    Watched.add(
                            found,
                            rule,
                            name,
                            events,
                            events + " events wait in queue " + name + "; the limit is " + Watched.number(limit) + ".");
                }
            }
            case QUEUE_AGE -> {
                @Nullable Double age = queue.oldestAgeSeconds();
                if (age != null && age >= limit) {
                    Watched.add(
                            found,
                            rule,
                            name,
                            Math.floor(age),
                            "The oldest event of queue " + name + " waits for " + Watched.time(age) + "; the limit is "
                                    + Watched.time(limit) + ".");
                }
            }
            case RATE_IN_BELOW -> below(rule, name, in, "are accepted for", found);
            case RATE_IN_ABOVE -> above(rule, name, in, "are accepted for", found);
            case RATE_OUT_BELOW -> {
                if (queue.depth().events() > 0 && queue.pause() == null) {
                    below(rule, name, out, "are settled from", found);
                }
            }
            case RATE_OUT_ABOVE -> above(rule, name, out, "are settled from", found);
            case DEAD_LETTER_RATE -> {
                double dead = queue.rates().deadLettered();
                if (dead > 0 && dead >= limit) {
                    Watched.add(
                            found,
                            rule,
                            name,
                            dead,
                            Watched.number(dead) + " events/s of queue " + name + " become dead letters; the limit is "
                                    + Watched.number(limit) + ".");
                }
            }
            case PAUSE_FORGOTTEN -> forgotten(rule, queue, now, found);
            case SOURCE_SILENT, TYPE_NEW, BROKER_ALARM, FLOOD -> throw new IllegalArgumentException(rule.id());
        }
    }

    private static void below(AlarmRule rule, String queue, double rate, String what, List<AlarmCondition> found) {
        if (rate < rule.threshold()) {
            Watched.add(found, rule, queue, rate, rates(rate, what, queue, "at least", rule));
        }
    }

    private static void above(AlarmRule rule, String queue, double rate, String what, List<AlarmCondition> found) {
        if (rate > rule.threshold()) {
            Watched.add(found, rule, queue, rate, rates(rate, what, queue, "at most", rule));
        }
    }

    private static String rates(double rate, String what, String queue, String bound, AlarmRule rule) {
        return Watched.number(rate) + " events/s " + what + " queue " + queue + "; " + bound + " "
                + Watched.number(rule.threshold()) + " are usual.";
    }

    private static void forgotten(AlarmRule rule, QueueState queue, Instant now, List<AlarmCondition> found) {
        QueueState.@Nullable Pause pause = queue.pause();
        QueueState.Ingest ingest = queue.ingest();
        if (pause != null && pause.until() == null) {
            forgotten(rule, queue, pause.since(), now, "is paused", pause.by(), pause.reason(), found);
        } else if (!ingest.open() && ingest.until() == null && ingest.since() != null) {
            forgotten(
                    rule,
                    queue,
                    ingest.since(),
                    now,
                    "is closed for new events",
                    String.valueOf(ingest.by()),
                    String.valueOf(ingest.reason()),
                    found);
        }
    }

    private static void forgotten(
            AlarmRule rule,
            QueueState queue,
            Instant since,
            Instant now,
            String what,
            String by,
            String reason,
            List<AlarmCondition> found) {
        double seconds = Duration.between(since, now).toSeconds();
        if (seconds >= rule.threshold()) {
            // by the minute: its text is not to change each second
            Watched.add(
                    found,
                    rule,
                    queue.name(),
                    Math.floor(seconds / 60) * 60,
                    "Queue " + queue.name() + " " + what + " for " + Watched.time(Math.floor(seconds / 60) * 60)
                            + " without an end, by " + by + ": " + reason + ".");
        }
    }
}
