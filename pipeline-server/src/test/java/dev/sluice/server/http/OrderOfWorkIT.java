package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.access.KeyRate;
import dev.sluice.server.access.Keys;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Token, rate, size, inflating, parsing: each in front of the next, so that what costs less is asked first.
class OrderOfWorkIT {
    private static final int TOO_LARGE = 17 << 20;

    private final AllRoutes all = new AllRoutes();
    private final TestHttp http = new TestHttp(all.table());
    private final String fresh = Keys.token();

    @AfterEach
    void stop() {
        http.close();
    }

    /// @param token empty: none
    private int post(String token, String encoding, BodyPublisher body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri("/v1/events"))
                .header("Content-Type", "application/json")
                .POST(body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(encoding.isEmpty() ? request : request.header("Content-Encoding", encoding))
                .statusCode();
    }

    private void keyWithNothingLeft() {
        http.keyring.replace(Keys.snapshot(Keys.record(fresh, List.of("*"), new KeyRate(1, 1), null)));
        all.limits.charge(http.keyring.principal(fresh).orElseThrow(), 1_000, Map.of());
    }

    @Test
    void asksForTheTokenBeforeAnythingElse() {
        keyWithNothingLeft();
        assertEquals(401, post("", "gzip", BodyPublishers.ofByteArray(bomb())));
        assertEquals(401, post("wrong", "", BodyPublishers.ofByteArray(new byte[TOO_LARGE])));
        assertEquals(401, post("", "", BodyPublishers.ofString("no JSON")));
    }

    @Test
    void asksForTheRateBeforeTheSize() {
        keyWithNothingLeft();
        assertEquals(429, post(fresh, "", BodyPublishers.ofByteArray(new byte[TOO_LARGE])));
        assertEquals(429, post(fresh, "gzip", BodyPublishers.ofByteArray(bomb())));
        assertEquals(429, post(fresh, "gzip", BodyPublishers.ofString("no gzip")));
        assertEquals(429, post(fresh, "", BodyPublishers.ofString("no JSON")));
    }

    /// 64 MiB of spaces in some 64 KiB
    private static byte[] bomb() {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            byte[] spaces = new byte[1 << 20];
            Arrays.fill(spaces, (byte) ' ');
            for (int i = 0; i < 64; i++) {
                gzip.write(spaces);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
