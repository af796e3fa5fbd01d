package dev.sluice.server.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplayedEventTest {
    private static String replayed(String json) {
        return new String(
                ReplayedEvent.of(json.getBytes(StandardCharsets.UTF_8), "r1")
                        .orElseThrow()
                        .json(),
                StandardCharsets.UTF_8);
    }

    @Test
    void changesTheIdAndAddsWhereItComesFromAndNothingElse() {
        assertEquals(
                "{ \"id\" : \"r1:a\", \"source\":\"/é\" ,\"type\":\"t\",\"data\":{\"id\":\"b\",\"x\":[1.50,{}]} \n"
                        + ",\"replayid\":\"r1\",\"replayof\":\"a\"}",
                replayed(
                        "{ \"id\" : \"a\", \"source\":\"/é\" ,\"type\":\"t\",\"data\":{\"id\":\"b\",\"x\":[1.50,{}]} \n}"));
    }

    @Test
    void escapesWhatAnIdMayHold() {
        assertEquals(
                "{\"id\":\"r1:a\\\"\\\\é\",\"source\":\"s\",\"type\":\"t\",\"replayid\":\"r1\",\"replayof\":\"a\\\"\\\\é\"}",
                replayed("{\"id\":\"a\\\"\\\\\\u00e9\",\"source\":\"s\",\"type\":\"t\"}"));
    }

    @Test
    void namesTheEventItWasMadeOfWhenThatWasReplayedItself() {
        assertEquals(
                "{\"replayof\":\"r0:a\",\"id\":\"r1:r0:a\",\"source\":\"s\",\"type\":\"t\",\"replayid\":\"r1\"}",
                replayed("{\"replayof\":\"a\",\"id\":\"r0:a\",\"source\":\"s\",\"type\":\"t\",\"replayid\":\"r0\"}"));
    }

    @Test
    void refusesWhatWouldBeLongerThanAnEventMayBe() {
        String event = "{\"id\":\"" + "a".repeat(510) + "\",\"source\":\"s\",\"type\":\"t\"}";
        assertTrue(
                ReplayedEvent.of(event.getBytes(StandardCharsets.UTF_8), "r1").isEmpty());
    }
}
