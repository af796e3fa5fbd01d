package dev.sluice.model.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayList;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import dev.sluice.model.replay.ReplayResume;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The wire contract of replays to the letter, both ways.
class ReplayWireTest {
    private static final Instant AT = Instant.parse("2026-11-25T10:00:00.250Z");
    private static final String TIME = "\"2026-11-25T10:00:00.250Z\"";

    private static void holds(Object value, String json) throws IOException {
        assertEquals(json, Json.text(value));
        assertEquals(value, Json.read(json.getBytes(UTF_8), value.getClass()));
    }

    @Test
    void holdsPlansToTheLetter() throws IOException {
        holds(
                new ReplayPlan(
                        "p1",
                        "type:a",
                        AT,
                        null,
                        "queue",
                        "partner",
                        3,
                        true,
                        1_000,
                        1,
                        AT,
                        AT,
                        List.of(new ReplayPlan.Sample("a", "/s", "1", null, AT)),
                        7L,
                        0L,
                        "partner",
                        AT),
                "{\"plan\":\"p1\",\"query\":\"type:a\",\"from\":" + TIME
                        + ",\"target\":\"queue\",\"queue\":\"partner\","
                        + "\"count\":3,\"exact\":true,\"rate\":1000,\"seconds\":1,\"first\":" + TIME + ",\"last\":"
                        + TIME
                        + ",\"samples\":[{\"type\":\"a\",\"source\":\"/s\",\"id\":\"1\",\"receivedAt\":" + TIME
                        + "}],\"waiting\":7,\"consumers\":0,\"confirmName\":\"partner\",\"expires\":" + TIME + "}");
    }

    @Test
    void holdsReplaysToTheLetter() throws IOException {
        Replay replay = new Replay(
                "p1",
                "running",
                "",
                null,
                AT,
                "pipeline",
                null,
                3,
                false,
                2,
                1,
                0,
                10,
                9.5,
                1L,
                "why",
                "ada",
                AT,
                null,
                "waits");
        holds(
                new ReplayList(List.of(replay), "p1"),
                "{\"items\":[{\"id\":\"p1\",\"state\":\"running\",\"query\":\"\",\"to\":" + TIME
                        + ",\"target\":\"pipeline\",\"count\":3,\"exact\":false,\"sent\":2,\"skipped\":1,\"maybeTwice\":0,"
                        + "\"rate\":10,\"perSecond\":9.5,\"secondsLeft\":1,\"reason\":\"why\",\"startedBy\":\"ada\","
                        + "\"startedAt\":" + TIME + ",\"detail\":\"waits\"}],\"next\":\"p1\"}");
        holds(new ReplayList(List.of(), null), "{\"items\":[],\"next\":null}");
    }

    @Test
    void holdsRequestsToTheLetter() throws IOException {
        holds(
                ReplayRequest.plan("type:a", AT, null, "UTC", "queue", "partner", 5),
                "{\"query\":\"type:a\",\"from\":" + TIME
                        + ",\"zone\":\"UTC\",\"target\":\"queue\",\"queue\":\"partner\",\"rate\":5}");
        holds(
                ReplayRequest.of("p1", null, "why", "partner"),
                "{\"plan\":\"p1\",\"reason\":\"why\",\"name\":\"partner\"}");
        holds(new ReplayResume(null), "{}");
    }
}
