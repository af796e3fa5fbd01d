package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.rabbitmq.client.Delivery;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.replay.Replay;
import dev.sluice.server.app.FailpointMain.Action;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers are killed at the steps of a replay, one after the other; in the end the target has each event of the query
/// exactly once, by (`replayid`, `replayof`), compared with the query's own list.
class ReplayCrashIT {
    private static final int EVENTS = FaultTimes.FULL ? 100_000 : 3_000;
    private static final int BATCH = 1_000;
    private static final Duration DONE_WITHIN = Duration.ofSeconds(FaultTimes.FULL ? 120 : 30);
    private static final String QUERY = "source:/replayed";
    private static final String TARGET = "elsewhere";

    private static final List<Waypoint> SENDING = List.of(
            Waypoint.REPLAY_PUBLISHING,
            Waypoint.REPLAY_WITNESSED,
            Waypoint.REPLAY_PUBLISHED,
            Waypoint.REPLAY_BEFORE_COMMIT,
            Waypoint.REPLAY_BEGUN);
    private static final List<Waypoint> PIPELINE = List.of(Waypoint.REPLAY_COMMITTED, Waypoint.REPLAY_BEFORE_COMMIT);
    private static final List<Waypoint> ENDS =
            List.of(Waypoint.REPLAY_COMMITTED, Waypoint.REPLAY_BEFORE_END, Waypoint.REPLAY_ENDED);
    static final Set<Waypoint> PLACES =
            Stream.of(SENDING, PIPELINE, ENDS).flatMap(List::stream).collect(Collectors.toUnmodifiableSet());

    private final TestServers servers = new TestServers();
    private final Launch launch = Launch.plain();

    /// @param kills where server after server is killed, in the second part it sends
    /// @param target as in the request
    record Case(String target, String type, List<Waypoint> kills) {}

    static Stream<Case> cases() {
        Stream<Case> some = Stream.of(
                new Case(Replay.TO_QUEUE, "classic", FaultTimes.FULL ? SENDING : SENDING.subList(0, 3)),
                new Case(Replay.TO_PIPELINE, "", FaultTimes.FULL ? PIPELINE : PIPELINE.subList(0, 1)));
        if (!FaultTimes.FULL) {
            return some;
        }
        return Stream.concat(
                some,
                Stream.of(
                        new Case(Replay.TO_QUEUE, "quorum", SENDING),
                        new Case(Replay.TO_QUEUE, "quorum", ENDS),
                        new Case(Replay.TO_PIPELINE, "", ENDS)));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesEachEventInTheTargetExactlyOnceWhereverItIsKilled(Case it) {
        ForeignQueue target = new ForeignQueue(
                servers, TARGET, Map.of("x-queue-type", it.type().isEmpty() ? "classic" : it.type()));
        String replay;
        Set<String> wanted;
        try (ServerProcess doomed =
                        ServerProcess.start(servers, failing(it.kills().getFirst()));
                KeyClient client = new KeyClient(doomed.url())) {
            fill(client);
            JsonNode plan = plan(client, it);
            replay = plan.path("plan").asText();
            wanted = query(client);
            assertEquals(EVENTS, wanted.size());
            attempt(client, "{\"plan\":\"" + replay + "\",\"rate\":50000}");
            assertEquals(FailpointMain.EXITED, doomed.exitCode(), doomed.log());
        }
        for (Waypoint next : it.kills().subList(1, it.kills().size())) {
            handOver();
            try (ServerProcess doomed = ServerProcess.launch(servers, failing(next))) {
                assertEquals(FailpointMain.EXITED, doomed.exitCode(), next + " " + doomed.log());
            }
        }
        handOver();
        try (ServerProcess repaired = ServerProcess.start(servers, launch.repaired());
                KeyClient client = new KeyClient(repaired.url())) {
            Replay done = Eventually.eventually(
                    DONE_WITHIN,
                    () -> KeyClient.read(client.admin("GET", "/v1/replays/" + replay, ""), Replay.class),
                    r -> r.state().equals(Replay.DONE),
                    "the replay is done");
            assertEquals(EVENTS, done.sent(), done.toString());
            assertEquals(0, done.maybeTwice() + done.skipped(), done.toString());
            if (it.target().equals(Replay.TO_QUEUE)) {
                assertEquals(onceEach(wanted), arrived(target, replay));
            } else {
                assertStoredAnew(client, wanted, replay);
            }
            assertEquals(
                    1,
                    servers.database()
                            .number("select count(*) from audit where act = 'end-replay' and target = 'replay:" + replay
                                    + "'"));
        }
    }

    /// one pass before is let through, where there are several
    private Launch failing(Waypoint at) {
        boolean once =
                at == Waypoint.REPLAY_WITNESSED || at == Waypoint.REPLAY_BEFORE_END || at == Waypoint.REPLAY_ENDED;
        return launch.failpoint(at, Action.EXIT, once ? 1 : 2);
    }

    /// nobody waits here until a killed server is known to be gone
    private void handOver() {
        servers.database().execute("update replay set seen_at = '-infinity'");
    }

    private void fill(KeyClient client) {
        for (int from = 0; from < EVENTS; from += BATCH) {
            assertEquals(
                    202,
                    client.admin("POST", "/v1/events", body("/replayed", from)).statusCode());
        }
        assertEquals(202, client.admin("POST", "/v1/events", body("/other", 0)).statusCode());
        stored(EVENTS + BATCH);
    }

    private void stored(long events) {
        Eventually.eventually(
                DONE_WITHIN,
                () -> servers.database().number("select count(*) from event"),
                n -> n == events,
                events + " events are stored");
    }

    private static String body(String source, int from) {
        StringBuilder body = new StringBuilder("[");
        for (int i = from; i < from + BATCH; i++) {
            body.append(body.length() == 1 ? "" : ",")
                    .append("{\"id\":\"e-%d\",\"source\":\"%s\",\"type\":\"test.made\",\"data\":{\"n\":%d}}"
                            .formatted(i, source, i));
        }
        return body.append(']').toString();
    }

    private static JsonNode plan(KeyClient client, Case it) {
        JsonNode plan = KeyClient.tree(client.admin(
                "POST",
                "/v1/replays/plan",
                "{\"query\":\"%s\",\"target\":\"%s\"%s}"
                        .formatted(
                                QUERY,
                                it.target(),
                                it.target().equals(Replay.TO_QUEUE) ? ",\"queue\":\"" + TARGET + "\"" : "")));
        assertEquals(EVENTS, plan.path("count").asInt(), plan.toString());
        // came after the plan, and is not sent
        assertEquals(
                202,
                client.admin("POST", "/v1/events", "{\"id\":\"late\",\"source\":\"/late\",\"type\":\"test.made\"}")
                        .statusCode());
        return plan;
    }

    /// what the query gives, by its own
    private static Set<String> query(KeyClient client) {
        Set<String> ids = new HashSet<>();
        client.admin("GET", "/v1/events/export?q=" + QUERY.replace("/", "%2F"), "")
                .body()
                .lines()
                .forEach(line -> ids.add(line.replaceFirst(".*?\"id\":\"([^\"]+)\".*", "$1")));
        return ids;
    }

    private static void attempt(KeyClient client, String body) {
        try {
            assertEquals(202, client.admin("POST", "/v1/replays", body).statusCode());
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() != null, "it was killed");
        }
    }

    private static Map<String, Integer> onceEach(Set<String> ids) {
        Map<String, Integer> once = new TreeMap<>();
        ids.forEach(id -> once.put(id, 1));
        return once;
    }

    /// how often each event is in the target
    private static Map<String, Integer> arrived(ForeignQueue target, String replay) {
        Map<String, Integer> arrived = new TreeMap<>();
        for (Delivery delivery : target.take()) {
            assertEquals(replay, ForeignQueue.header(delivery, "replayid"));
            arrived.merge(ForeignQueue.header(delivery, "replayof"), 1, Integer::sum);
        }
        return arrived;
    }

    private void assertStoredAnew(KeyClient client, Set<String> wanted, String replay) {
        Ledger ledger = Eventually.eventually(
                DONE_WITHIN,
                () -> KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class),
                l -> l.inFlight() == 0 && l.unexplained() == 0,
                "all is stored");
        assertEquals(2L * EVENTS + BATCH + 1, ledger.accepted(), ledger.toString());
        assertEquals(2L * EVENTS + BATCH + 1, ledger.stored(), ledger.toString());
        List<String> found = new ArrayList<>();
        client.admin("GET", "/v1/events/export?q=replayid:" + replay, "")
                .body()
                .lines()
                .forEach(line -> found.add(line.replaceFirst(".*\"replayof\":\"([^\"]+)\".*", "$1")));
        assertEquals(wanted.size(), found.size());
        assertEquals(wanted, Set.copyOf(found));
        assertEquals(
                EVENTS,
                servers.database().number("select count(*) from event where source = '/replayed' and id like 'e-%'"));
    }
}
