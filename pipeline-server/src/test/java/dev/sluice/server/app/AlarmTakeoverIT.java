package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.queue.PauseRequest;
import dev.sluice.server.testkit.Eventually;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlarmTakeoverIT {
    @Test
    void anotherInstanceLooksAtTheRulesWhenTheOneThatDidIsKilled() {
        try (PipelineFleet fleet = new PipelineFleet(0, Map.of());
                ServerProcess other = ServerProcess.start(fleet.servers)) {
            Eventually.eventually(
                    DEADLINE, () -> other.get("/metrics").contains("sluice_alarms_evaluating 1.0"), "it looks");
            fleet.start(Map.of());
            fleet.awaitReady();
            AlarmFleet alarms = new AlarmFleet(fleet);
            AlarmRoom here = fleet.pipeline(0).alarms();
            alarms.rule("pause-forgotten", 0);
            fleet.control().pause("default", new PauseRequest("test", null), RunningPipeline.OPERATOR);
            alarms.await("pause-forgotten", "default", Alarm.RAISED);
            assertFalse(here.holding(), "one looks at a time");
            other.kill();
            Eventually.eventually(DEADLINE, here::holding, "this one looks");
            alarms.rule("queue-depth", 1);
            fleet.send(0, "test.waits", 0, 5, 0);
            alarms.await("queue-depth", "default", Alarm.RAISED);
            assertEquals(1, alarms.audited("raise-alarm", "pause-forgotten", "default"), "it was raised once");
        }
    }
}
