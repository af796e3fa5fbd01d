package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One source sends too much. One event a second is allowed, two at once.
class SourceRateIT {
    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private KeyClient client;

    @BeforeEach
    void start() throws IOException {
        server = SluiceServer.start(servers.config(Map.of("SLUICE_SOURCE_RATE", "1", "SLUICE_SOURCE_BURST", "2")));
        client = new KeyClient(server.url());
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        servers.close();
    }

    private static String batch(String source, String name, int events) {
        return IntStream.range(0, events)
                .mapToObj(i -> "{\"id\":\"" + name + i + "\",\"source\":\"" + source + "\",\"type\":\"t\"}")
                .collect(Collectors.joining(","));
    }

    private HttpResponse<String> send(String events) {
        return client.admin("POST", "/v1/events", "[" + events + "]");
    }

    private long stored(String source) {
        return servers.database().number("select count(*) from event where source = '" + source + "'");
    }

    @Test
    void refusesASourceThatSentTooMuchWithinTenSecondsOfWaitingAndNoOther() {
        // a debt of hours, so that no machine is slow enough to pay it meanwhile
        assertEquals(202, send(batch("/loud", "a", 9_000)).statusCode());

        HttpResponse<String> refused = send(batch("/loud", "b", 1));
        assertEquals(429, refused.statusCode(), refused.body());
        JsonNode problem = KeyClient.tree(refused);
        assertEquals("rate-limited", problem.get("code").asText());
        assertTrue(problem.get("retryable").asBoolean());
        assertTrue(problem.get("detail").asText().contains("source /loud"), refused.body());
        int after = Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(after >= 1 && after <= 10, "Retry-After " + after);

        IssuedKey key = client.issue("shop", "*", "");
        assertEquals(429, client.event(key.token(), "/loud", "c").statusCode(), "whoever sends for it");
        // each of these would be refused if the one before had been charged with what was not taken
        assertEquals(
                429,
                send(batch("/quiet", "d", 2) + "," + batch("/loud", "d", 1)).statusCode());
        assertEquals(202, send(batch("/quiet", "e", 2)).statusCode(), "others go on");
        assertEquals(202, client.event(key.token(), "/other", "f").statusCode());

        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> stored("/loud") == 9_000 && stored("/quiet") == 2 && stored("/other") == 1,
                "what was answered 202 is stored");
        assertEquals(0, servers.database().number("select count(*) from event where id in ('b0', 'c', 'd0', 'd1')"));
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.read(client.admin("GET", "/v1/rejections", ""), RejectionPage.class)
                        .rates(),
                rates -> rates.stream()
                                .filter(r -> r.code().equals("rate-limited"))
                                .mapToLong(r -> r.lastHour())
                                .sum()
                        == 3,
                "every refusal is counted");
    }

    @Test
    void takesASourceAgainOnceItWaited() {
        assertEquals(202, send(batch("/loud", "a", 4)).statusCode());
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> send(batch("/loud", "b", 1)),
                answer -> answer.statusCode() == 202,
                "the debt of two seconds is paid");
        Eventually.eventually(
                RunningPipeline.DEADLINE, () -> stored("/loud") == 5, "what was refused at first is stored once");
    }
}
