package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static dev.sluice.server.app.RunningPipeline.OPERATOR;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmAck;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRuleRequest;
import dev.sluice.server.testkit.Eventually;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A fleet of pipelines seen through its alarms.
record AlarmFleet(PipelineFleet fleet) {
    /// a rule that is there already
    void rule(String id, double threshold) {
        change(id, new AlarmRuleRequest(null, null, null, threshold, 0, null, null, true));
    }

    void change(String id, AlarmRuleRequest request) {
        fleet.pipeline(0).alarms().rules().put(id, request, OPERATOR);
    }

    AlarmPage open() {
        return fleet.pipeline(0).alarms().acts().open();
    }

    List<Alarm> of(String rule) {
        return open().items().stream()
                .filter(alarm -> alarm.rule().equals(rule))
                .toList();
    }

    Alarm await(String rule, String target, String state) {
        @Nullable
        Alarm found = Eventually.eventually(
                DEADLINE,
                () -> of(rule).stream()
                        .filter(alarm -> alarm.target().equals(target))
                        .findFirst()
                        .orElse(null),
                alarm -> alarm != null && alarm.state().equals(state),
                rule + " of " + target + " is " + state);
        if (found == null) {
            throw new AssertionError();
        }
        return found;
    }

    Alarm acknowledge(Alarm alarm, @Nullable String note) {
        return fleet.pipeline(0).alarms().acts().acknowledge(alarm.id(), new AlarmAck(note), OPERATOR);
    }

    /// how often something was told of an alarm
    long audited(String act, String rule, String target) {
        return fleet.servers
                .database()
                .number("select count(*) from audit where act = '" + act + "' and target = 'alarm:" + rule + ":"
                        + target + "'");
    }
}
