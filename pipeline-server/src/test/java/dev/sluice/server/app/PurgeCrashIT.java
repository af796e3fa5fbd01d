package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.Purge;
import dev.sluice.server.app.FailpointMain.Action;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A server is killed at every step of a purge and of its undo; whatever the step, each event is in exactly one place
/// within 30 s of the restart, though the queue stays paused.
class PurgeCrashIT {
    private static final int REQUESTS = 12;
    private static final int BATCH = 100;
    private static final int EVENTS = REQUESTS * BATCH;
    private static final String QUEUE = "/v1/queues/default";
    private static final Set<Waypoint> PURGE = EnumSet.range(Waypoint.PURGE_STARTING, Waypoint.PURGE_ENDED);
    private static final Set<Waypoint> UNDO = EnumSet.range(Waypoint.UNDO_STARTING, Waypoint.UNDO_ENDED);
    private static final Set<Waypoint> STOP = EnumSet.of(Waypoint.PURGE_STOPPING, Waypoint.PURGE_STOP_COMMITTED);
    private static final Set<Waypoint> PEEK = EnumSet.of(Waypoint.PEEK_TAKEN, Waypoint.PEEK_GIVEN_BACK);
    private static final Set<Waypoint> OUTBOX = EnumSet.of(Waypoint.RESENT, Waypoint.TAKEN_FROM_OUTBOX);
    static final Set<Waypoint> PLACES =
            Stream.of(PURGE, UNDO, STOP, PEEK, OUTBOX).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    /// each part of a snapshot takes a second, so that a purge can be stopped
    private static final String SLOW = "create function slow() returns trigger language plpgsql as"
            + " 'begin perform pg_sleep(1); return null; end'; create trigger slow before insert on purge_snapshot"
            + " for each statement execute function slow()";
    private static final List<Case> RAN = new ArrayList<>();

    private final TestServers servers = new TestServers();
    private final Launch launch = Launch.plain();

    /// @param byFilter takes every second event only
    /// @param undo the kill meets the undo, not the purge
    /// @param beside another server lives on and takes over, instead of a restart
    record Case(Waypoint at, boolean byFilter, boolean undo, boolean beside) {
        /// any of the servers may come to this place, so both are killed
        boolean shared() {
            return OUTBOX.contains(at);
        }

        /// a purge has begun when it is killed
        boolean purges() {
            return at != Waypoint.PURGE_STARTING && !PEEK.contains(at);
        }

        /// events that are in the snapshot in the end
        long gone() {
            boolean begun = purges() && (!undo || at == Waypoint.UNDO_STARTING);
            return !begun ? 0 : byFilter ? EVENTS / 2 : EVENTS;
        }
    }

    static Stream<Case> cases() {
        if (!FaultTimes.FULL) {
            return Stream.of(
                    new Case(Waypoint.PURGE_COMMITTED, true, false, true),
                    new Case(Waypoint.RESENT, false, true, true));
        }
        return Stream.of(false, true).flatMap(beside -> Stream.of(
                        PURGE.stream().map(at -> new Case(at, false, false, beside)),
                        PURGE.stream().map(at -> new Case(at, true, false, beside)),
                        OUTBOX.stream().map(at -> new Case(at, true, false, beside)),
                        Stream.concat(STOP.stream(), PEEK.stream()).map(at -> new Case(at, false, false, beside)),
                        Stream.concat(UNDO.stream(), OUTBOX.stream()).map(at -> new Case(at, false, true, beside)))
                .flatMap(s -> s));
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    @AfterAll
    static void tell() {
        System.out.println("PurgeCrashIT: killed at " + RAN.size() + " places: " + RAN);
    }

    @Test
    void acksWhatWasTakenThoughThePurgeWasStoppedBeforeItsServerCameBack() {
        String plan;
        try (ServerProcess doomed =
                        ServerProcess.start(servers, launch.failpoint(Waypoint.PURGE_COMMITTED, Action.EXIT, 1));
                KeyClient client = new KeyClient(doomed.url())) {
            plan = fill(client, true);
            attempt(client, "POST", QUEUE + "/purge", "{\"plan\":\"" + plan + "\"}");
            assertEquals(FailpointMain.EXITED, doomed.exitCode(), doomed.log());
        }
        servers.database().execute("update purge_plan set stopping = true");
        try (ServerProcess repaired = ServerProcess.start(servers, launch.repaired());
                KeyClient client = new KeyClient(repaired.url())) {
            Eventually.eventually(FaultTimes.NORMAL_WITHIN, this::atRest, "nothing moves any more");
            Eventually.eventually(FaultTimes.NORMAL_WITHIN, this::strays, List::isEmpty, "each event is in one place");
            assertEquals(
                    Purge.STOPPED,
                    get(client, QUEUE + "/purge/" + plan).path("state").asText());
            undo(client, plan);
            state(client, plan, Purge.UNDONE);
            afterwardsAllCanBeStored(client);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void leavesEachEventInOnePlaceWhereverItIsKilled(Case it) {
        Launch other = Launch.plain();
        Launch beside = it.shared() ? other.failpoint(it.at(), Action.EXIT, 1) : other;
        try (ServerProcess survivor = it.beside() ? ServerProcess.start(servers, beside) : null) {
            String plan = killed(it, survivor);
            if (survivor != null && !it.shared()) {
                check(it, plan, survivor);
            } else {
                try (ServerProcess repaired = ServerProcess.start(servers, launch.repaired())) {
                    check(it, plan, repaired);
                }
            }
        }
        RAN.add(it);
    }

    /// @return id of the plan whose purge, or undo, was under way
    private String killed(Case it, @Nullable ServerProcess survivor) {
        try (ServerProcess doomed = ServerProcess.start(servers, launch.failpoint(it.at(), Action.EXIT, 1));
                KeyClient client = new KeyClient(doomed.url())) {
            String plan = fill(client, it.byFilter());
            if (PEEK.contains(it.at())) {
                attempt(client, "GET", QUEUE + "/peek", "");
            } else if (STOP.contains(it.at())) {
                servers.database().execute(SLOW);
                attempt(client, "POST", QUEUE + "/purge", "{\"plan\":\"" + plan + "\"}");
                attempt(client, "DELETE", QUEUE + "/purge/" + plan, "");
            } else {
                attempt(client, "POST", QUEUE + "/purge", "{\"plan\":\"" + plan + "\"}");
            }
            if (it.undo()) {
                state(client, plan, Purge.DONE);
                attempt(client, "POST", QUEUE + "/purge/" + plan + "/undo", "");
            }
            if (survivor == null || !it.shared()) {
                assertEquals(FailpointMain.EXITED, doomed.exitCode(), doomed.log());
            } else {
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN, () -> !doomed.alive() || !survivor.alive(), "one of them died");
                survivor.kill();
            }
            return plan;
        }
    }

    private void check(Case it, String plan, ServerProcess server) {
        if (STOP.contains(it.at())) {
            servers.database().execute("drop trigger slow on purge_snapshot");
        }
        try (KeyClient client = new KeyClient(server.url())) {
            long since = System.nanoTime();
            Eventually.eventually(FaultTimes.NORMAL_WITHIN, this::atRest, "nothing moves any more");
            Duration left = FaultTimes.NORMAL_WITHIN.minusNanos(System.nanoTime() - since);
            Eventually.eventually(left, this::strays, List::isEmpty, "each event is in one place");
            Ledger ledger = explained(client);
            long gone = STOP.contains(it.at())
                    ? servers.database().number("select purged from purge_plan where id = '" + plan + "'")
                    : it.gone();
            assertEquals(gone, ledger.purged(), ledger.toString());
            assertEquals(EVENTS - gone, ledger.inFlight(), ledger.toString());
            if (gone > 0) {
                undo(client, plan);
            }
            if (it.purges() && (gone > 0 || it.undo())) {
                state(client, plan, Purge.UNDONE);
            }
            afterwardsAllCanBeStored(client);
        }
    }

    private String fill(KeyClient client, boolean byFilter) {
        assertEquals(
                200,
                client.admin("POST", QUEUE + "/pause", "{\"reason\":\"test\"}").statusCode());
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> get(client, QUEUE).at("/pause/state").asText(),
                "paused"::equals,
                "the queue is paused");
        for (int request = 0; request < REQUESTS; request++) {
            assertEquals(202, client.admin("POST", "/v1/events", body(request)).statusCode());
        }
        String filter = byFilter ? "{\"type\":\"test.even\"}" : "";
        long count = byFilter ? EVENTS / 2 : EVENTS;
        return Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN,
                        () -> KeyClient.tree(client.admin("POST", QUEUE + "/purge/plan", filter)),
                        p -> p.path("count").asLong() == count,
                        "a plan counts all")
                .path("plan")
                .asText();
    }

    private static String body(int request) {
        StringBuilder body = new StringBuilder();
        for (int i = request * BATCH; i < (request + 1) * BATCH; i++) {
            body.append(body.isEmpty() ? "[" : ",")
                    .append("{\"id\":\"%d\",\"source\":\"/crash\",\"type\":\"test.%s\",\"data\":{\"n\":%d}}"
                            .formatted(i, i % 2 == 0 ? "even" : "odd", i));
        }
        return body.append(']').toString();
    }

    /// the server may end before it answers
    private static void attempt(KeyClient client, String method, String path, String body) {
        try {
            assertEquals(202, client.admin(method, path, body).statusCode());
        } catch (UncheckedIOException e) {
            assertTrue(e.getCause() != null, "it was killed");
        }
    }

    private static void state(KeyClient client, String plan, String state) {
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> get(client, QUEUE + "/purge/" + plan).path("state").asText(),
                state::equals,
                "the purge is " + state);
    }

    private static JsonNode get(KeyClient client, String path) {
        return KeyClient.tree(client.admin("GET", path, ""));
    }

    private boolean atRest() {
        return servers.database()
                        .number("select (select count(*) from purge_plan where state in ('running', 'undoing'))"
                                + " + (select count(*) from outbox)")
                == 0;
    }

    /// events that are nowhere, or in several places; the first of them
    private List<String> strays() {
        Map<String, List<String>> places = EventPlaces.of(servers, "default");
        List<String> strays = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            List<String> found = places.getOrDefault(Integer.toString(i), List.of());
            if (found.size() != 1 && strays.size() < 20) {
                strays.add(i + " in " + found);
            }
        }
        if (places.size() > EVENTS) {
            strays.add(places.size() + " events");
        }
        return strays;
    }

    private static Ledger explained(KeyClient client) {
        Ledger ledger = Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class),
                l -> l.unexplained() == 0,
                "nothing is unexplained");
        assertEquals(EVENTS, ledger.accepted(), ledger.toString());
        return ledger;
    }

    private static void undo(KeyClient client, String plan) {
        assertEquals(
                202,
                client.admin("POST", QUEUE + "/purge/" + plan + "/undo", "").statusCode());
    }

    private void afterwardsAllCanBeStored(KeyClient client) {
        assertEquals(200, client.admin("POST", QUEUE + "/resume", "").statusCode());
        Ledger ledger = Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class),
                l -> l.inFlight() == 0 && l.unexplained() == 0,
                "all is stored");
        assertEquals(EVENTS, ledger.stored(), ledger.toString());
        assertEquals(0, ledger.purged() + ledger.duplicate() + ledger.deadLettered(), ledger.toString());
        assertEquals(EVENTS, servers.database().number("select count(*) from event"));
        assertEquals(0, servers.database().number("select count(*) from purge_snapshot"));
    }
}
