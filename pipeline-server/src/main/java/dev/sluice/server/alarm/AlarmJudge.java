package dev.sluice.server.alarm;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.server.store.AlarmChange;
import dev.sluice.server.store.AlarmCondition;
import dev.sluice.server.store.AlarmPicture;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides what becomes of the alarms, by what is so now and what stands. Pure: it asks nobody and changes nothing.
final class AlarmJudge {
    /// More are not opened; a flood alarm stands by then.
    static final int MOST_OPEN = 1_000;

    private static final String EVERYTHING = "*";
    private static final int LEAST_CLEAR_SECONDS = 3;
    private static final int MOST_CLEAR_SECONDS = 30;

    private AlarmJudge() {}

    /// @param conditions what is so now; a rule that is not known now is not among `unknown`
    /// @param unknown rules that cannot be judged now: their alarms stay as they are
    /// @param flood the rule of floods, null when there is none that works
    static List<AlarmChange> judge(
            AlarmPicture picture, List<AlarmCondition> conditions, List<String> unknown, @Nullable AlarmRule flood) {
        List<AlarmChange> changes = new ArrayList<>();
        List<AlarmChange> raising = new ArrayList<>();
        Map<String, AlarmCondition> now = new LinkedHashMap<>();
        conditions.forEach(condition -> now.putIfAbsent(condition.key(), condition));
        now.forEach((key, condition) -> {
            @Nullable Alarm alarm = picture.open().get(key);
            if (alarm == null) {
                raising(picture, key, condition).ifPresent(raising::add);
            } else if (!alarm.standing()) {
                raising.add(new AlarmChange.Again(alarm, condition));
            } else if (picture.gone().containsKey(key)
                    || alarm.value() != condition.value()
                    || !alarm.text().equals(condition.text())) {
                changes.add(new AlarmChange.Update(alarm, condition));
            }
        });
        fold(picture, raising, flood, changes);
        picture.pending().forEach((key, since) -> {
            String[] parts = key.split("\n", 2);
            if (!now.containsKey(key) && !unknown.contains(parts[0])) {
                changes.add(new AlarmChange.Forget(parts[0], parts[1]));
            }
        });
        picture.open().forEach((key, alarm) -> {
            boolean ownWay = alarm.kind() == AlarmKind.FLOOD
                    && flood != null
                    && flood.id().equals(alarm.rule());
            boolean over = alarm.standing() && !ownWay && !now.containsKey(key);
            if (over && !unknown.contains(alarm.rule())) {
                @Nullable Instant gone = picture.gone().get(key);
                if (gone == null) {
                    changes.add(new AlarmChange.Gone(alarm));
                } else if (!gone.plus(clearAfter(alarm, picture.now())).isAfter(picture.now())) {
                    changes.add(new AlarmChange.Clear(alarm));
                }
            }
        });
        return changes;
    }

    private static Optional<AlarmChange> raising(AlarmPicture picture, String key, AlarmCondition condition) {
        Duration wait = Duration.ofSeconds(condition.rule().forSeconds());
        @Nullable Instant since = picture.pending().get(key);
        if (wait.isZero() || since != null && !since.plus(wait).isAfter(picture.now())) {
            return Optional.of(new AlarmChange.Raise(condition, false));
        }
        return since == null ? Optional.of(new AlarmChange.Await(condition)) : Optional.empty();
    }

    /// What hovers at its threshold would come and go each second: it must be over for a little, longer for one that
    /// comes again and again.
    private static Duration clearAfter(Alarm alarm, Instant now) {
        boolean restless = alarm.count() > 1
                && alarm.lastRaisedAt().plusSeconds(10L * MOST_CLEAR_SECONDS).isAfter(now);
        return Duration.ofSeconds(
                restless ? Math.min(MOST_CLEAR_SECONDS, LEAST_CLEAR_SECONDS * alarm.count()) : LEAST_CLEAR_SECONDS);
    }

    /// Of many that come together, the first ones stand for themselves, the worst ones first.
    private static void fold(
            AlarmPicture picture, List<AlarmChange> raising, @Nullable AlarmRule rule, List<AlarmChange> changes) {
        List<AlarmChange> sorted = new ArrayList<>(raising);
        sorted.sort(Comparator.comparing(AlarmJudge::severity).reversed());
        int recent = picture.recent();
        int folded = 0;
        int opened = picture.open().size();
        List<AlarmChange> told = new ArrayList<>();
        for (AlarmChange change : sorted) {
            if (change instanceof AlarmChange.Raise(AlarmCondition condition, boolean _)) {
                if (opened++ >= MOST_OPEN) {
                    continue;
                }
                boolean many = rule != null && recent >= rule.threshold();
                folded += many ? 1 : 0;
                told.add(new AlarmChange.Raise(condition, many));
                recent++;
            } else {
                told.add(change);
                recent += change instanceof AlarmChange.Again ? 1 : 0;
            }
        }
        if (rule != null) {
            flood(picture, rule, recent, folded, changes);
        }
        changes.addAll(told);
    }

    private static int severity(AlarmChange change) {
        return switch (change) {
            case AlarmChange.Raise(AlarmCondition condition, boolean _) ->
                condition.rule().severity().ordinal();
            case AlarmChange.Again(Alarm alarm, AlarmCondition _) ->
                alarm.severity().ordinal();
            default -> -1;
        };
    }

    private static void flood(AlarmPicture picture, AlarmRule rule, int recent, int folded, List<AlarmChange> changes) {
        @Nullable Alarm alarm = picture.open().get(AlarmCondition.key(rule.id(), EVERYTHING));
        AlarmCondition condition = new AlarmCondition(
                rule, EVERYTHING, recent, recent + " alarms came within a minute; see those that this one stands for.");
        boolean many = recent > rule.threshold();
        if (alarm == null) {
            if (many || folded > 0) {
                changes.add(new AlarmChange.Raise(condition, false));
            }
        } else if (many || folded > 0) {
            if (!alarm.standing()) {
                changes.add(new AlarmChange.Again(alarm, condition));
            } else if (alarm.value() < recent) {
                changes.add(new AlarmChange.Update(alarm, condition));
            }
        } else if (alarm.standing()) {
            changes.add(new AlarmChange.Clear(alarm));
        }
    }
}
