package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.event.Event;
import dev.sluice.model.event.EventLimits;
import dev.sluice.model.event.EventReader;
import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.json.Json;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/// Bad inputs against a whole server, by raw sockets. After each of them a good event on a new connection is taken and
/// stored once, and every event that was accepted is stored byte for byte.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadInputIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final EventReader READER = new EventReader(EventLimits.DEFAULT);

    private final TestServers servers = new TestServers();
    private SluiceServer server;
    private Connection database;
    private int goodEvents;

    @BeforeAll
    void start() throws IOException, SQLException {
        List<String> impatient =
                List.of("--http-header-timeout", "1s", "--http-body-timeout", "2s", "--http-idle-timeout", "3s");
        server = SluiceServer.start(ServerConfig.load(impatient, servers.environment()));
        Eventually.eventually(DEADLINE, server::ready, "the server is ready");
        database = servers.database().connect();
    }

    @AfterAll
    void stop() throws SQLException {
        database.close();
        server.close();
        servers.close();
    }

    @TestFactory
    List<DynamicContainer> answersEachAsItShould() {
        Map<String, List<BadInput>> byRow = new LinkedHashMap<>();
        HttpRows.all().forEach(row -> byRow.computeIfAbsent(row.row(), _ -> new ArrayList<>())
                .add(row));
        JsonRows.all().forEach(row -> byRow.computeIfAbsent(row.row(), _ -> new ArrayList<>())
                .add(row));
        return byRow.entrySet().stream()
                .map(row -> dynamicContainer(
                        row.getKey(),
                        row.getValue().stream().map(input -> dynamicTest(input.toString(), () -> check(input)))))
                .toList();
    }

    @Test
    void b08ClosesAConnectionWhoseHeadersTrickle() throws IOException, SQLException {
        try (RawConnection connection = new RawConnection(server.url())) {
            connection.trickle("GET /v1/queues HTTP/1.1\r\nX: " + "a".repeat(1_000));
            assertTrue(connection.closed());
        }
        takesAGoodEvent();
    }

    @Test
    void b09EndsBodiesThatStallOrTrickleAndServesOthersMeanwhile() throws IOException, SQLException {
        List<RawConnection> slow = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            RawConnection connection = new RawConnection(server.url());
            slow.add(connection);
            connection.write(BadInput.head() + "Content-Type: application/json\r\nContent-Length: 5000\r\n\r\n");
            connection.trickle(i % 2 == 0 ? "" : "[" + " ".repeat(1_000));
        }
        takesAGoodEvent();
        for (RawConnection connection : slow) {
            try (connection) {
                RawConnection.Answer answer = connection.answer();
                assertEquals(408, answer.status(), answer.text());
                assertEquals(
                        "request-timeout", Json.tree(answer.body()).path("code").textValue());
                assertTrue(connection.closed());
            }
        }
        takesAGoodEvent();
    }

    @Test
    void b14RefusesEveryOtherMethodOnEveryRoute() throws IOException, SQLException {
        JsonNode paths = Json.tree(ask("GET /openapi").body()).path("paths");
        assertTrue(paths.size() > 10);
        for (Map.Entry<String, JsonNode> path : paths.properties()) {
            Set<String> allowed = new TreeSet<>();
            path.getValue().fieldNames().forEachRemaining(method -> allowed.add(method.toUpperCase(Locale.ROOT)));
            if (allowed.contains("GET")) {
                allowed.add("HEAD");
            }
            String address = path.getKey().replaceAll("\\{[^}]*}", "x");
            for (String method : List.of("PATCH", "TRACE", "get", "OPTIONS", "BREW")) {
                if (allowed.contains(method)) {
                    continue;
                }
                RawConnection.Answer answer = ask(method + " " + address);
                assertEquals(405, answer.status(), method + " " + address + ": " + answer.text());
                assertEquals(
                        "method-not-allowed",
                        Json.tree(answer.body()).path("code").textValue());
                assertTrue(answer.head().contains("\r\nAllow: " + String.join(", ", allowed) + "\r\n"), answer.text());
            }
        }
        takesAGoodEvent();
    }

    private RawConnection.Answer ask(String line) throws IOException {
        try (RawConnection connection = new RawConnection(server.url())) {
            connection.send((line + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestServers.TOKEN + "\r\n\r\n")
                    .getBytes(UTF_8));
            return connection.answer();
        }
    }

    private void check(BadInput input) throws IOException, SQLException {
        try (RawConnection connection = new RawConnection(server.url())) {
            if (input.row().equals("B10")) {
                connection.sendAllAndEnd(input.request());
            } else {
                connection.send(input.request());
            }
            RawConnection.Answer answer = connection.answer();
            assertEquals(input.status(), answer.status(), answer.text());
            checkBody(input, answer);
            if (input.kept()) {
                connection.send(("GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n").getBytes(UTF_8));
                assertEquals(200, connection.answer().status(), "the connection is kept");
            } else {
                assertTrue(connection.closed(), "the connection is closed");
            }
        }
        takesAGoodEvent();
        if (input.accepted() > 0) {
            keepsWhatItAccepted(input);
        }
    }

    private static void checkBody(BadInput input, RawConnection.Answer answer) throws IOException {
        JsonNode body = Json.tree(answer.body());
        assertTrue(answer.text().contains(input.detail()), answer.text());
        assertFalse(answer.text().contains("\tat ") || answer.text().contains("Exception"), answer.text());
        assertFalse(answer.text().contains("100 Continue"), answer.text());
        if (input.status() != 202) {
            assertEquals(input.code(), body.path("code").textValue(), answer.text());
            assertTrue(answer.text().contains("application/problem+json"), answer.text());
            assertEquals(16, body.path("requestId").textValue().length(), answer.text());
        }
        if (input.code().equals("malformed-json")) {
            String sent = new String(input.request(), UTF_8);
            String document = sent.substring(sent.indexOf("\r\n\r\n") + 4);
            assertTrue(document.length() < 4 || !answer.text().contains(document), "it echoes the body");
        }
        assertEquals(input.accepted(), body.path("accepted").asLong(0), answer.text());
        JsonNode rejected = body.path("rejected").path(0);
        assertEquals(input.rejection(), rejected.path("code").textValue(), answer.text());
        assertEquals(input.pointer(), rejected.path("pointer").textValue(), answer.text());
        assertEquals(
                input.rejection() == null ? 0 : 1, body.path("rejectedTotal").asLong(0), answer.text());
    }

    @Test
    void countsAnEventThatComesAgainWithAnotherPayload() throws IOException {
        sendOne(JsonRows.event("conflict", "\"data\":1"));
        sendOne(JsonRows.event("conflict", "\"data\":1"));
        sendOne(JsonRows.event("conflict", "\"data\":2"));
        Eventually.eventually(
                DEADLINE,
                () -> get("/v1/health"),
                health -> health.contains("The last was id conflict of source /bad"),
                "the console is told");
        Matcher counted = Pattern.compile("sluice_events_conflict_total\\{[^}]*} ([0-9.]+)")
                .matcher(get("/metrics"));
        assertTrue(counted.find());
        assertTrue(Double.parseDouble(counted.group(1)) >= 1, counted.group());
        assertEquals(
                JsonRows.event("conflict", "\"data\":1"),
                servers.database().value("select body from event where id = 'conflict'"));
    }

    @Test
    void keepsTheOwnTimeInUtcAndMicroseconds() throws IOException, SQLException {
        sendOne(JsonRows.event("own-time", "\"time\":\"2026-11-23T23:59:59.999999999+18:00\""));
        Eventually.eventually(
                DEADLINE,
                () -> servers.database().value("select time at time zone 'UTC' from event where id = 'own-time'"),
                "2026-11-23 05:59:59.999999"::equals,
                "the time is truncated, not rounded");
    }

    private void sendOne(String event) throws IOException {
        try (RawConnection connection = new RawConnection(server.url())) {
            connection.send(BadInput.body("", "", "application/json", event.getBytes(UTF_8))
                    .request());
            assertEquals(202, connection.answer().status());
        }
    }

    private String get(String path) {
        try {
            return ask("GET " + path).text();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void takesAGoodEvent() throws IOException, SQLException {
        String id = "good-" + goodEvents++;
        byte[] event = JsonRows.event(id, "").replace("/bad", "/good").getBytes(UTF_8);
        try (RawConnection connection = new RawConnection(server.url())) {
            connection.send(BadInput.body("", "", "application/json", event).request());
            assertEquals(202, connection.answer().status(), "a good event afterwards");
        }
        assertStoredOnce("/good", id, event);
    }

    private void keepsWhatItAccepted(BadInput input) throws SQLException {
        byte[] request = input.request();
        int at = new String(request, ISO_8859_1).indexOf("\r\n\r\n") + 4;
        byte[] body = Arrays.copyOfRange(request, at, request.length);
        if (body[0] != '[' && body[0] != '{' || input.detail().contains("lines")) {
            return; // lines: the good ones of them are counted by the last test
        }
        Map<String, Event> first = new LinkedHashMap<>();
        for (ReadOutcome outcome : READER.read(body, 10_000)) {
            if (outcome instanceof ReadOutcome.Accepted(Event event)) {
                first.putIfAbsent(event.id(), event);
            }
        }
        for (Event event : first.values().stream().limit(10).toList()) {
            assertStoredOnce(event.source(), event.id(), event.json());
        }
    }

    private void assertStoredOnce(String source, String id, byte[] text) throws SQLException {
        try (PreparedStatement select =
                database.prepareStatement("select body from event where source = ? and id = ?")) {
            select.setString(1, source);
            select.setString(2, id);
            List<String> stored = Eventually.eventually(
                    DEADLINE, () -> bodies(select), bodies -> !bodies.isEmpty(), id + " is stored");
            assertEquals(List.of(new String(text, UTF_8)), stored);
        }
    }

    private static List<String> bodies(PreparedStatement select) {
        try (ResultSet rows = select.executeQuery()) {
            List<String> bodies = new ArrayList<>();
            while (rows.next()) {
                bodies.add(rows.getString(1));
            }
            return bodies;
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
