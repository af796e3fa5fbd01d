package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Eventually;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolesIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @Test
    void processesThatSplitTheRolesServeTheirOwnRoutesAndCarryAnEventTogether() {
        try (TestServers servers = new TestServers();
                ServerProcess ingest = ServerProcess.start(servers, "ingest");
                ServerProcess store = ServerProcess.start(servers, "store");
                ServerProcess api = ServerProcess.start(servers, "api")) {
            assertEquals(
                    202,
                    ingest.post("application/json", "{\"id\":\"1\",\"source\":\"/roles\",\"type\":\"test.role\"}"));
            Eventually.eventually(
                    DEADLINE, () -> api.get("/v1/events/count"), """
                    {"count":1,"exact":true}"""::equals, "the api finds what the store wrote");
            assertEquals(405, api.post("application/json", "{}"));
            assertTrue(ingest.get("/v1/queues").contains("not-found"));
            assertTrue(store.get("/v1/events").contains("not-found"));
        }
    }
}
