package dev.sluice.server.search;

import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Events made of a small set of values, so that every query finds some and not all.
final class GeneratedEvents {
    private static final List<String> TYPES =
            List.of("com.example.opened", "com.example.closed", "org.example", "com_x.opened", "com%");
    private static final List<String> SOURCES = List.of("/shop/1", "/shop/2", "urn:x", "a\\");
    private static final List<String> TEXTS = List.of(
            "Fix the pull_request now",
            "pull the request",
            "Die Straße ist lang",
            "now 50% off",
            "she said: say \"hi\" twice",
            "a back\\slash",
            "see http://example.com/a/b for more",
            "日本語 text",
            "1.5 or 15",
            "opened\nclosed",
            "");
    private static final List<String> WORDS = List.of("opened", "closed", "Opened", "red", "blue");
    private static final List<Object> NUMBERS = List.of(100, 1e2, "100", 7, 1.5, 0, "");

    private GeneratedEvents() {}

    static Event event(String source, String id, String type) {
        String json = "{\"id\":\"" + id + "\",\"source\":\"" + source + "\",\"type\":\"" + type + "\"}";
        return new Event(source, id, type, null, null, json.getBytes(StandardCharsets.UTF_8));
    }

    static Event event(Random random, int index) {
        Map<String, Object> event = new LinkedHashMap<>();
        String subject = random.nextInt(3) == 0 ? "s-" + random.nextInt(3) : null;
        event.put("id", "e" + index);
        event.put("source", pick(random, SOURCES));
        event.put("type", pick(random, TYPES));
        if (subject != null) {
            event.put("subject", subject);
        }
        if (random.nextInt(4) == 0) {
            event.put("tenant", pick(random, WORDS));
        }
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("action", pick(random, WORDS));
        data.put("text", pick(random, TEXTS));
        data.put("n", pick(random, NUMBERS));
        if (random.nextBoolean()) {
            data.put("ok", random.nextInt(3) == 0 ? "true" : random.nextInt(2) == 0 ? null : random.nextBoolean());
        }
        List<Object> tags = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            tags.add(Map.of("name", pick(random, WORDS)));
        }
        if (!tags.isEmpty()) {
            data.put("tags", tags);
        }
        event.put("data", data);
        return new Event(
                (String) event.get("source"),
                (String) event.get("id"),
                (String) event.get("type"),
                subject,
                null,
                Json.bytes(event));
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
