package dev.sluice.server.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.app.FailpointMain.Action;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server that is killed right before or after a write of an act on dead letters: each event is in one place.
class DeadLetterCrashIT {
    private static final int EVENTS = 40;
    private static final Duration DEADLINE = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String LETTERS = "/v1/queues/default/dead-letters";

    static final Set<Waypoint> PLACES = EnumSet.range(Waypoint.RESENT, Waypoint.DISCARD_UNDONE);
    private static final List<Case> RAN = new ArrayList<>();

    private final TestServers servers = new TestServers();
    private final TestDatabase database = servers.database();

    /// @param beside another server lives on and takes over, instead of a restart
    record Case(Waypoint at, boolean beside) {
        /// any of the servers may come to this place, so both are killed
        boolean shared() {
            return at == Waypoint.RESENT || at == Waypoint.TAKEN_FROM_OUTBOX;
        }
    }

    static Stream<Case> cases() {
        if (!FaultTimes.FULL) {
            return Stream.of(new Case(Waypoint.REDRIVE_COMMITTED, true), new Case(Waypoint.DISCARD_COMMITTED, false));
        }
        return Stream.of(false, true).flatMap(beside -> PLACES.stream().map(at -> new Case(at, beside)));
    }

    @AfterAll
    static void tell() {
        System.out.println("DeadLetterCrashIT: killed at " + RAN.size() + " places: " + RAN);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesEachEventInOnePlace(Case it) throws Exception {
        Launch other = Launch.plain();
        Launch beside = it.shared() ? other.failpoint(it.at(), Action.EXIT, 1) : other;
        try (ServerProcess survivor = it.beside() ? ServerProcess.start(servers, beside) : null) {
            Launch launch = Launch.plain().failpoint(it.at(), Action.EXIT, 1);
            killed(it, launch, survivor);
            if (survivor != null && !it.shared()) {
                check(survivor);
            } else {
                try (ServerProcess repaired = ServerProcess.start(servers, launch.repaired())) {
                    check(repaired);
                }
            }
        }
        RAN.add(it);
    }

    private void killed(Case it, Launch launch, @Nullable ServerProcess survivor) {
        try (ServerProcess doomed = ServerProcess.start(servers, launch)) {
            DeadEvents.refuse(database);
            assertEquals(202, doomed.post("application/x-ndjson", DeadEvents.lines(EVENTS)));
            Eventually.eventually(
                    DEADLINE,
                    () -> database.number("select count(*) from dead_letter where state = 'new'") == EVENTS,
                    "all are dead");
            DeadEvents.mend(database);
            act(doomed, it.at());
            if (survivor == null || !it.shared()) {
                assertEquals(FailpointMain.EXITED, doomed.exitCode());
                assertTrue(doomed.log().contains(FailpointMain.told(it.at(), Action.EXIT)), doomed.log());
            } else {
                Eventually.eventually(DEADLINE, () -> !doomed.alive() || !survivor.alive(), "one of them died");
                survivor.kill();
            }
        }
    }

    private void check(ServerProcess server) throws IOException {
        Eventually.eventually(
                DEADLINE, this::inOnePlace, "each event is in one place, read from RabbitMQ and PostgreSQL");
        Ledger ledger = Eventually.eventually(
                DEADLINE,
                () -> ledger(server),
                l -> l.inFlight() == 0 && l.unexplained() == 0,
                "all is settled and explained");
        assertEquals(EVENTS, ledger.accepted());
        assertEquals(database.number("select count(*) from event"), ledger.stored());
        assertEquals(database.number("select count(*) from dead_letter where state = 'new'"), ledger.deadLettered());
        assertEquals(database.number("select count(*) from dead_letter where state = 'discarded'"), ledger.purged());
        assertEquals(0, ledger.duplicate());
        trueFigures(server);
    }

    /// until nothing is on its way, which holds the count still
    private boolean inOnePlace() {
        if (database.number("select count(*) from outbox") > 0
                || database.number("select count(*) from redrive_job where state = 'running'") > 0
                || queued() > 0) {
            return false;
        }
        TreeMap<String, Integer> places = new TreeMap<>();
        for (String id : database.value("""
                        select string_agg(id, ' ') from (
                            select id from event
                            union all select convert_from(bytes, 'UTF8')::json ->> 'id' from dead_letter
                                where state in ('new', 'discarded')) as all_places""").split(" ")) {
            places.merge(id.replace("edited-", "e-"), 1, Integer::sum);
        }
        return places.size() == EVENTS && places.values().stream().allMatch(n -> n == 1);
    }

    private long queued() {
        return servers.broker().ready("sluice.default") + servers.broker().ready("sluice.default.suspect");
    }

    private void trueFigures(ServerProcess server) throws IOException {
        for (JsonNode redrive :
                Json.tree(server.get(LETTERS + "/redrive").getBytes(UTF_8)).path("items")) {
            String id = redrive.path("id").asText();
            assertEquals(
                    database.number("select count(*) from dead_letter where act = '" + id + "'"),
                    redrive.path("redriven").asLong(),
                    redrive.toString());
            assertEquals(
                    database.number("select count(*) from dead_letter n join dead_letter p on n.previous = p.id"
                            + " where p.act = '" + id + "'"),
                    redrive.path("returned").asLong(),
                    redrive.toString());
        }
    }

    private void act(ServerProcess server, Waypoint at) {
        String letter = database.value("select max(id) from dead_letter");
        switch (at) {
            case EDIT_BEFORE_COMMIT, EDIT_COMMITTED ->
                post(
                        server,
                        "/edit",
                        "{\"id\":\"" + letter + "\",\"body\":"
                                + database.value("select replace(replace(convert_from(bytes, 'UTF8'), 'e-', 'edited-'),"
                                        + " 'poison', 'late') from dead_letter where id = " + letter)
                                + "}");
            case DISCARD_BEFORE_COMMIT, DISCARD_COMMITTED -> post(server, "/discard", "{\"all\":true}");
            case DISCARD_UNDO_BEFORE_COMMIT, DISCARD_UNDONE -> {
                post(server, "/discard", "{\"all\":true}");
                post(server, "/discards/" + database.value("select id from discard_act") + "/undo", "");
            }
            case MARK_BEFORE_COMMIT, MARK_COMMITTED ->
                send(
                        server,
                        "PUT",
                        "/groups/" + database.value("select min(fingerprint) from dead_letter"),
                        "{\"state\":\"known\"}");
            case REDRIVE_STOP_BEFORE_COMMIT, REDRIVE_STOP_COMMITTED -> {
                post(server, "/redrive", "{\"all\":true,\"threshold\":1,\"rate\":4}");
                send(server, "DELETE", "/redrive/" + database.value("select id from redrive_job"), "");
            }
            default -> post(server, "/redrive", "{\"all\":true,\"threshold\":1}");
        }
    }

    private static void post(ServerProcess server, String path, String body) {
        send(server, "POST", path, body);
    }

    /// whether there is an answer or not: it may die first
    private static void send(ServerProcess server, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + LETTERS + path))
                .header("Authorization", "Bearer " + TestServers.TOKEN)
                .timeout(DEADLINE);
        if (body.isEmpty()) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(method, HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException e) {
            // the process ended while it answered
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Ledger ledger(ServerProcess server) {
        try {
            return Json.read(server.get("/v1/ledger"), Ledger.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
