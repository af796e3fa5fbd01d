package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.PrivateBroker;
import dev.sluice.server.testkit.PrivateBrokerExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The alarm is broker-wide: raised on the tests' own node.
@ExtendWith(PrivateBrokerExtension.class)
class AlarmOfBrokerIT {
    @Test
    void raisesWhileTheBrokerIsShortOfMemory(PrivateBroker broker) {
        try (TestServers servers = new TestServers(broker.virtualHost());
                ServerProcess server = ServerProcess.start(servers)) {
            String id;
            try {
                broker.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
                String open = Eventually.eventually(
                        DEADLINE,
                        () -> server.get("/v1/alarms"),
                        text -> text.contains("\"rule\":\"broker-alarm\"") && text.contains("\"raised\""),
                        "the alarm is raised");
                assertTrue(open.contains("\"worst\":\"critical\""), open);
                id = open.replaceAll(".*?\"id\":\"([0-9]+)\".*", "$1");
            } finally {
                broker.ctl("set_vm_memory_high_watermark", "0.4");
            }
            Eventually.eventually(
                    DEADLINE,
                    () -> server.get("/v1/alarms"),
                    text -> text.contains("\"state\":\"cleared\""),
                    "it is over, and still shown");
            assertEquals(200, server.act("/v1/alarms/" + id + "/ack", "{\"note\":\"memory\"}"));
            assertTrue(server.get("/v1/alarms").startsWith("{\"items\":[]"), "nothing is open");
        }
    }
}
