package dev.sluice.server.store;

import dev.sluice.model.alarm.AlarmRule;

/// What a rule finds to be so now.
///
/// @param target the queue, source, type or node
/// @param value in the unit of the rule's kind
/// @param text one sentence
public record AlarmCondition(AlarmRule rule, String target, double value, String text) {
    public String key() {
        return key(rule.id(), target);
    }

    /// of one rule and one target, at most one alarm is open
    public static String key(String rule, String target) {
        return rule + "\n" + target;
    }
}
