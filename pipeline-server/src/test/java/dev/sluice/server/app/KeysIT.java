package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.access.KeyList;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two instances over one broker and one database.
class KeysIT {
    private static final Duration SOON = Duration.ofSeconds(2);

    private final TestServers servers = new TestServers();
    private SluiceServer one;
    private SluiceServer two;
    private KeyClient first;
    private KeyClient second;

    @BeforeEach
    void start() throws IOException {
        one = SluiceServer.start(servers.config());
        two = SluiceServer.start(servers.config());
        first = new KeyClient(one.url());
        second = new KeyClient(two.url());
        Eventually.eventually(RunningPipeline.DEADLINE, () -> one.ready() && two.ready(), "both are ready");
    }

    @AfterEach
    void stop() {
        first.close();
        second.close();
        one.close();
        two.close();
        servers.close();
    }

    private void works(KeyClient client, IssuedKey key, String id) {
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> client.event(key.token(), "/shop/1", id),
                answer -> answer.statusCode() == 202,
                "the key works");
    }

    @Test
    void showsTheSecretOnceAndKeepsNothingOfIt() {
        IssuedKey made = first.issue("shop", "/shop/*", "");
        String secret = made.token().substring(made.token().lastIndexOf('_') + 1);
        assertTrue(made.token().startsWith("sluice_" + made.key().id() + "_"), "the token starts with the key's id");
        HttpResponse<String> list = second.admin("GET", "/v1/tokens", "");
        assertEquals(
                List.of("shop"),
                KeyClient.read(list, KeyList.class).items().stream()
                        .map(k -> k.name())
                        .toList());
        assertFalse(list.body().contains(secret));
        assertFalse(list.body().contains("hash"));
        assertEquals(
                0,
                servers.database()
                        .number("select count(*) from ingest_key where position('" + secret
                                + "' in ingest_key::text) > 0"));
        assertEquals(
                0,
                servers.database()
                        .number("select count(*) from audit where position('" + secret + "' in audit::text) > 0"));
    }

    @Test
    void worksOnEveryInstanceAndIsRefusedByEveryOneTwoSecondsAfterItWasRevoked() {
        IssuedKey key = first.issue("shop", "/shop/*", "");
        works(first, key, "a");
        works(second, key, "b");
        assertEquals(
                200, first.admin("DELETE", "/v1/tokens/" + key.key().id(), "").statusCode());
        long revoked = System.nanoTime();
        assertEquals(401, first.event(key.token(), "/shop/1", "c").statusCode());
        Eventually.eventually(
                SOON,
                () -> second.event(key.token(), "/shop/1", "d"),
                answer -> answer.statusCode() == 401,
                "the other instance refuses it");
        assertTrue(System.nanoTime() - revoked < Duration.ofSeconds(3).toNanos());
        JsonNode audit = KeyClient.tree(first.admin("GET", "/v1/audit", "")).get("items");
        assertEquals("revoke-key", audit.get(0).get("act").asText());
        assertEquals("issue-key", audit.get(1).get("act").asText());
        assertTrue(audit.get(1).get("target").asText().startsWith("key:shop"), audit.toString());
    }

    @Test
    void refusesAKeyByItselfOnceItExpiresAndGivesItsNameAway() {
        String tomorrow = Instant.now().plus(Duration.ofDays(1)).toString();
        IssuedKey key = first.issue("fair", "/shop/*", ",\"expiresAt\":\"" + tomorrow + "\"");
        works(second, key, "a");
        servers.database().execute("update ingest_key set expires_at = now() - interval '1 second'");
        for (KeyClient client : List.of(first, second)) {
            Eventually.eventually(
                    RunningPipeline.DEADLINE,
                    () -> client.event(key.token(), "/shop/1", "b"),
                    answer -> answer.statusCode() == 401,
                    "the key is refused though nobody revoked it");
        }
        IssuedKey next = second.issue("fair", "/shop/*", "");
        works(first, next, "c");
        assertEquals(401, first.event(key.token(), "/shop/1", "d").statusCode());
        assertEquals(
                List.of(IngestKey.State.ACTIVE, IngestKey.State.EXPIRED),
                KeyClient.read(first.admin("GET", "/v1/tokens", ""), KeyList.class).items().stream()
                        .map(k -> k.state(Instant.now()))
                        .toList());
    }

    @Test
    void servesByTheLastSnapshotWhileTheDatabaseIsAwayAndLearnsOfARevocationAtItsReturn() {
        IssuedKey key = first.issue("shop", "/shop/*", "");
        works(second, key, "a");
        servers.database().cut();
        // longer than it takes a pool to give up on every connection it had
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> second.admin("GET", "/v1/tokens", ""),
                answer -> answer.statusCode() == 503,
                "control acts are refused meanwhile");
        assertEquals(202, second.event(key.token(), "/shop/1", "b").statusCode());
        servers.database().restore();
        servers.database().execute("update ingest_key set revoked_at = now()");
        Eventually.eventually(
                SOON,
                () -> second.event(key.token(), "/shop/1", "c"),
                answer -> answer.statusCode() == 401,
                "the key is refused two seconds after the database came back");
        Eventually.eventually(
                SOON,
                () -> first.event(key.token(), "/shop/1", "d"),
                answer -> answer.statusCode() == 401,
                "on the other instance too");
    }

    @Test
    void holdsAKeyToItsSourcesAndQueues() {
        servers.database().execute("insert into queue_definition values ('orders', '{order.*}', 1)");
        IssuedKey key = first.issue("shop", "/shop/*", ",\"queues\":[\"orders\"]");
        String batch = """
                [{"id":"1","source":"/shop/1","type":"order.placed"},
                 {"id":"2","source":"/bank","type":"order.placed"},
                 {"id":"3","source":"/shop/1","type":"invoice.sent"}]""";
        HttpResponse<String> answer = Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> first.call("POST", "/v1/events", key.token(), batch),
                a -> a.statusCode() == 202,
                "the queue is known");
        JsonNode receipt = KeyClient.tree(answer);
        assertEquals(1, receipt.get("accepted").asInt(), answer.body());
        assertEquals("source-not-allowed", receipt.at("/rejected/0/code").asText());
        assertEquals("/source", receipt.at("/rejected/0/pointer").asText());
        assertEquals("queue-not-allowed", receipt.at("/rejected/1/code").asText());
        assertEquals("/type", receipt.at("/rejected/1/pointer").asText());
        assertEquals(2, receipt.at("/rejected/1/index").asInt());
        HttpResponse<String> lines = first.send(HttpRequest.newBuilder(one.url().resolve("/v1/events"))
                .header("Content-Type", "application/x-ndjson")
                .header("Authorization", "Bearer " + key.token())
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"id\":\"4\",\"source\":\"/bank\",\"type\":\"order.placed\"}\n"
                                + "{\"id\":\"5\",\"source\":\"/shop/1\",\"type\":\"order.placed\"}\n")));
        assertEquals(
                "source-not-allowed",
                KeyClient.tree(lines).at("/rejected/0/code").asText(),
                lines.body());
    }

    @Test
    void refusesAKeyEverywhereElseAndKeepsThatItTried() {
        IssuedKey key = first.issue("shop", "*", "");
        for (String path : List.of("/v1/events", "/v1/queues", "/v1/tokens", "/metrics", "/nowhere")) {
            HttpResponse<String> answer = first.call("GET", path, key.token(), "");
            assertEquals(403, answer.statusCode(), path);
            assertEquals("forbidden", KeyClient.tree(answer).get("code").asText());
        }
        assertEquals(
                403,
                first.call("POST", "/v1/queues/default/pause", key.token(), "{\"reason\":\"mine now\"}")
                        .statusCode());
        JsonNode denied =
                KeyClient.tree(first.admin("GET", "/v1/audit", "")).get("items").get(0);
        assertEquals("denied", denied.get("outcome").asText());
        assertEquals("shop", denied.get("who").asText());
        assertEquals("pause", denied.get("act").asText());
    }

    @Test
    void limitsTheRateOfAKeyBeforeItReadsTheBody() {
        IssuedKey key = first.issue("slow", "*", ",\"rate\":{\"perSecond\":1,\"burst\":3}");
        String batch =
                "[{\"id\":\"1\",\"source\":\"/s\",\"type\":\"t\"},{\"id\":\"2\",\"source\":\"/s\",\"type\":\"t\"},"
                        + "{\"id\":\"3\",\"source\":\"/s\",\"type\":\"t\"},{\"id\":\"4\",\"source\":\"/s\",\"type\":\"t\"}]";
        assertEquals(202, first.call("POST", "/v1/events", key.token(), batch).statusCode());
        HttpResponse<String> answer = first.call("POST", "/v1/events", key.token(), "not JSON at all");
        assertEquals(429, answer.statusCode(), answer.body());
        assertEquals("rate-limited", KeyClient.tree(answer).get("code").asText());
        assertTrue(KeyClient.tree(answer).get("retryable").asBoolean());
        int after = Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(after >= 1 && after <= 2, "Retry-After " + after);
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> first.event(key.token(), "/s", "5"),
                a -> a.statusCode() == 202,
                "the debt is paid after a while");
    }

    @Test
    void refusesWhatNoKeyCanBe() {
        first.issue("shop", "*", "");
        for (String wrong : List.of(
                "{\"sources\":[\"*\"]}",
                "{\"name\":\"x y\",\"sources\":[\"*\"]}",
                "{\"name\":\"x\"}",
                "{\"name\":\"x\",\"sources\":[\"\"]}",
                "{\"name\":\"x\",\"sources\":[null]}",
                "{\"name\":\"x\",\"sources\":[\"*\"],\"role\":\"admin\"}",
                "{\"name\":\"x\",\"sources\":[\"*\"],\"rate\":{\"perSecond\":0,\"burst\":1}}",
                "{\"name\":\"x\",\"sources\":[\"*\"],\"expiresAt\":\"2020-01-01T00:00:00Z\"}")) {
            HttpResponse<String> answer = first.admin("POST", "/v1/tokens", wrong);
            assertEquals(400, answer.statusCode(), wrong + ": " + answer.body());
        }
        HttpResponse<String> taken = first.admin("POST", "/v1/tokens", "{\"name\":\"shop\",\"sources\":[\"*\"]}");
        assertEquals(409, taken.statusCode(), taken.body());
        assertEquals(404, first.admin("DELETE", "/v1/tokens/none", "").statusCode());
    }
}
