package dev.sluice.console.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.testkit.FakeServer;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

    @Test
    void makesEventsOfEveryKindWithIdsOfTheirOwn() throws IOException {
        SampleEvents events = new SampleEvents(new SplittableRandom(7));
        Set<String> ids = new HashSet<>();
        Set<String> types = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            JsonNode event = Json.tree(events.next(Instant.parse("2026-11-23T10:00:00Z")));
            ids.add(event.path("source").asText() + event.path("id").asText());
            types.add(event.path("type").asText());
            assertTrue(event.path("data").size() >= 2);
        }
        assertEquals(5_000, ids.size());
        assertEquals(
                Set.of(
                        "order.placed",
                        "payment.captured",
                        "payment.failed",
                        "parcel.shipped",
                        "login.succeeded",
                        "login.failed",
                        "page.viewed"),
                types);
    }

    @Test
    void isSentAtTheRateAskedFor() {
        var ingest = new FakeServer.Ingest();
        try (FakeServer server = new FakeServer().on("POST /v1/events", ingest)) {
            CommandRun run = CommandRun.of(server, "", "sample", "--rate", "400", "--for", "1s");
            assertEquals(ExitCode.OK, run.code(), run.err());
        }
        assertTrue(ingest.distinct() >= 250 && ingest.distinct() <= 550, "sent " + ingest.distinct());
    }
}
