package dev.sluice.server.search;

import dev.sluice.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// Events and queries at random over what is hard: NUL and lone surrogates, numbers beyond 2^53 and beyond doubles,
/// arrays in arrays, names with dots, text next to numbers of the same spelling.
final class WildEvents {
    private static final List<String> NUMBERS = List.of(
            "9007199254740992",
            "9007199254740993",
            "9007199254740992.5",
            "-9007199254740993",
            "123456789012345678901234567890",
            "0.1",
            "0.1000000000000000055",
            "1e400",
            "-1e400",
            "1e-400",
            "1e999999",
            "-2e999999",
            "1e-99999",
            "100",
            "1E2",
            "100.00",
            "0",
            "-0.0",
            "7",
            "-7");
    private static final List<String> BOUNDS = List.of(
            "9007199254740992",
            "9007199254740993",
            "-9007199254740993",
            "123456789012345678901234567891",
            "0.1",
            "0.10000000000000001",
            "1e400",
            "1e-400",
            "1e4000",
            "100",
            "99.99",
            "0",
            "-7");
    private static final List<String> TEXTS = List.of(
            "\"a\\u0000b\"",
            "\"\\ud800\"",
            "\"x\\udc00y red\"",
            "\"\\\\u0000\"",
            "\"\\ud83d\\ude00 red\"",
            "\"100\"",
            "\"1e999999\"",
            "\"red\"",
            "\"Fix the pull_request\"",
            "\"a\\\\\"",
            "\"blau\\u00e4\"",
            "\"sha 3e12345\"",
            "true",
            "null");
    private static final List<String> PATHS =
            List.of("data.n", "data.m.k", "data.a.b", "data.list", "data.items.n", "data.none", "count");
    private static final List<String> TYPES = List.of("wild.a", "wild.b", "tame");
    private static final List<String> WORDS =
            List.of("red", "100", "blauä", "pull_request", "\"the pull_request\"", "b", "fix", "u0000", "3e12345");

    private final Random random;
    private final Instant around;

    WildEvents(Random random, Instant around) {
        this.random = random;
        this.around = around;
    }

    Event event(int index) {
        String id = "w" + index;
        String source = "/wild/" + random.nextInt(4);
        String type = pick(TYPES);
        @Nullable String subject = random.nextInt(3) == 0 ? "s-" + random.nextInt(3) : null;
        @Nullable
        Instant time = random.nextInt(2) == 0
                ? null
                : around.minusSeconds(random.nextInt(7_200)).plusNanos(1_000);
        StringBuilder json =
                new StringBuilder("{\"id\":\"%s\",\"source\":\"%s\",\"type\":\"%s\"".formatted(id, source, type));
        if (subject != null) {
            json.append(",\"subject\":\"").append(subject).append('"');
        }
        if (time != null) {
            json.append(",\"time\":\"").append(time).append('"');
        }
        if (random.nextInt(4) == 0) {
            json.append(",\"count\":").append(random.nextInt(200));
        }
        json.append(",\"data\":{\"n\":").append(value());
        if (random.nextBoolean()) {
            json.append(",\"m\":{\"k\":").append(value()).append('}');
        }
        if (random.nextInt(3) == 0) {
            json.append(random.nextBoolean() ? ",\"a.b\":" : ",\"a\":{\"b\":").append(value());
            json.append(json.lastIndexOf("\"a\":{") > json.lastIndexOf("\"a.b\":") ? "}" : "");
        }
        if (random.nextInt(3) == 0) {
            json.append(",\"list\":[")
                    .append(value())
                    .append(",[[")
                    .append(value())
                    .append("]]]");
        }
        if (random.nextInt(3) == 0) {
            json.append(",\"items\":[[{\"n\":")
                    .append(value())
                    .append("}],{\"n\":")
                    .append(value())
                    .append("}]");
        }
        json.append("}}");
        return new Event(source, id, type, subject, time, json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String value() {
        return random.nextInt(3) == 0 ? pick(TEXTS) : pick(NUMBERS);
    }

    String query(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return (random.nextInt(5) == 0 ? "-" : "") + term();
        }
        return switch (random.nextInt(4)) {
            case 0 -> "(" + query(depth - 1) + " or " + query(depth - 1) + ")";
            case 1 -> "-(" + query(depth - 1) + " " + query(depth - 1) + ")";
            default -> query(depth - 1) + " " + query(depth - 1);
        };
    }

    private String term() {
        String path = pick(PATHS);
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> path + pick(List.of(">", ">=", "<", "<=")) + pick(BOUNDS);
            case 3 -> path + ":" + pick(BOUNDS) + ".." + pick(BOUNDS);
            case 4 -> path + ":" + pick(List.of("100", "\"100\"", "9007199254740993", "1e2", "true", "null", "red"));
            case 5 -> "has:" + path;
            case 6 -> "type:" + pick(List.of("wild.a", "wild.*", "tame"));
            case 7 -> "source:/wild/" + random.nextInt(5);
            case 8 -> pick(List.of("from:", "to:")) + around.minusSeconds(random.nextInt(7_200));
            case 9 -> "time" + pick(List.of(">", ">=", "<", "<=")) + around.minusSeconds(random.nextInt(7_200));
            default -> pick(WORDS);
        };
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
