package dev.sluice.server.app;

import static dev.sluice.server.app.BadInput.body;
import static dev.sluice.server.app.BadInput.broken;
import static dev.sluice.server.app.BadInput.rejected;
import static dev.sluice.server.app.BadInput.taken;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/// B21 to B58: what reaches the reading of events.
final class JsonRows {
    private static final String INVALID = "invalid-attribute";
    private static final String JSON = "application/json";

    private JsonRows() {}

    static List<BadInput> all() {
        List<BadInput> rows = new ArrayList<>();
        BrokenJson.documents()
                .forEach((name, document) -> rows.add(
                        broken("B21", name, document).saying(name.startsWith("bytes") ? " at byte " : ", line ")));
        rows.addAll(documents());
        rows.addAll(encodings());
        rows.addAll(numbersAndKeys());
        rows.addAll(shapes());
        rows.addAll(identities());
        rows.addAll(batches());
        rows.addAll(times());
        rows.addAll(texts());
        return rows;
    }

    /// an event of that id, with more members
    static String event(String id, String more) {
        return "{\"id\":\"" + id + "\",\"source\":\"/bad\",\"type\":\"t\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String data(String id, String value) {
        return event(id, "\"data\":" + value);
    }

    private static String time(String id, String value) {
        return event(id, "\"time\":" + value);
    }

    private static List<BadInput> documents() {
        return List.of(
                broken("B22", "garbage after the end", event("b22", "") + " x"),
                broken("B22", "a second document", event("b22", "") + event("b22b", "")),
                broken("B22", "a second array", "[]" + "[]"),
                broken("B22", "a comma after the end", event("b22", "") + ","),
                broken("B23", "the same attribute twice", event("b23", "\"id\":\"other\"")),
                broken("B23", "the same key twice, deep", data("b23", "{\"a\":[{\"b\":1,\"b\":2}]}")),
                broken("B23", "the same key, once escaped", data("b23", "{\"ab\":1,\"\\u0061b\":2}")),
                broken("B24", "a byte order mark", "\uFEFF" + event("b24", "")),
                body(
                                "B24",
                                "a byte order mark before lines",
                                "application/x-ndjson",
                                ("\uFEFF" + event("b24", "")).getBytes(UTF_8))
                        .rejecting("invalid-line", ""));
    }

    private static BadInput bytes(String row, String name, int... inside) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("{\"id\":\"x\",\"source\":\"/bad\",\"type\":\"t\",\"data\":\"".getBytes(UTF_8));
        for (int b : inside) {
            body.write(b);
        }
        body.writeBytes("\"}".getBytes(UTF_8));
        return broken(row, name, body.toByteArray()).saying("UTF-8");
    }

    private static BadInput charset(Charset charset) {
        return broken("B25", charset + " without a mark", event("b25", "").getBytes(charset));
    }

    private static List<BadInput> encodings() {
        return List.of(
                charset(UTF_16BE),
                charset(UTF_16LE),
                charset(Charset.forName("UTF-32BE")),
                charset(Charset.forName("UTF-32LE")),
                bytes("B26", "FF", 0xff),
                bytes("B26", "a lone continuation", 0x80),
                bytes("B26", "a sequence cut short", 0xe2, 0x82),
                bytes("B26", "beyond U+10FFFF", 0xf4, 0x90, 0x80, 0x80),
                bytes("B26", "Latin-1", 0xfc),
                bytes("B27", "overlong NUL", 0xc0, 0x80),
                bytes("B27", "overlong slash", 0xe0, 0x80, 0xaf),
                bytes("B27", "an encoded surrogate", 0xed, 0xa0, 0x80),
                bytes("B27", "CESU-8", 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
                taken("B28", "an escaped NUL in a value", data("b28-value", "\"a\\u0000b\""), 1),
                taken("B28", "an escaped NUL in a key", data("b28-key", "{\"a\\u0000\":1}"), 1),
                rejected("B28", "an escaped NUL in the id", event("a\\u0000", ""), INVALID, "/id"),
                rejected(
                        "B28",
                        "an escaped NUL in the subject",
                        event("x", "\"subject\":\"\\u0000\""),
                        INVALID,
                        "/subject"),
                taken("B29", "half a pair in a value", data("b29-value", "\"\\ud800\""), 1),
                broken("B29", "half a pair in a key", data("x", "{\"\\udfff\":1}")),
                rejected("B29", "half a pair in the id", event("\\ud800", ""), INVALID, "/id"),
                rejected("B29", "halves in the wrong order", event("\\ude00\\ud83d", ""), INVALID, "/id"));
    }

    private static String nested(int levels) {
        return "[".repeat(levels) + "]".repeat(levels);
    }

    private static String keys(int count, IntFunction<String> name) {
        StringBuilder object = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            object.append(i == 0 ? "\"" : ",\"").append(name.apply(i)).append("\":1");
        }
        return object.append('}').toString();
    }

    /// texts of 17 letters that all have one hash code
    private static String colliding(int i) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 17; bit++) {
            text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private static List<BadInput> numbersAndKeys() {
        return List.of(
                taken("B30", "64 levels", data("b30", nested(63)), 1),
                rejected("B30", "65 levels", data("x", nested(64)), "too-deep", "/data"),
                rejected("B30", "101 levels", data("x", nested(100)), "too-deep", "/data"),
                broken("B30", "100,000 brackets", "[".repeat(100_000)).saying("nesting"),
                broken("B30", "100,000 braces", "{\"a\":".repeat(100_000)).saying("nesting"),
                taken("B31", "1e400", data("b31-400", "1e400"), 1),
                taken("B31", "1e999999999", data("b31-big", "{\"n\":1e999999999,\"m\":-1E-999999999}"), 1),
                taken("B32", "25 decimals", data("b32-dec", "0.1234567890123456789012345"), 1),
                taken("B32", "over 2^53 and 2^63", data("b32-int", "[9007199254740993,9223372036854775808]"), 1),
                taken("B33", "-0, 1E2, order and spaces", data("b33", "{ \"z\" : -0 ,\t\"a\":1E2, \"m\":1.50 }"), 1),
                broken("B34", "NaN", data("x", "NaN")),
                broken("B34", "Infinity", data("x", "-Infinity")),
                broken("B34", "01", data("x", "01")),
                broken("B34", "+1", data("x", "+1")),
                broken("B34", "0x1", data("x", "0x1")),
                broken("B35", "1,001 digits", data("x", "1".repeat(1_001))).saying("1000"),
                broken("B35", "1,001 decimals", data("x", "1." + "1".repeat(1_001)))
                        .saying("1000"),
                taken("B36", "1,000 keys", data("b36", keys(1_000, i -> "k" + i)), 1),
                rejected("B36", "1,001 keys", data("x", keys(1_001, i -> "k" + i)), "too-many-keys", "/data"),
                rejected("B36", "100,000 keys", data("x", keys(100_000, i -> "k" + i)), "event-too-large", ""),
                rejected("B36", "60,000 keys", data("x", keys(60_000, i -> "k" + i)), "too-many-keys", "/data"),
                body(
                                "B36",
                                "131,072 keys of one hash",
                                JSON,
                                data("x", keys(1 << 17, JsonRows::colliding)).getBytes(UTF_8))
                        .rejecting("event-too-large", ""),
                rejected(
                        "B37",
                        "a key of 50 KiB",
                        data("x", "{\"" + "k".repeat(50 << 10) + "\":1}"),
                        "key-too-long",
                        "/data"),
                rejected(
                        "B37",
                        "a key of 60 KiB at the top",
                        event("x", "\"" + "k".repeat(60 << 10) + "\":1"),
                        "key-too-long",
                        ""),
                taken("B37", "a key of 1,024 letters", data("b37", "{\"" + "k".repeat(1_024) + "\":1}"), 1),
                rejected(
                        "B37",
                        "a string of 2 MiB",
                        data("x", "\"" + "s".repeat(2 << 20) + "\""),
                        "event-too-large",
                        ""),
                body(
                                "B37",
                                "a string of 20 MiB",
                                JSON,
                                data("x", "\"" + "s".repeat(20 << 20) + "\"").getBytes(UTF_8))
                        .refused(413, "too-large")
                        .closing());
    }

    private static List<BadInput> shapes() {
        List<BadInput> rows = new ArrayList<>();
        for (String scalar : List.of("null", "true", "42", "\"text\"")) {
            rows.add(broken("B38", "the document is " + scalar, scalar));
        }
        rows.add(taken("B38", "null in an array", "[" + event("b38-a", "") + ",null]", 1)
                .rejecting("not-an-object", ""));
        rows.add(taken("B38", "an array in an array", "[[" + event("x", "") + "]," + event("b38-b", "") + "]", 1)
                .rejecting("not-an-object", ""));
        rows.add(body("B38", "an array where one event is due", "application/cloudevents+json", "[{}]".getBytes(UTF_8))
                .refused(400, "malformed-request"));
        rows.add(body(
                        "B38",
                        "an object where a batch is due",
                        "application/cloudevents-batch+json",
                        "{}".getBytes(UTF_8))
                .refused(400, "malformed-request"));
        rows.add(rejected("B39", "id is a number", "{\"id\":123,\"source\":\"/bad\",\"type\":\"t\"}", INVALID, "/id"));
        rows.add(rejected("B39", "id is null", "{\"id\":null,\"source\":\"/bad\",\"type\":\"t\"}", INVALID, "/id"));
        rows.add(
                rejected("B39", "source is true", "{\"id\":\"1\",\"source\":true,\"type\":\"t\"}", INVALID, "/source"));
        rows.add(rejected(
                "B39", "type is an array", "{\"id\":\"1\",\"source\":\"s\",\"type\":[\"t\"]}", INVALID, "/type"));
        rows.add(rejected("B39", "time is an object", time("x", "{}"), INVALID, "/time"));
        rows.add(rejected("B39", "time is true", time("x", "true"), INVALID, "/time"));
        rows.add(rejected("B39", "subject is a number", event("x", "\"subject\":1"), INVALID, "/subject"));
        rows.add(
                rejected("B39", "data_base64 is an object", event("x", "\"data_base64\":{}"), INVALID, "/data_base64"));
        rows.add(rejected("B39", "no id", "{\"source\":\"/bad\",\"type\":\"t\"}", "missing-attribute", "/id"));
        rows.add(
                rejected("B39", "another specversion", event("x", "\"specversion\":\"0.3\""), INVALID, "/specversion"));
        for (String name : List.of("queue", "receivedat", "storedat")) {
            rows.add(rejected("B40", name, event("x", "\"" + name + "\":\"x\""), "reserved-attribute", "/" + name));
        }
        rows.add(taken(
                "B40", "names that others reserve", event("b40", "\"tenant\":\"t\",\"received_at\":1,\"role\":{}"), 1));
        rows.add(taken(
                "B41",
                "names that others run",
                event("b41", "\"__proto__\":{\"x\":1},\"@class\":\"java.lang.Runtime\",\"@type\":[\"T\",{}]"),
                1));
        return rows;
    }

    private static List<BadInput> identities() {
        return List.of(
                rejected("B42", "an empty id", event("", ""), INVALID, "/id"),
                rejected("B42", "a blank id", event(" \\u2003 ", ""), INVALID, "/id"),
                rejected("B42", "an id of 10 KiB", event("i".repeat(10 << 10), ""), INVALID, "/id"),
                rejected("B42", "an id of 513 bytes", event("ü".repeat(256) + "x", ""), INVALID, "/id"),
                taken("B42", "an id of 512 bytes", event("ü".repeat(256), ""), 1),
                rejected("B42", "CR and LF in an id", event("a\\r\\nb", ""), INVALID, "/id"),
                rejected(
                        "B42",
                        "a source of 2,049 bytes",
                        "{\"id\":\"1\",\"source\":\"" + "s".repeat(2_049) + "\",\"type\":\"t\"}",
                        INVALID,
                        "/source"),
                taken(
                        "B42",
                        "an emoji, and NFC beside NFD",
                        "[" + event("b42-😀", "") + "," + event("b42-\u00e9", "") + "," + event("b42-e\u0301", "")
                                + "]",
                        3),
                taken(
                        "B43",
                        "one UUID written in four ways",
                        "[" + event("0f8fad5b-d9cb-469f-a165-70867728950e", "") + ","
                                + event("0F8FAD5B-D9CB-469F-A165-70867728950E", "") + ","
                                + event("{0f8fad5b-d9cb-469f-a165-70867728950e}", "") + ","
                                + event("0f8fad5bd9cb469fa16570867728950e", "") + "]",
                        4),
                taken("B44", "the same event twice", "[" + data("b44", "1") + "," + data("b44", "1") + "]", 2),
                taken("B45", "the same id, another payload", "[" + data("b45", "1") + "," + data("b45", "2") + "]", 2),
                body(
                                "B46",
                                "an Idempotency-Key, which is not offered",
                                JSON + "\r\nIdempotency-Key: \"k\"",
                                data("b46-a", "1").getBytes(UTF_8))
                        .accepting(1),
                body(
                                "B46",
                                "the same key with another body",
                                JSON + "\r\nIdempotency-Key: \"k\"",
                                data("b46-b", "2").getBytes(UTF_8))
                        .accepting(1));
    }

    private static String batch(String prefix, int count, int bad) {
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < count; i++) {
            batch.append(i == 0 ? "" : ",").append(i == bad ? "{\"id\":\"" + prefix + "\"}" : event(prefix + i, ""));
        }
        return batch.append(']').toString();
    }

    private static List<BadInput> batches() {
        return List.of(
                body("B47", "10,001 events", JSON, batch("x", 10_001, -1).getBytes(UTF_8))
                        .refused(413, "too-many-events")
                        .closing(),
                taken("B47", "one bad of 500", batch("b47-", 500, 17), 499)
                        .rejecting("missing-attribute", "/source")
                        .saying("\"index\":17,"),
                body(
                                "B47",
                                "one bad line of 500",
                                "application/x-ndjson",
                                batch("b47l-", 500, 17)
                                        .replace("},{", "}\n{")
                                        .replaceAll("[\\[\\]]", "")
                                        .getBytes(UTF_8))
                        .accepting(499)
                        .rejecting("missing-attribute", "/source")
                        .saying("\"lines\":500"));
    }

    private static List<BadInput> times() {
        List<BadInput> rows = new ArrayList<>();
        String[][] refused = {
            {"B48", "2026-11-23T10:00:00"},
            {"B48", "2026-02-30T10:00:00Z"},
            {"B48", "2026-1-1T00:00:00Z"},
            {"B48", "2026-11-23T10:00:00,5Z"},
            {"B48", "２０２６-11-23T10:00:00Z"},
            {"B48", "2026-11-23 10:00:00Z"},
            {"B49", "2026-11-23T10:00:00+18:01"},
            {"B50", "2026-11-23T23:59:60Z"},
            {"B50", "2026-11-23T24:00:00Z"},
            {"B51", "0000-01-01T00:00:00Z"},
            {"B51", "-5000-01-01T00:00:00Z"},
            {"B51", "+10000-01-01T00:00:00Z"},
            {"B51", "+294277-01-01T00:00:00Z"},
            {"B51", "+999999999-01-01T00:00:00Z"},
            {"B53", "1763892000"},
            {"B53", "1763892000000"},
            {"B55", "infinity"},
            {"B55", "-infinity"},
            {"B55", "now"},
            {"B55", "epoch"},
            {"B55", "today"}
        };
        for (String[] time : refused) {
            rows.add(rejected(time[0], time[1], time("x", "\"" + time[1] + "\""), INVALID, "/time"));
        }
        rows.add(rejected("B53", "seconds as a number", time("x", "1763892000"), INVALID, "/time"));
        rows.add(rejected("B53", "microseconds as a number", time("x", "1763892000000000"), INVALID, "/time"));
        rows.add(taken("B49", "an offset of 18 hours", time("b49", "\"2026-11-23T10:00:00+18:00\""), 1));
        rows.add(taken(
                "B51",
                "the first and the last year",
                "[" + time("b51-a", "\"0001-01-01T00:00:00Z\"") + ","
                        + time("b51-b", "\"9999-12-31T23:59:59.999999999Z\"") + "]",
                2));
        String[] odd = {"5 minutes ahead", "1 hour ahead", "2 days ahead", "10 years ahead", "older than what is kept"};
        for (int i = 0; i < odd.length; i++) {
            Instant at = Instant.now().plus(Duration.ofMinutes(new long[] {5, 60, 2_880, 5_256_000, -5_256_000}[i]));
            rows.add(taken("B52", odd[i], time("b52-" + i, "\"" + at + "\""), 1));
        }
        rows.add(taken("B54", "nanoseconds", time("b54", "\"2026-11-23T10:00:00.999999999Z\""), 1));
        return rows;
    }

    private static List<BadInput> texts() {
        return List.of(
                taken(
                        "B56",
                        "escapes, CR and LF, right to left, zero width",
                        data("b56", "\"\\u001b[31mred\\r\\nline\u202e\u200b\""),
                        1),
                taken("B56", "a line of 900 KiB", data("b56-long", "\"" + "long ".repeat(180_000) + "\""), 1),
                taken(
                        "B57",
                        "markup and a formula",
                        data("b57", "[\"<script>alert(1)</script>\",\"=cmd()|' /C calc'!A0\"]"),
                        1),
                rejected(
                        "B58",
                        "a text over 1 MiB",
                        data("x", "\"" + "word ".repeat(210_000) + "\""),
                        "event-too-large",
                        ""),
                taken("B58", "a million letters of many words", data("b58-words", "\"" + words() + "\""), 1),
                taken("B58", "a value of 9 KiB", data("b58-value", "{\"key\":\"" + "v".repeat(9 << 10) + "\"}"), 1));
    }

    private static String words() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append("word").append(i).append(' ');
        }
        return text.toString();
    }
}
