package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.server.store.AlarmCondition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Helps those who look: which targets a rule means, and how numbers read.
final class Watched {
    private Watched() {}

    /// the targets that a rule's glob means
    static Predicate<String> by(AlarmRule rule) {
        if (rule.target().equals("*")) {
            return _ -> true;
        }
        return Pattern.compile(
                        Arrays.stream(rule.target().split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")),
                        Pattern.DOTALL)
                .asMatchPredicate();
    }

    /// as people read it: 1200, 0.5
    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.1f", value);
    }

    /// as people read it: 45 s, 12 min, 3 h
    static String time(double seconds) {
        if (seconds < 120) {
            return Math.round(seconds) + " s";
        }
        return seconds < 7_200 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
    }

    static void add(List<AlarmCondition> found, AlarmRule rule, String target, double value, String text) {
        found.add(new AlarmCondition(rule, target, value, text));
    }
}
