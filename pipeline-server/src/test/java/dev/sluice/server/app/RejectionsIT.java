package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.IssuedKey;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.model.rejection.RejectionDetail;
import dev.sluice.model.rejection.RejectionPage;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RejectionsIT {
    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private KeyClient client;

    @BeforeEach
    void start() throws IOException {
        server = SluiceServer.start(servers.config());
        client = new KeyClient(server.url());
        Eventually.eventually(RunningPipeline.DEADLINE, server::ready, "the server is ready");
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        servers.close();
    }

    private RejectionPage page(String query) {
        return KeyClient.read(client.admin("GET", "/v1/rejections" + query, ""), RejectionPage.class);
    }

    private List<KeptRejection> kept(int atLeast) {
        return Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> page("?limit=1000").items(),
                items -> items.size() >= atLeast,
                atLeast + " rejections are kept");
    }

    private HttpResponse<String> send(String json) {
        return client.admin("POST", "/v1/events", json);
    }

    @Test
    void keepsWhatWasRefusedWithItsReasonAndItsBody() {
        String bad = "{\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.placed\",\"time\":\"yesterday\"}";
        HttpResponse<String> answer =
                send("[" + bad + ",{\"id\":\"2\",\"source\":\"/shop\",\"type\":\"order.placed\"}]");
        assertEquals(202, answer.statusCode());
        KeptRejection rejection = kept(1).getFirst();
        assertEquals("invalid-attribute", rejection.code());
        assertEquals("/time", rejection.pointer());
        assertEquals(0, rejection.index());
        assertEquals("/shop", rejection.source());
        assertEquals("order.placed", rejection.type());
        assertEquals("admin", rejection.key());
        assertEquals("127.0.0.1", rejection.address());
        assertEquals(answer.headers().firstValue("X-Request-Id").orElse(""), rejection.requestId());
        assertEquals(bad.length(), rejection.bytes());
        assertFalse(rejection.cut());
        RejectionDetail detail =
                KeyClient.read(client.admin("GET", "/v1/rejections/" + rejection.id(), ""), RejectionDetail.class);
        assertEquals(bad, detail.body());
        assertEquals(rejection, detail.rejection());
        RejectionPage page = page("");
        assertEquals("/shop", page.rates().getFirst().source());
        assertEquals(1, page.rates().getFirst().lastHour());
        assertEquals(0.2, page.rates().getFirst().perMinute());
    }

    @Test
    void keepsWholeRequestsThatWereRefused() {
        send("{\"id\":");
        client.send(HttpRequest.newBuilder(server.url().resolve("/v1/events"))
                .header("Authorization", "Bearer " + TestServers.TOKEN)
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("hello")));
        send("[]");
        List<KeptRejection> items = kept(3);
        assertEquals(
                List.of("empty-batch", "unsupported-media-type", "malformed-json"),
                items.stream().map(KeptRejection::code).toList());
        items.forEach(item -> assertNull(item.index()));
        assertTrue(items.get(1).cut(), "its body was not read");
        HttpResponse<String> again =
                client.admin("POST", "/v1/rejections/" + items.get(1).id() + "/resubmit", "");
        assertEquals(409, again.statusCode(), again.body());
    }

    @Test
    void sendsACorrectedEventAgainOnce() {
        send("{\"id\":\"1\",\"source\":\"/shop\"}");
        String id = kept(1).getFirst().id();
        HttpResponse<String> still = client.admin("POST", "/v1/rejections/" + id + "/resubmit", "");
        assertEquals(422, still.statusCode(), still.body());
        assertEquals(
                "missing-attribute",
                KeyClient.tree(still).at("/rejected/0/code").asText());
        String good = "{\"id\":\"1\",\"source\":\"/shop\",\"type\":\"order.placed\"}";
        HttpResponse<String> sent = client.admin("POST", "/v1/rejections/" + id + "/resubmit", good);
        assertEquals(202, sent.statusCode(), sent.body());
        assertEquals(1, KeyClient.tree(sent).get("accepted").asInt());
        HttpResponse<String> twice = client.admin("POST", "/v1/rejections/" + id + "/resubmit", good);
        assertEquals(409, twice.statusCode(), twice.body());
        KeptRejection now = page("").items().getFirst();
        assertEquals("admin", now.resubmittedBy());
        JsonNode audit = KeyClient.tree(client.admin("GET", "/v1/audit", "")).get("items");
        assertEquals("resubmit", audit.get(0).get("act").asText());
        assertEquals("done", audit.get(0).get("outcome").asText());
        assertEquals("failed", audit.get(1).get("outcome").asText());
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> servers.database().number("select count(*) from event where id = '1'") == 1,
                "the event is stored");
        assertEquals(1, page("").items().size(), "what is sent again and refused again is not kept twice");
    }

    @Test
    void sendsAnEventThatItsKeyMayNotSendWithTheRightsOfTheAdmin() {
        IssuedKey key = client.issue("till", "/till", "");
        assertEquals(422, client.event(key.token(), "/bank", "b-1").statusCode());
        KeptRejection rejection = kept(1).getFirst();
        assertEquals("till", rejection.key());
        assertEquals("source-not-allowed", rejection.code());
        assertEquals(
                202,
                client.admin("POST", "/v1/rejections/" + rejection.id() + "/resubmit", "")
                        .statusCode());
    }

    @Test
    void keepsTheLastThousandAndShowsThemInPages() {
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < 600; i++) {
            batch.append(i == 0 ? "" : ",").append("{\"id\":\"").append(i).append("\",\"source\":\"/s\"}");
        }
        send(batch + "]");
        kept(600);
        send(batch + "]");
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> page("?limit=1").rates().stream().anyMatch(r -> r.lastHour() == 1_200),
                "all of them are counted");
        assertEquals(1_000, servers.database().number("select count(*) from rejection"));
        RejectionPage first = page("?limit=700");
        RejectionPage rest = page("?limit=700&cursor=" + first.next());
        assertEquals(700, first.items().size());
        assertEquals(300, rest.items().size());
        assertNull(rest.next());
        assertEquals(400, client.admin("GET", "/v1/rejections?cursor=x", "").statusCode());
    }

    @Test
    void saysWhatItCutAndDoesNotSendThatAgain() {
        String big = "{\"id\":\"1\",\"source\":\"/s\",\"data\":\"" + "x".repeat(300_000) + "\"}";
        send(big);
        KeptRejection rejection = kept(1).getFirst();
        assertTrue(rejection.cut());
        assertEquals(big.length(), rejection.bytes());
        RejectionDetail detail =
                KeyClient.read(client.admin("GET", "/v1/rejections/" + rejection.id(), ""), RejectionDetail.class);
        assertEquals(256 << 10, detail.body().length());
        assertEquals(
                409,
                client.admin("POST", "/v1/rejections/" + rejection.id() + "/resubmit", "")
                        .statusCode());
    }

    @Test
    void keepsWhatWasRefusedWhileTheDatabaseWasAway() {
        servers.database().cut();
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> client.admin("GET", "/v1/rejections", "").statusCode() == 503,
                "the database is away");
        send("{\"id\":\"1\",\"source\":\"/away\"}");
        servers.database().restore();
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> client.admin("GET", "/v1/rejections", ""),
                a -> a.statusCode() == 200 && a.body().contains("/away"),
                "it is kept once the database is back");
    }
}
