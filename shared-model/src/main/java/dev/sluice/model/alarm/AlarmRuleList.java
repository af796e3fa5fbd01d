package dev.sluice.model.alarm;

import java.util.List;

/// All rules, by id.
public record AlarmRuleList(List<AlarmRule> items) {
    public AlarmRuleList {
        items = List.copyOf(items);
    }
}
