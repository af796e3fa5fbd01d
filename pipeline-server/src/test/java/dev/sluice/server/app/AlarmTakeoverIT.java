package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.server.testkit.Eventually;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmTakeoverIT {
    @Test
    void anotherInstanceLooksAtTheRulesWhenTheOneThatDidIsKilled() {
        try (PipelineFleet fleet = new PipelineFleet(1, Map.of())) {
            AlarmFleet alarms = new AlarmFleet(fleet);
            AlarmRoom here = fleet.pipeline(0).alarms();
            Eventually.eventually(DEADLINE, here::holding, "it looks");
            try (ServerProcess other = ServerProcess.start(fleet.servers)) {
                fleet.servers
                        .database()
                        .execute("update alarm_keeper set holder = gen_random_uuid(), seen_at = '-infinity'");
                Eventually.eventually(
                        DEADLINE,
                        () -> {
                            if (here.holding()) {
                                fleet.servers
                                        .database()
                                        .execute("update alarm_keeper set holder = gen_random_uuid(),"
                                                + " seen_at = '-infinity'");
                            }
                            return other.get("/metrics").contains("sluice_alarms_evaluating 1.0");
                        },
                        "the other one looks");
                alarms.rule("pause-forgotten", 0);
                fleet.pause("default");
                alarms.await("pause-forgotten", "default", Alarm.RAISED);
                assertFalse(here.holding());
                other.kill();
                Eventually.eventually(DEADLINE, here::holding, "this one looks again");
                alarms.rule("queue-depth", 1);
                fleet.send(0, "test.waits", 0, 5, 0);
                alarms.await("queue-depth", "default", Alarm.RAISED);
                assertEquals(1, alarms.audited("raise-alarm", "pause-forgotten", "default"), "it was raised once");
            }
        }
    }
}
