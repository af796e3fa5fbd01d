package dev.sluice.server.app;

import static dev.sluice.server.app.BadInput.body;
import static dev.sluice.server.app.BadInput.broken;
import static dev.sluice.server.app.BadInput.head;
import static dev.sluice.server.app.BadInput.raw;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// B01 to B20: what reaches the HTTP parser and the reading of bodies.
final class HttpRows {
    private static final String MALFORMED = "malformed-request";
    private static final String EVENT = "{\"id\":\"bad\",\"source\":\"/bad\",\"type\":\"t\"}";
    private static final String HEAD = head() + "Content-Type: application/json\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n\r\n";
    private static final String GET = "GET /v1/queues HTTP/1.1\r\nHost: a\r\n" + token();

    private HttpRows() {}

    private static String token() {
        return "Authorization: Bearer " + TestServers.TOKEN + "\r\n";
    }

    static List<BadInput> all() {
        List<BadInput> rows = new ArrayList<>();
        rows.addAll(lengths());
        rows.addAll(lines());
        rows.addAll(encodings());
        rows.addAll(sizes());
        rows.addAll(types());
        rows.addAll(gzip());
        rows.addAll(paths());
        return rows;
    }

    private static BadInput length(String row, String name, String value) {
        return raw(row, name, HEAD + "Content-Length: " + value + "\r\n\r\n" + EVENT, 400, MALFORMED);
    }

    private static BadInput chunk(String name, String chunks) {
        return raw("B04", name, CHUNKED + chunks, 400, MALFORMED);
    }

    private static List<BadInput> lengths() {
        int length = EVENT.length();
        String hex = Integer.toHexString(length);
        return List.of(
                raw(
                        "B01",
                        "length and chunked",
                        HEAD + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                        400,
                        MALFORMED),
                raw(
                        "B01",
                        "chunked and length",
                        HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                        400,
                        MALFORMED),
                length("B02", "two lengths", length + "\r\nContent-Length: " + (length + 1)),
                length("B02", "negative", "-1"),
                length("B02", "a list", length + "," + length),
                length("B02", "20 digits", "11111111111111111111"),
                length("B02", "hexadecimal", "0x" + hex),
                length("B03", "a plus sign", "+" + length),
                chunk("33 bits", "1000000" + hex + "\r\n" + EVENT + "\r\n0\r\n\r\n"),
                chunk("a plus sign", "+" + hex + "\r\n" + EVENT + "\r\n0\r\n\r\n"),
                chunk("0x", "0x" + hex + "\r\n" + EVENT + "\r\n0\r\n\r\n"),
                chunk("longer than it says", hex + "\r\n" + EVENT + "XX0\r\n\r\n"),
                chunk("bare LF", hex + "\n" + EVENT + "\n0\n\n"),
                chunk("negative", "-" + hex + "\r\n" + EVENT + "\r\n0\r\n\r\n"));
    }

    private static List<BadInput> lines() {
        String length = "Content-Length: " + EVENT.length();
        String good = HEAD + length + "\r\n\r\n" + EVENT;
        return List.of(
                raw("B05", "obs-fold", HEAD + "X: a\r\n b\r\n" + length + "\r\n\r\n" + EVENT, 400, MALFORMED),
                raw("B05", "bare LF everywhere", good.replace("\r\n", "\n"), 400, MALFORMED),
                raw("B05", "one bare LF", good.replace("Host: a\r\n", "Host: a\n"), 400, MALFORMED),
                raw("B05", "space before the colon", good.replace("Length:", "Length :"), 400, MALFORMED),
                raw("B05", "NUL in a value", good.replace("Host: a", "X: a\0b\r\nHost: a"), 400, MALFORMED),
                raw("B05", "bare CR in a value", good.replace("Host: a", "X: a\rb\r\nHost: a"), 400, MALFORMED),
                raw("B06", "no Host", good.replace("Host: a\r\n", ""), 400, MALFORMED),
                raw("B06", "two Hosts", good.replace("Host: a\r\n", "Host: a\r\nHost: b\r\n"), 400, MALFORMED),
                raw("B06", "HTTP/9.9", good.replace("HTTP/1.1", "HTTP/9.9"), 505, MALFORMED));
    }

    private static BadInput transfer(String coding) {
        String body = Integer.toHexString(EVENT.length()) + "\r\n" + EVENT + "\r\n0\r\n\r\n";
        return raw("B07", coding, HEAD + "Transfer-Encoding: " + coding + "\r\n\r\n" + body, 400, MALFORMED);
    }

    private static List<BadInput> encodings() {
        return List.of(
                transfer("xchunked"),
                transfer("gzip, chunked"),
                transfer("chunked, chunked"),
                transfer("chunked, identity"),
                transfer("identity"),
                raw(
                        "B10",
                        "a body shorter than declared",
                        HEAD + "Content-Length: 4000\r\n\r\n" + EVENT,
                        400,
                        MALFORMED));
    }

    private static List<BadInput> sizes() {
        StringBuilder many = new StringBuilder(GET);
        for (int i = 0; i < 10_000; i++) {
            many.append('a').append(i).append(": b\r\n");
        }
        StringBuilder chunks = new StringBuilder(CHUNKED);
        String chunk = "10000\r\n" + " ".repeat(1 << 16) + "\r\n";
        chunks.append(chunk.repeat(17 << 4)).append("0\r\n\r\n");
        String large = "Content-Length: 17000000\r\n";
        return List.of(
                raw("B11", "a declared body over the limit", HEAD + large + "\r\n", 413, "too-large"),
                raw("B11", "with Expect", HEAD + large + "Expect: 100-continue\r\n\r\n", 413, "too-large"),
                raw("B12", "a chunked body over the limit", chunks.toString(), 413, "too-large"),
                raw(
                        "B13",
                        "a header of 1 MiB",
                        GET + "X: " + "a".repeat(1 << 20) + "\r\n\r\n",
                        431,
                        "headers-too-large"),
                raw("B13", "10,000 headers", many + "\r\n", 431, "headers-too-large"),
                raw(
                        "B13",
                        "17 KiB of headers",
                        GET + "X: " + "a".repeat(17 << 10) + "\r\n\r\n",
                        431,
                        "headers-too-large"),
                raw(
                        "B13",
                        "an address of 1 MiB",
                        GET.replace("queues", "a".repeat(1 << 20)) + "\r\n",
                        414,
                        "uri-too-long"));
    }

    private static List<BadInput> types() {
        List<BadInput> rows = new ArrayList<>();
        rows.add(raw("B15", "no content type", head() + "Content-Length: 2\r\n\r\n{}", 415, "unsupported-media-type")
                .keepingTheConnection());
        for (String type : List.of(
                "text/plain",
                "application/jsonp",
                "application/json, application/json",
                "application/x-www-form-urlencoded",
                "application/json; charset=utf-16",
                "application/x-ndjson; charset=iso-8859-1",
                "application/cloudevents+avro")) {
            rows.add(body("B15", type, type, EVENT.getBytes(UTF_8)).refused(415, "unsupported-media-type"));
        }
        rows.add(broken("B18", "an empty body", ""));
        rows.add(broken("B18", "a blank body", " \r\n\t "));
        rows.add(body("B19", "an empty array", "application/json", "[]".getBytes(UTF_8))
                .refused(422, "empty-batch"));
        rows.add(body("B19", "an empty batch", "application/cloudevents-batch+json", "[ ]".getBytes(UTF_8))
                .refused(422, "empty-batch"));
        rows.add(body("B19", "no line", "application/x-ndjson", new byte[0]).refused(422, "empty-batch"));
        rows.add(body("B19", "blank lines", "application/x-ndjson", "\n\r\n \n".getBytes(UTF_8))
                .refused(422, "empty-batch"));
        rows.add(body("B25", "UTF-16 with its mark", "application/json", EVENT.getBytes(UTF_16))
                .refused(400, "malformed-json"));
        return rows;
    }

    private static BadInput packed(String row, String name, String type, String encoding, byte[] body) {
        return body(row, name, type + "\r\nContent-Encoding: " + encoding, body);
    }

    private static List<BadInput> gzip() {
        String json = "application/json";
        byte[] whole = gzip(EVENT.getBytes(UTF_8));
        byte[] corrupt = whole.clone();
        corrupt[whole.length - 6] ^= 1;
        byte[] tail = Arrays.copyOf(whole, whole.length + 5);
        byte[] bomb = gzip(new byte[64 << 20]);
        ByteArrayOutputStream unauthorized = new ByteArrayOutputStream();
        unauthorized.writeBytes(("POST /v1/events HTTP/1.1\r\nHost: a\r\nContent-Type: " + json
                        + "\r\nContent-Encoding: gzip\r\nContent-Length: " + bomb.length + "\r\n\r\n")
                .getBytes(UTF_8));
        unauthorized.writeBytes(bomb);
        return List.of(
                packed("B16", "a bomb as a document", json, "gzip", bomb)
                        .refused(413, "too-large")
                        .closing(),
                packed("B16", "a bomb as one line", "application/x-ndjson", "gzip", bomb)
                        .refused(413, "too-large")
                        .closing(),
                new BadInput(
                        "B16",
                        "a bomb without a token",
                        unauthorized.toByteArray(),
                        401,
                        "unauthenticated",
                        null,
                        null,
                        true,
                        0,
                        ""),
                packed("B17", "cut short", json, "gzip", Arrays.copyOf(whole, whole.length - 9))
                        .refused(400, MALFORMED),
                packed("B17", "cut in its header", json, "gzip", Arrays.copyOf(whole, 5))
                        .refused(400, MALFORMED),
                packed("B17", "a wrong sum", json, "gzip", corrupt).refused(400, MALFORMED),
                packed("B17", "not gzip at all", json, "gzip", EVENT.getBytes(UTF_8))
                        .refused(400, MALFORMED),
                packed("B17", "bytes after its end", json, "gzip", tail).refused(400, MALFORMED),
                packed("B17", "bytes after its end, lines", "application/x-ndjson", "gzip", tail)
                        .refused(400, MALFORMED),
                packed("B17", "br", json, "br", whole).refused(415, "unsupported-media-type"),
                packed("B17", "gzip twice", json, "gzip, gzip", whole).refused(415, "unsupported-media-type"),
                packed("B17", "gzip in two headers", json, "gzip\r\nContent-Encoding: gzip", whole)
                        .refused(415, "unsupported-media-type"));
    }

    private static BadInput path(String path, int status, String code, boolean kept) {
        BadInput row = raw("B20", path, GET.replace("/v1/queues", path) + "\r\n", status, code);
        return kept ? row.keepingTheConnection() : row;
    }

    private static List<BadInput> paths() {
        return List.of(
                path("//v1/queues", 400, MALFORMED, false),
                path("/v1//queues", 400, MALFORMED, false),
                path("/health/..;/v1/queues", 400, MALFORMED, false),
                path("/health;x=1/live", 404, "not-found", true),
                path("/health/../v1/queues", 400, MALFORMED, true),
                path("/health/%2e%2e/v1/queues", 400, MALFORMED, false),
                path("/health%2flive", 404, "not-found", true),
                path("/v1/queues/%00", 400, MALFORMED, false),
                path("/v1/queues/%zz", 400, MALFORMED, false),
                path("/v1/queues/%ff", 400, MALFORMED, false),
                path("/V1/queues", 404, "not-found", true),
                path("/v1/queues/", 404, "not-found", true),
                path("/v1/queues?a=%ff", 400, MALFORMED, true));
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(plain);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }
}
