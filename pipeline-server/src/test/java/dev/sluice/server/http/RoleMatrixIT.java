package dev.sluice.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.json.Json;
import dev.sluice.server.access.Keys;
import dev.sluice.server.store.AccessSnapshot;
import dev.sluice.server.store.KeyRecord;
import dev.sluice.server.store.SessionRecord;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every route of the table, asked by everybody there is.
class RoleMatrixIT {
    /// @param role null: no role
    private enum Bearer {
        NOTHING(null, false),
        MALFORMED(null, false),
        UNKNOWN(null, false),
        REVOKED(null, false),
        EXPIRED_SESSION(null, false),
        IDLE_SESSION(null, false),
        EXPIRED_SCRIPT(null, false),
        INGEST_KEY(null, true),
        VIEWER(AccessRole.VIEWER, true),
        OPERATOR(AccessRole.OPERATOR, true),
        ADMIN(AccessRole.ADMIN, true),
        SCRIPT_VIEWER(AccessRole.VIEWER, true),
        SCRIPT_ADMIN(AccessRole.ADMIN, true),
        ADMIN_TOKEN(AccessRole.ADMIN, true);

        final @Nullable AccessRole role;
        final boolean known;

        Bearer(@Nullable AccessRole role, boolean known) {
            this.role = role;
            this.known = known;
        }
    }

    private final RouteTable table = new AllRoutes().table();
    private final TestHttp http = new TestHttp(table);
    private final Map<Bearer, String> tokens = new EnumMap<>(Bearer.class);

    @BeforeEach
    void giveTokens() {
        List<KeyRecord> keys = new ArrayList<>();
        List<SessionRecord> sessions = new ArrayList<>();
        Instant now = Instant.now();
        Instant later = now.plus(Duration.ofHours(1));
        Instant past = now.minus(Duration.ofSeconds(1));
        for (Bearer bearer : Bearer.values()) {
            String id = "%016x".formatted(bearer.ordinal());
            String token = Keys.token(id);
            tokens.put(bearer, token);
            switch (bearer) {
                case NOTHING -> tokens.put(bearer, "");
                case MALFORMED -> tokens.put(bearer, "sluice_" + id + "_short");
                case UNKNOWN, REVOKED -> {}
                case EXPIRED_SESSION -> sessions.add(Keys.session(id, token, AccessRole.ADMIN, past, now));
                case IDLE_SESSION ->
                    sessions.add(Keys.session(id, token, AccessRole.ADMIN, later, now.minus(Duration.ofHours(2))));
                case EXPIRED_SCRIPT -> keys.add(Keys.script(id, token, AccessRole.ADMIN, past));
                case INGEST_KEY -> keys.add(Keys.record(id, token));
                case SCRIPT_VIEWER, SCRIPT_ADMIN -> keys.add(Keys.script(id, token, bearer.role, later));
                case ADMIN_TOKEN -> tokens.put(bearer, TestHttp.TOKEN);
                case VIEWER, OPERATOR, ADMIN -> sessions.add(Keys.session(id, token, bearer.role, later, now));
            }
        }
        http.keyring.replace(new AccessSnapshot(keys, sessions, true));
    }

    @AfterEach
    void stop() {
        http.close();
    }

    private HttpResponse<String> ask(Route route, Bearer bearer) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        http.uri(route.pattern().replaceAll("\\{[^}]*}", "x")))
                .method(route.method(), BodyPublishers.noBody());
        String token = tokens.get(bearer);
        return http.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
    }

    private static int refusal(Access access, Bearer bearer) {
        if (access == Access.PUBLIC) {
            return 0;
        }
        if (!bearer.known) {
            return 401;
        }
        boolean allowed =
                switch (access) {
                    case SENDER -> bearer.role != AccessRole.VIEWER;
                    case VIEWER -> bearer.role != null;
                    case OPERATOR -> bearer.role == AccessRole.OPERATOR || bearer.role == AccessRole.ADMIN;
                    case ADMIN -> bearer.role == AccessRole.ADMIN;
                    case PUBLIC -> true;
                };
        return allowed ? 0 : 403;
    }

    @Test
    void letsEachRoleInWhereTheListSaysAndNowhereElse() throws IOException {
        for (Route route : table.routes()) {
            for (Bearer bearer : Bearer.values()) {
                HttpResponse<String> answer = ask(route, bearer);
                int status = answer.statusCode();
                int refusal = refusal(route.access(), bearer);
                assertEquals(refusal, status == 401 || status == 403 ? status : 0, route.key() + " as " + bearer);
                if (refusal == 403 && bearer.role != null) {
                    JsonNode problem = Json.tree(answer.body().getBytes(StandardCharsets.UTF_8));
                    assertEquals("forbidden", problem.get("code").asText());
                    String detail = problem.get("detail").asText();
                    assertTrue(
                            detail.contains(
                                    "needs the role " + route.access().needs().text()),
                            detail);
                    assertTrue(detail.contains("has the role " + bearer.role.text()), detail);
                }
            }
        }
    }

    @Test
    void hasEveryRouteInTheListAndNothingElse() {
        TreeSet<String> served = new TreeSet<>();
        table.routes().stream()
                .filter(route -> route.access() != Access.PUBLIC)
                .forEach(route -> served.add(route.key()));
        assertEquals(served, new TreeSet<>(Rights.listed()), "each route is in Rights, and each of Rights is a route");
    }

    @Test
    void keepsWhatItDoesNotKnowForAdmins() {
        assertEquals(Access.ADMIN, Route.get("/v1/new", "", _ -> Reply.json("")).access());
    }

    @Test
    void opensTheDoorsThatNeedNoTokenAndNoOthers() {
        TreeSet<String> open = new TreeSet<>();
        table.routes().stream()
                .filter(route -> route.access() == Access.PUBLIC)
                .forEach(route -> open.add(route.key()));
        assertEquals(
                Set.of("GET /health/live", "GET /health/ready", "GET /openapi", "POST /v1/session"), Set.copyOf(open));
    }

    @Test
    void tellsEachOneTheirPermissionsAsTheyAre() throws IOException {
        for (Bearer bearer : List.of(Bearer.VIEWER, Bearer.OPERATOR, Bearer.ADMIN, Bearer.SCRIPT_VIEWER)) {
            Route who = table.routes().stream()
                    .filter(route -> route.key().equals("GET /v1/session"))
                    .findFirst()
                    .orElseThrow();
            JsonNode state = Json.tree(ask(who, bearer).body().getBytes(StandardCharsets.UTF_8));
            assertEquals(bearer.role.text(), state.get("role").asText());
            Map<String, JsonNode> told = new HashMap<>();
            state.get("permissions").forEach(p -> told.put(p.get("route").asText(), p));
            for (Route route : table.routes()) {
                if (route.access() != Access.PUBLIC) {
                    boolean allowed = refusal(route.access(), bearer) == 0;
                    JsonNode permission = told.get(route.key());
                    assertEquals(allowed, permission.get("allowed").asBoolean(), route.key() + " as " + bearer);
                    assertEquals(!allowed, permission.hasNonNull("reason"), route.key() + " as " + bearer);
                }
            }
        }
    }

    /// docs/security.md shows the list to people.
    @Test
    void documentsWhoMayDoWhat() throws IOException {
        Set<String> documented = new LinkedHashSet<>();
        for (String line : Files.readAllLines(Path.of("../docs/security.md"))) {
            if (line.matches("\\| `[A-Z]+ /.*")) {
                documented.add(line.replace(" ", ""));
            }
        }
        Set<String> expected = new LinkedHashSet<>();
        table.routes().stream()
                .sorted(Comparator.comparing(Route::pattern).thenComparing(Route::method))
                .forEach(route -> expected.add(row(route)));
        assertEquals(String.join("\n", expected), String.join("\n", documented));
    }

    private static String row(Route route) {
        StringBuilder row = new StringBuilder("| `" + route.key() + "` |");
        for (Bearer bearer : List.of(Bearer.NOTHING, Bearer.INGEST_KEY, Bearer.VIEWER, Bearer.OPERATOR, Bearer.ADMIN)) {
            row.append(refusal(route.access(), bearer) == 0 ? " yes |" : " |");
        }
        return row.toString().replace(" ", "");
    }
}
