package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.NewSession;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Two instances over one broker and one database, with other people in each test.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PeopleIT {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String PASSWORD = "blue kettle of 9 frogs";

    private final TestServers servers = new TestServers();
    private SluiceServer one;
    private SluiceServer two;
    private KeyClient first;
    private KeyClient second;

    @BeforeEach
    void forgetPeople() {
        servers.database().execute("delete from person");
    }

    @BeforeAll
    void start() throws IOException {
        one = SluiceServer.start(servers.config());
        two = SluiceServer.start(servers.config());
        first = new KeyClient(one.url());
        second = new KeyClient(two.url());
        Eventually.eventually(RunningPipeline.DEADLINE, () -> one.ready() && two.ready(), "both are ready");
    }

    @AfterAll
    void stop() {
        first.close();
        second.close();
        one.close();
        two.close();
        servers.close();
    }

    private void add(String name, String role) {
        HttpResponse<String> answer = first.admin(
                "POST",
                "/v1/users",
                "{\"name\":\"" + name + "\",\"role\":\"" + role + "\",\"password\":\"" + PASSWORD + "\"}");
        assertEquals(201, answer.statusCode(), answer.body());
        assertFalse(answer.body().contains("argon2"), answer.body());
    }

    private static HttpResponse<String> tryLogIn(KeyClient client, String name, String password) {
        return client.call("POST", "/v1/session", "", "{\"user\":\"" + name + "\",\"password\":\"" + password + "\"}");
    }

    private NewSession logIn(String name) {
        HttpResponse<String> answer = tryLogIn(first, name, PASSWORD);
        assertEquals(201, answer.statusCode(), answer.body());
        return KeyClient.read(answer, NewSession.class);
    }

    private static String withoutId(HttpResponse<String> answer) {
        return answer.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private static int status(KeyClient client, String method, String path, String token, String json) {
        return client.call(method, path, token, json).statusCode();
    }

    private static void refusedSoon(KeyClient client, String token) {
        Eventually.eventually(
                SOON,
                () -> client.call("GET", "/v1/session", token, ""),
                answer -> answer.statusCode() == 401,
                "the token is refused");
    }

    private static void knownSoon(KeyClient client, String token) {
        Eventually.eventually(
                SOON,
                () -> client.call("GET", "/v1/session", token, ""),
                answer -> answer.statusCode() == 200,
                "the token is known");
    }

    private JsonNode audit(int index) {
        return KeyClient.tree(first.admin("GET", "/v1/audit", "")).get("items").get(index);
    }

    @Test
    void logsSomebodyInAndOutOnEveryInstance() {
        add("Anna", "operator");
        NewSession session = logIn("ANNA");
        assertEquals("anna", session.user());
        assertEquals(AccessRole.OPERATOR, session.role());
        assertTrue(session.expiresAt().isAfter(Instant.now().plus(Duration.ofHours(11))), session.toString());
        JsonNode state = KeyClient.tree(first.call("GET", "/v1/session", session.token(), ""));
        assertEquals("anna", state.get("name").asText());
        assertEquals("session", state.get("kind").asText());
        knownSoon(second, session.token());
        assertEquals(403, status(second, "GET", "/v1/users", session.token(), ""));
        assertEquals(200, status(first, "DELETE", "/v1/session", session.token(), ""));
        assertEquals(401, status(first, "GET", "/v1/session", session.token(), ""));
        refusedSoon(second, session.token());
        assertEquals("log-out", audit(0).get("act").asText());
        assertEquals("log-in", audit(1).get("act").asText());
        assertEquals("anna", audit(1).get("who").asText());
    }

    @Test
    void doesNotTellWhetherANameOrAPasswordIsWrongOrSomebodyIsDisabled() {
        add("anna", "viewer");
        add("ben", "viewer");
        first.admin("PATCH", "/v1/users/ben", "{\"disabled\":true}");
        String expected = withoutId(tryLogIn(first, "anna", "not the password"));
        for (HttpResponse<String> answer : List.of(
                tryLogIn(first, "anna", "x".repeat(10_000)),
                tryLogIn(first, "nobody", PASSWORD),
                tryLogIn(first, "ben", PASSWORD))) {
            assertEquals(401, answer.statusCode());
            assertEquals(expected, withoutId(answer));
        }
        for (int i = 0; i < 3; i++) {
            tryLogIn(first, "anna", "still not it");
        }
        HttpResponse<String> throttled = tryLogIn(first, "anna", PASSWORD);
        assertEquals(429, throttled.statusCode(), throttled.body());
        assertEquals("login-throttled", KeyClient.tree(throttled).get("code").asText());
        int after =
                Integer.parseInt(throttled.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(after >= 1 && after <= 4, "Retry-After " + after);
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> tryLogIn(first, "anna", PASSWORD),
                answer -> answer.statusCode() == 201,
                "nobody is locked out for good");
        assertTrue(
                KeyClient.tree(first.admin("GET", "/v1/audit", "")).get("items").findValuesAsText("who").stream()
                        .noneMatch("nobody"::equals),
                "a name that is nobody's is not kept: it may be a password");
    }

    @Test
    void keepsNoPasswordAndNoTokenAnywhere() {
        add("anna", "viewer");
        NewSession session = logIn("anna");
        String secret = session.token().substring(session.token().lastIndexOf('_') + 1);
        for (String table : List.of("person", "person_session", "audit")) {
            for (String text : List.of(secret, PASSWORD)) {
                assertEquals(
                        0,
                        servers.database()
                                .number("select count(*) from " + table + " where position('" + text + "' in " + table
                                        + "::text) > 0"),
                        table);
            }
        }
        HttpResponse<String> users = first.admin("GET", "/v1/users", "");
        assertFalse(users.body().contains("argon2") || users.body().contains(secret), users.body());
        assertEquals(1, KeyClient.tree(users).at("/items/0/sessions").asInt(), users.body());
    }

    @Test
    void endsEverySessionOfSomebodyWhoIsDisabledOrGetsAnotherPassword() {
        add("anna", "viewer");
        NewSession session = logIn("anna");
        knownSoon(second, session.token());
        assertEquals(
                200, first.admin("PUT", "/v1/users/anna", "{\"disabled\":true}").statusCode());
        assertEquals(401, status(first, "GET", "/v1/queues", session.token(), ""));
        refusedSoon(second, session.token());
        first.admin("PUT", "/v1/users/anna", "{\"disabled\":false}");
        assertEquals(401, status(first, "GET", "/v1/queues", session.token(), ""), "enabling brings none back");
        NewSession next = logIn("anna");
        first.admin("PATCH", "/v1/users/anna", "{\"password\":\"another kettle of fish\"}");
        refusedSoon(second, next.token());
        assertEquals(401, tryLogIn(first, "anna", PASSWORD).statusCode());
        assertEquals(201, tryLogIn(first, "anna", "another kettle of fish").statusCode());
    }

    @Test
    void takesAnotherRoleOverAtOnceAndClosesSocketsThatSawMore() {
        add("anna", "admin");
        add("ben", "admin");
        NewSession session = logIn("anna");
        knownSoon(second, session.token());
        assertEquals(200, status(second, "GET", "/v1/users", session.token(), ""));
        try (SocketProbe socket = new SocketProbe(two.url(), session.token())) {
            assertEquals("admin", socket.welcome().get("role").asText());
            first.admin("PATCH", "/v1/users/anna", "{\"role\":\"viewer\"}");
            Eventually.eventually(
                    SOON,
                    () -> second.call("GET", "/v1/users", session.token(), ""),
                    answer -> answer.statusCode() == 403,
                    "the role is lowered on the other instance");
            assertEquals(4403, socket.closed(Duration.ofSeconds(10)));
        }
        try (SocketProbe socket = new SocketProbe(two.url(), session.token())) {
            assertEquals("viewer", socket.welcome().get("role").asText());
            first.admin("DELETE", "/v1/users/anna/sessions", "");
            assertEquals(4401, socket.closed(Duration.ofSeconds(10)));
        }
    }

    @Test
    void showsViewersOfTheAuditWhatEverybodyMaySee() {
        add("anna", "viewer");
        NewSession session = logIn("anna");
        try (SocketProbe socket = new SocketProbe(one.url(), session.token())) {
            socket.welcome();
            first.admin("PATCH", "/v1/users/anna", "{\"role\":\"viewer\"}");
            JsonNode act = socket.next("act").get("record");
            assertEquals("change-user", act.get("act").asText());
            assertFalse(act.has("from") || act.has("before") || act.has("after"), act.toString());
        }
        JsonNode whole = audit(0);
        assertTrue(whole.has("from") && whole.has("before") && whole.has("after"), whole.toString());
        JsonNode brief = KeyClient.tree(first.call("GET", "/v1/audit", session.token(), ""))
                .get("items")
                .get(0);
        assertEquals(whole.get("act"), brief.get("act"));
        assertFalse(brief.has("from") || brief.has("before") || brief.has("after"), brief.toString());
    }

    @Test
    void servesOpenSessionsWhileTheDatabaseIsAwayAndLearnsOfTheirEndAtItsReturn() {
        add("anna", "viewer");
        NewSession session = logIn("anna");
        knownSoon(second, session.token());
        servers.database().cut();
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> tryLogIn(second, "anna", PASSWORD),
                answer -> answer.statusCode() == 503,
                "nobody logs in meanwhile");
        assertEquals(200, status(second, "GET", "/v1/session", session.token(), ""));
        servers.database().restore();
        servers.database().execute("delete from person_session");
        refusedSoon(second, session.token());
    }

    @Test
    void keepsAnAdminUnlessTheBearerOfTheAdminTokenSaysOtherwise() {
        add("anna", "admin");
        add("ben", "viewer");
        NewSession session = logIn("anna");
        for (String change : List.of("{\"role\":\"viewer\"}", "{\"disabled\":true}")) {
            assertEquals(409, status(first, "PATCH", "/v1/users/anna", session.token(), change));
        }
        assertEquals(409, status(first, "DELETE", "/v1/users/anna", session.token(), ""));
        assertEquals(200, status(first, "DELETE", "/v1/users/ben", session.token(), ""));
        assertEquals(200, first.admin("DELETE", "/v1/users/anna", "").statusCode());
        assertEquals(401, status(first, "GET", "/v1/session", session.token(), ""));
        assertEquals(404, first.admin("DELETE", "/v1/users/anna", "").statusCode());
    }

    @Test
    void letsPeopleChangeTheirOwnPasswordAndEndsTheirOtherSessions() {
        add("anna", "viewer");
        NewSession here = logIn("anna");
        NewSession there = logIn("anna");
        String wrong = "{\"old\":\"not it at all\",\"password\":\"another kettle of fish\"}";
        assertEquals(403, status(first, "PUT", "/v1/session/password", here.token(), wrong));
        String weak = "{\"old\":\"" + PASSWORD + "\",\"password\":\"password1\"}";
        assertEquals(422, status(first, "PUT", "/v1/session/password", here.token(), weak));
        String right = "{\"old\":\"" + PASSWORD + "\",\"password\":\"another kettle of fish\"}";
        assertEquals(200, status(first, "PUT", "/v1/session/password", here.token(), right));
        assertEquals(200, status(first, "GET", "/v1/session", here.token(), ""));
        assertEquals(401, status(first, "GET", "/v1/session", there.token(), ""));
        assertEquals(201, tryLogIn(first, "anna", "another kettle of fish").statusCode());
        assertEquals(409, first.admin("PUT", "/v1/session/password", right).statusCode());
    }

    @Test
    void renewsAHashOfOtherParametersAtLogIn() {
        add("anna", "viewer");
        servers.database()
                .execute("update person set hash = '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ"
                        + "$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc'");
        assertEquals(201, tryLogIn(first, "anna", "password").statusCode());
        assertEquals(1, servers.database().number("select count(*) from person where hash like '%m=19456,t=2,p=1%'"));
        assertEquals(201, tryLogIn(first, "anna", "password").statusCode());
    }

    @Test
    void givesScriptsTokensWithARoleAndAnEnd() {
        HttpResponse<String> made = first.admin("POST", "/v1/tokens", "{\"name\":\"nightly\",\"role\":\"operator\"}");
        assertEquals(201, made.statusCode(), made.body());
        String token = KeyClient.tree(made).get("token").asText();
        assertTrue(KeyClient.tree(made).at("/key/expiresAt").isTextual(), made.body());
        knownSoon(second, token);
        assertEquals(403, status(second, "GET", "/v1/tokens", token, ""));
        assertEquals(200, status(second, "POST", "/v1/queues/default/resume", token, "{}"));
        assertEquals(409, status(second, "DELETE", "/v1/session", token, ""));
        Eventually.eventually(
                RunningPipeline.DEADLINE,
                () -> KeyClient.tree(first.admin("GET", "/v1/tokens", "")).at("/items/0/lastUsedAt"),
                JsonNode::isTextual,
                "its use is noted");
        first.admin("DELETE", "/v1/tokens/" + KeyClient.tree(made).at("/key/id").asText(), "");
        assertEquals(401, status(first, "GET", "/v1/session", token, ""));
        refusedSoon(second, token);
        for (String wrong : List.of(
                "{\"name\":\"x\",\"role\":\"viewer\",\"sources\":[\"*\"]}",
                "{\"name\":\"x\",\"role\":\"king\"}",
                "{\"name\":\"x\",\"role\":\"viewer\",\"expiresAt\":\"2999-01-01T00:00:00Z\"}")) {
            assertEquals(400, first.admin("POST", "/v1/tokens", wrong).statusCode(), wrong);
        }
    }

    @Test
    void endsASessionWhenItsTimeIsOverAndWhenItRests() throws IOException {
        add("anna", "viewer");
        for (Map<String, String> setting :
                List.of(Map.of("SLUICE_SESSION_LIFETIME", "2s"), Map.of("SLUICE_SESSION_IDLE", "2s"))) {
            try (SluiceServer three = SluiceServer.start(servers.config(setting));
                    KeyClient third = new KeyClient(three.url())) {
                Eventually.eventually(RunningPipeline.DEADLINE, three::ready, "the third is ready");
                HttpResponse<String> answer = tryLogIn(third, "anna", PASSWORD);
                assertEquals(201, answer.statusCode(), answer.body());
                String token = KeyClient.read(answer, NewSession.class).token();
                assertEquals(200, status(third, "GET", "/v1/session", token, ""));
                boolean rests = setting.containsKey("SLUICE_SESSION_IDLE");
                Eventually.eventually(
                        RunningPipeline.DEADLINE,
                        () -> rests && one.ready()
                                ? idleFor(third, token)
                                : third.call("GET", "/v1/session", token, "").statusCode() == 401,
                        "the session is over with " + setting);
            }
        }
    }

    /// Asks only when the database says that the session rested long enough: asking uses it.
    private boolean idleFor(KeyClient client, String token) {
        return servers.database()
                                .number("select count(*) from person_session where last_used_at <"
                                        + " clock_timestamp() - interval '3 seconds'")
                        > 0
                && client.call("GET", "/v1/session", token, "").statusCode() == 401;
    }

    @Test
    void refusesWhatNoUserCanBe() {
        add("anna", "viewer");
        for (String wrong : List.of(
                "{\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}",
                "{\"name\":\"a b\",\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}",
                "{\"name\":\"admin\",\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}",
                "{\"name\":\"ben\",\"role\":\"king\",\"password\":\"" + PASSWORD + "\"}",
                "{\"name\":\"ben\",\"password\":\"" + PASSWORD + "\"}",
                "{\"name\":\"ben\",\"role\":\"viewer\"}")) {
            assertEquals(400, first.admin("POST", "/v1/users", wrong).statusCode(), wrong);
        }
        assertEquals(
                422,
                first.admin("POST", "/v1/users", "{\"name\":\"ben\",\"role\":\"viewer\",\"password\":\"letmein1\"}")
                        .statusCode());
        assertEquals(
                409,
                first.admin(
                                "POST",
                                "/v1/users",
                                "{\"name\":\"anna\",\"role\":\"viewer\",\"password\":\"" + PASSWORD + "\"}")
                        .statusCode());
        assertEquals(400, first.admin("PATCH", "/v1/users/anna", "{}").statusCode());
        assertEquals(
                404,
                first.admin("PATCH", "/v1/users/ben", "{\"role\":\"admin\"}").statusCode());
        assertEquals(
                400,
                first.call("POST", "/v1/session", "", "{\"user\":\"anna\"}").statusCode());
    }
}
