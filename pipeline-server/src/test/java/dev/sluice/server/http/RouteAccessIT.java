package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
