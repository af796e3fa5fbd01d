package dev.sluice.server.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberBoundsTest {
    @Test
    void keepsTheLeastAndTheGreatestOfEachPathRoundedOutward() {
        NumberBounds bounds = bounds("{\"a\":5,\"b\":[1,[-2]]}", "{\"a\":9007199254740993,\"c\":{\"d\":\"7\"}}");
        assertEquals(2, bounds.paths().length);
        int a = entry(bounds, "data.a");
        assertTrue(bounds.lows()[a] < 5 && bounds.lows()[a] > 4.999);
        assertTrue(bounds.highs()[a] >= 9_007_199_254_740_994.0);
        int b = entry(bounds, "data.b");
        assertTrue(bounds.lows()[b] < -2 && bounds.highs()[b] > 1);
    }

    @Test
    void holdsNumbersBeyondAllDoubles() {
        NumberBounds bounds = bounds("{\"a\":1e999999,\"b\":-1e999999,\"c\":1e-999999}");
        assertEquals(Double.POSITIVE_INFINITY, bounds.highs()[entry(bounds, "data.a")]);
        assertEquals(Double.NEGATIVE_INFINITY, bounds.lows()[entry(bounds, "data.b")]);
        int c = entry(bounds, "data.c");
        assertTrue(bounds.lows()[c] <= 0 && bounds.highs()[c] > 0);
    }

    @Test
    void growsWithThePathsAndGivesUpOnTooMany() {
        NumberBounds many = bounds(numbers(1_500));
        assertEquals(1_500, many.paths().length);
        for (int i = 0; i < 1_500; i++) {
            int entry = entry(many, "data.n" + i);
            assertTrue(many.lows()[entry] < i && many.highs()[entry] > i);
        }
        assertNull(NumberBounds.of(candidates(numbers(3_000))));
        assertNull(NumberBounds.of(candidates("[" + "1,".repeat(9_000) + "1]")));
        assertEquals(0, bounds("\"none\"").paths().length);
    }

    private static String numbers(int count) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            json.append(i == 0 ? "" : ",").append("\"n").append(i).append("\":").append(i);
        }
        return json.append('}').toString();
    }

    private static NumberBounds bounds(String... data) {
        NumberBounds bounds = NumberBounds.of(candidates(data));
        assertNotNull(bounds);
        return bounds;
    }

    private static int entry(NumberBounds bounds, String path) {
        for (int i = 0; i < bounds.paths().length; i++) {
            if (bounds.paths()[i] == TermHash.present(path)) {
                return i;
            }
        }
        throw new AssertionError(path + " has no bounds");
    }

    private static List<Candidate> candidates(String... data) {
        List<Event> events = new ArrayList<>();
        for (String one : data) {
            String json = "{\"id\":\"" + events.size() + "\",\"source\":\"/s\",\"type\":\"t\",\"data\":" + one + "}";
            events.add(new Event("/s", "" + events.size(), "t", null, null, json.getBytes(StandardCharsets.UTF_8)));
        }
        return Candidate.of(List.of(StoreEvents.frame(1, 1, events)));
    }
}
