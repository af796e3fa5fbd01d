package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoredEventTest {
    @Test
    void addsThreeAttributesAndChangesNothingElse() {
        byte[] body = "{ \"id\" : \"é}\", \"data\":{} \n}\n".getBytes(StandardCharsets.UTF_8);
        byte[] json = StoredEvent.splice(
                body, "a\"b", Instant.parse("2026-03-01T12:00:00.5Z"), Instant.parse("2026-03-01T12:00:01Z"));
        assertEquals(
                "{ \"id\" : \"é}\", \"data\":{} \n,\"queue\":\"a\\\"b\",\"receivedat\":\"2026-03-01T12:00:00.500Z\","
                        + "\"storedat\":\"2026-03-01T12:00:01Z\"}\n",
                new String(json, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"a\"}",
                "{ \"id\" : \"é}\", \"data\":{} \n}\n",
                "{\"id\":\"a\",\"data\":{\"a\":1,\"queue\":\"x\"}}",
                "{\"id\":\",\\\"queue\\\":\\\"\"}"
            })
    void givesTheTextBackAsItCame(String body) {
        byte[] json = StoredEvent.splice(
                body.getBytes(StandardCharsets.UTF_8), ",\"queue\":\"", Instant.EPOCH, Instant.EPOCH);
        EventPosition any = EventPosition.startOf(Instant.EPOCH);
        assertEquals(body, new String(new StoredEvent(any, json).asItCame(), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "a*c, abc, true", "a*c, ac, true", "a*c, abcd, false", "*, '', true", "a*a, a, false", "*b*, abc, true",
        "a*b*c, a-c-b, false", "a*b*b, ab, false", "abc, abc, true", "abc, ABC, false", "a_c, abc, false",
                "a%, abc, false"
    })
    void matchesStarsOnly(String glob, String text, boolean expected) {
        assertEquals(expected, Glob.of(glob).matches(text));
    }
}
