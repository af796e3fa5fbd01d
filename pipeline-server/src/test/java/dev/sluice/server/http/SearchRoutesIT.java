package dev.sluice.server.http;

import static dev.sluice.server.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.event.Event;
import dev.sluice.model.json.Json;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.FrameStore;
import dev.sluice.server.store.FrameToStore;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The search routes over a real database.
class SearchRoutesIT {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int EVENTS = 40_000;
    private static final String WAITING =
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    private static TestDatabase server;
    private static Database database;
    private static TestHttp http;

    @BeforeAll
    static void open() {
        server = TestDatabase.create();
        database = new Database(server.settings());
        database.open();
        http = new TestHttp(
                RouteTable.of(new SearchRoutes(new SearchService(database, InstantSource.system())).routes()));
        FrameStore frames = new FrameStore(database);
        Instant last = Instant.now().minusSeconds(60);
        for (int at = 0; at < EVENTS; at += 5_000) {
            List<Event> events = new ArrayList<>();
            for (int i = at; i < at + 5_000; i++) {
                events.add(event(i));
            }
            frames.append(List.of(new FrameToStore(
                    new FrameId(1, at), "q", last.minusSeconds(at), events.size(), events, List.of())));
        }
    }

    @AfterAll
    static void close() {
        http.close();
        database.close();
        server.close();
    }

    private static Event event(int i) {
        String json = "{\"id\":\"e%d\",\"source\":\"/s/%d\",\"type\":\"shop.sold\",\n\"data\":{\"n\":%d,\"note\":%s}}"
                .formatted(i, i % 3, i, i == 7 ? "\"say \\\"hi\\\",\\nthen go\"" : "[\"a\",\"b\"]");
        return new Event("/s/" + i % 3, "e" + i, "shop.sold", null, null, json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "data.n>=10000", "sold", "type:shop.*", "-source:/s/1"})
    void exportsEveryEventOnceInOrder(String query) throws IOException {
        Set<String> expected = new HashSet<>();
        for (int i = 0; i < EVENTS; i++) {
            if (query.startsWith("data") && i < 10_000 || query.startsWith("-") && i % 3 == 1) {
                continue;
            }
            expected.add("e" + i);
        }
        for (String order : List.of("newest", "oldest")) {
            HttpResponse<String> answer =
                    http.get("/v1/events/export?order=" + order + "&q=" + query.replace(">", "%3E"));
            assertEquals(200, answer.statusCode(), answer.body());
            List<String> ids = new ArrayList<>();
            Instant before = null;
            for (String line : answer.body().split("\n")) {
                var tree = Json.tree(line.getBytes(StandardCharsets.UTF_8));
                ids.add(tree.path("id").asText());
                Instant at = Instant.parse(tree.path("receivedat").asText());
                assertTrue(
                        before == null || (order.equals("newest") ? !at.isAfter(before) : !at.isBefore(before)), line);
                before = at;
            }
            assertEquals(expected.size(), ids.size());
            assertEquals(expected, new HashSet<>(ids));
        }
    }

    @Test
    void exportsChosenColumnsAsCsv() {
        HttpResponse<String> answer = http.get(
                "/v1/events/export?format=csv&order=oldest&columns=id,data.note,data.n,data.none&q=data.n%3C=7");
        assertTrue(answer.headers().firstValue("Content-Type").orElse("").startsWith("text/csv"));
        List<String> rows = List.of(answer.body().split("\r\n"));
        assertEquals("id,data.note,data.n,data.none", rows.getFirst());
        assertTrue(rows.contains("e0,\"[\"\"a\"\",\"\"b\"\"]\",0,"), answer.body());
        assertTrue(answer.body().contains("e7,\"say \"\"hi\"\",\nthen go\",7,\r\n"), answer.body());
        assertEquals(9, rows.size());
    }

    @Test
    void tellsBeforeItBeginsWhatIsWrongWithAnExport() {
        assertEquals(400, http.get("/v1/events/export?q=(").statusCode());
        assertEquals(400, http.get("/v1/events/export?format=xml").statusCode());
        assertEquals(400, http.get("/v1/events/export?columns=id").statusCode());
        assertEquals(400, http.get("/v1/events/export?format=csv&columns=id,,x").statusCode());
        assertEquals(400, http.get("/v1/events/export?zone=Mars/Base").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/events", "/v1/events/count", "/v1/events/histogram", "/v1/events/export"})
    void cancelsTheSqlWhenTheCallerLeaves(String path) throws Exception {
        try (Connection locker = server.connect();
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table event in access exclusive mode");
            try (Socket socket = ask(path + "?q=sold")) {
                assertTrue(socket.isConnected());
                eventually(SOON, () -> server.number(WAITING), waiting -> waiting == 1, "the search waits");
            }
            eventually(SOON, () -> server.number(WAITING), waiting -> waiting == 0, "the search is cancelled");
        }
        assertEquals(200, http.get("/v1/events?limit=1").statusCode());
    }

    @Test
    void stopsAnExportWhoseReaderLeavesHalfWay() throws Exception {
        try (Socket socket = ask("/v1/events/export?q=sold")) {
            InputStream in = socket.getInputStream();
            assertTrue(new String(in.readNBytes(200), StandardCharsets.UTF_8).startsWith("HTTP/1.1 200"));
        }
        eventually(
                SOON,
                () -> http.meters.scrape(),
                metrics -> metrics.contains("route=\"/v1/events/export\",status=\"499\""),
                "the export ended");
    }

    /// A second request that comes while the first is worked on is answered after it.
    @Test
    void answersWhatWasSentAheadWhileItWatched() throws Exception {
        try (Connection locker = server.connect();
                Statement statement = locker.createStatement()) {
            locker.setAutoCommit(false);
            statement.execute("lock table event in access exclusive mode");
            try (Socket socket = ask("/v1/events/count")) {
                eventually(SOON, () -> server.number(WAITING), waiting -> waiting == 1, "the search waits");
                send(socket, "/v1/events/count?q=nothinglikethis", "close");
                locker.rollback();
                String answers = TestHttp.readAll(socket.getInputStream());
                assertTrue(answers.contains("{\"count\":" + EVENTS + ",\"exact\":true}"), answers);
                assertTrue(answers.contains("{\"count\":0,\"exact\":true}"), answers);
            }
        }
    }

    private static Socket ask(String path) throws IOException {
        Socket socket = new Socket("127.0.0.1", http.server.port());
        socket.setSoTimeout(10_000);
        send(socket, path, "keep-alive");
        return socket;
    }

    private static void send(Socket socket, String path, String connection) throws IOException {
        String request = "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: %s\r\n\r\n"
                .formatted(path, TestHttp.TOKEN, connection);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }
}
