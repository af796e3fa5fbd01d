package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.json.Json;
import dev.sluice.server.access.Keys;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RouteAccessIT {
    private final AllRoutes all = new AllRoutes();
    private final RouteTable table = all.table();
    private final TestHttp http = new TestHttp(table);

    @AfterEach
    void stop() {
        http.close();
    }

    private HttpRequest.Builder ask(Route route) {
        return HttpRequest.newBuilder(http.uri(route.pattern().replaceAll("\\{[^}]*}", "x")))
                .method(route.method(), BodyPublishers.noBody());
    }

    @Test
    void letsNobodyInWithoutTheToken() {
        for (Route route : table.routes()) {
            for (String header : List.of("", "Bearer", "Bearer wrong", "Basic " + TestHttp.TOKEN, TestHttp.TOKEN)) {
                HttpRequest.Builder request = ask(route);
                HttpResponse<String> answer =
                        http.send(header.isEmpty() ? request : request.header("Authorization", header));
                boolean refused = answer.statusCode() == 401;
                assertEquals(route.access() != Access.PUBLIC, refused, route + " with " + header);
                assertEquals(
                        refused, answer.headers().firstValue("WWW-Authenticate").isPresent());
            }
        }
    }

    /// Who may use what, route by route; a route that is not here fails the test.
    private static final Map<String, Access> MATRIX = Map.ofEntries(
            Map.entry("POST /v1/events", Access.SENDER),
            Map.entry("GET /v1/events", Access.ADMIN),
            Map.entry("GET /v1/events/count", Access.ADMIN),
            Map.entry("GET /v1/events/histogram", Access.ADMIN),
            Map.entry("GET /v1/events/export", Access.ADMIN),
            Map.entry("GET /v1/events/facets", Access.ADMIN),
            Map.entry("GET /v1/events/statistics", Access.ADMIN),
            Map.entry("GET /v1/events/{id}/around", Access.ADMIN),
            Map.entry("GET /v1/fields", Access.ADMIN),
            Map.entry("GET /v1/events/{id}", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/throttle", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/ingest", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/peek", Access.ADMIN),
            Map.entry("GET /v1/searches", Access.ADMIN),
            Map.entry("PUT /v1/searches/{name}", Access.ADMIN),
            Map.entry("DELETE /v1/searches/{name}", Access.ADMIN),
            Map.entry("GET /v1/queues", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}", Access.ADMIN),
            Map.entry("PUT /v1/queues/{name}", Access.ADMIN),
            Map.entry("DELETE /v1/queues/{name}", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/pause", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/resume", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/purge/plan", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/purge", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/purge/{id}", Access.ADMIN),
            Map.entry("DELETE /v1/queues/{name}/purge/{id}", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters", Access.ADMIN),
            Map.entry("GET /v1/dead-letters/groups", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters/groups", Access.ADMIN),
            Map.entry("PUT /v1/queues/{name}/dead-letters/groups/{fingerprint}", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/dead-letters/redrive", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters/redrive", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters/redrive/{id}", Access.ADMIN),
            Map.entry("DELETE /v1/queues/{name}/dead-letters/redrive/{id}", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/dead-letters/edit", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/dead-letters/discard", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters/discards", Access.ADMIN),
            Map.entry("GET /v1/queues/{name}/dead-letters/discards/{id}", Access.ADMIN),
            Map.entry("POST /v1/queues/{name}/dead-letters/discards/{id}/undo", Access.ADMIN),
            Map.entry("GET /v1/ledger", Access.ADMIN),
            Map.entry("GET /v1/audit", Access.ADMIN),
            Map.entry("GET /v1/tokens", Access.ADMIN),
            Map.entry("POST /v1/tokens", Access.ADMIN),
            Map.entry("DELETE /v1/tokens/{id}", Access.ADMIN),
            Map.entry("GET /v1/storage", Access.ADMIN),
            Map.entry("POST /v1/erasures/plan", Access.ADMIN),
            Map.entry("GET /v1/erasures/{id}", Access.ADMIN),
            Map.entry("DELETE /v1/events", Access.ADMIN),
            Map.entry("GET /v1/conflicts", Access.ADMIN),
            Map.entry("GET /v1/conflicts/{id}", Access.ADMIN),
            Map.entry("GET /v1/rejections", Access.ADMIN),
            Map.entry("GET /v1/rejections/{id}", Access.ADMIN),
            Map.entry("POST /v1/rejections/{id}/resubmit", Access.ADMIN),
            Map.entry("GET /v1/live", Access.ADMIN),
            Map.entry("GET /v1/telemetry", Access.ADMIN),
            Map.entry("GET /v1/health", Access.ADMIN),
            Map.entry("GET /metrics", Access.ADMIN),
            Map.entry("GET /health/live", Access.PUBLIC),
            Map.entry("GET /health/ready", Access.PUBLIC),
            Map.entry("GET /openapi", Access.PUBLIC));

    private enum Bearer {
        ADMIN,
        KEY,
        NOBODY
    }

    @Test
    void letsEachRoleInWhereTheMatrixSaysAndNowhereElse() {
        String key = Keys.token();
        http.keyring.replace(List.of(Keys.record(key)));
        TreeSet<String> served = new TreeSet<>();
        for (Route route : table.routes()) {
            String name = route.method() + " " + route.pattern();
            served.add(name);
            assertTrue(MATRIX.containsKey(name), "say in the matrix who may use " + name);
            for (Bearer bearer : Bearer.values()) {
                HttpRequest.Builder request = ask(route);
                HttpResponse<String> answer = http.send(
                        switch (bearer) {
                            case ADMIN -> request.header("Authorization", "Bearer " + TestHttp.TOKEN);
                            case KEY -> request.header("Authorization", "Bearer " + key);
                            case NOBODY -> request;
                        });
                int refusal =
                        switch (MATRIX.get(name)) {
                            case PUBLIC -> 0;
                            case SENDER -> bearer == Bearer.NOBODY ? 401 : 0;
                            case ADMIN -> bearer == Bearer.NOBODY ? 401 : bearer == Bearer.KEY ? 403 : 0;
                        };
                int status = answer.statusCode();
                assertEquals(refusal, status == 401 || status == 403 ? status : 0, name + " as " + bearer);
            }
        }
        assertEquals(served, new TreeSet<>(MATRIX.keySet()), "every row of the matrix is a route");
    }

    @Test
    void takesNoTokenFromTheAddress() {
        HttpRequest.Builder request = HttpRequest.newBuilder(http.uri("/v1/queues?access_token=" + TestHttp.TOKEN));
        assertEquals(401, http.send(request).statusCode());
    }

    @Test
    void keepsDeniedActsOnceInAWhile() {
        for (int i = 0; i < 3; i++) {
            http.send(
                    HttpRequest.newBuilder(http.uri("/v1/queues/orders/pause")).POST(BodyPublishers.noBody()));
        }
        http.send(HttpRequest.newBuilder(http.uri("/v1/queues")));
        assertEquals(List.of("pause queue:orders: no valid token"), http.denied);
    }

    @Test
    void refusesParametersItDoesNotKnowOrSeesTwice() {
        for (Route route : table.routes()) {
            if (route.method().equals("GET") && route.access() != Access.PUBLIC) {
                String path = route.pattern().replaceAll("\\{[^}]*}", "x");
                assertEquals(400, http.get(path + "?colour=red").statusCode(), route.pattern());
            }
        }
        assertEquals(400, http.get("/v1/events?limit=1&limit=2").statusCode());
        assertEquals(400, http.get("/v1/events?limit=0").statusCode());
        assertEquals(400, http.get("/v1/events?limit=9223372036854775808").statusCode());
        assertEquals(400, http.get("/v1/events?from=yesterday").statusCode());
        assertEquals(400, http.get("/v1/events?q=%00").statusCode());
    }

    @Test
    void describesEveryRouteItServes() throws IOException {
        JsonNode document = Json.tree(http.get("/openapi").body().getBytes(StandardCharsets.UTF_8));
        TreeSet<String> described = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .fieldNames()
                .forEachRemaining(method -> described.add(method.toUpperCase() + " " + path.getKey())));
        TreeSet<String> served = new TreeSet<>();
        table.routes().forEach(route -> served.add(route.method() + " " + route.pattern()));
        assertEquals(served, described);
        assertTrue(served.contains("POST /v1/queues/{name}/purge/plan"));
    }

    @Test
    void saysWhetherItIsReadyAndNoMoreToStrangers() {
        all.health.register("disk", () -> new Check("disk", HealthState.AMBER, "secret figures"));
        HttpResponse<String> ready = http.send(HttpRequest.newBuilder(http.uri("/health/ready")));
        assertEquals(200, ready.statusCode());
        assertEquals(
                "{\"status\":\"ready\",\"health\":\"amber\",\"checks\":[{\"name\":\"disk\",\"state\":\"amber\"}]}",
                ready.body());
        assertTrue(http.get("/v1/health").body().contains("secret figures"));
        all.ready = false;
        assertEquals(503, http.get("/health/ready").statusCode());
        assertEquals(200, http.get("/health/live").statusCode());
    }

    @Test
    void marksEveryAnswer() {
        for (String path : List.of("/health/live", "/v1/health", "/nowhere", "/v1/events?limit=0")) {
            HttpResponse<String> answer = http.get(path);
            assertEquals(
                    "no-store", answer.headers().firstValue("Cache-Control").orElse(""));
            assertEquals(
                    "nosniff",
                    answer.headers().firstValue("X-Content-Type-Options").orElse(""));
            assertEquals(
                    16, answer.headers().firstValue("X-Request-Id").orElse("").length());
            assertFalse(answer.headers().firstValue("Server").isPresent());
        }
        assertEquals(404, http.get("/nowhere").statusCode());
    }

    @Test
    void countsRequestsByRouteNotByPath() {
        http.get("/v1/health");
        http.get("/nowhere/else");
        String metrics = http.meters.scrape();
        assertTrue(metrics.contains("route=\"/v1/health\",status=\"200\"} 1.0"), metrics);
        assertTrue(metrics.contains("route=\"none\",status=\"404\"} 1.0"), metrics);
    }
}
