package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.app.FailpointMain.Action;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every process of the server is killed, and started again.
class TapsCrashIT {
    static final Set<Waypoint> PLACES = EnumSet.of(Waypoint.TAP_BEFORE_COMMIT, Waypoint.TAP_COMMITTED);
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestServers servers = new TestServers();

    @AfterEach
    void stop() {
        servers.close();
    }

    @Test
    void isPausedStillAfterEveryProcessWasKilledAndResumesOnceByItself() {
        try (ServerProcess one = ServerProcess.start(servers);
                ServerProcess two = ServerProcess.start(servers)) {
            pause(one, "{\"reason\":\"db upgrade\"}");
            awaitPaused(one);
            awaitPaused(two);
            assertEquals(202, two.post("application/json", event(1)));
            one.kill();
            two.kill();
        }
        try (ServerProcess one = ServerProcess.start(servers);
                ServerProcess two = ServerProcess.start(servers)) {
            awaitPaused(one);
            awaitPaused(two);
            assertEquals(202, one.post("application/json", event(2)));
            assertEquals(0, stored(), "nothing of it was stored, before the kill or after");
            pause(two, "{\"reason\":\"db upgrade\",\"until\":\"" + Instant.now().plusSeconds(3) + "\"}");
            Eventually.eventually(DEADLINE, () -> stored() == 2, "it resumed by itself");
            Eventually.eventually(
                    DEADLINE, () -> queue(one).pause() == null && queue(two).pause() == null, "both say so");
            assertEquals(
                    1,
                    servers.database().number("select count(*) from audit where act = 'resume' and who = 'sluice'"),
                    "one of them ended it");
            Ledger ledger =
                    Eventually.eventually(DEADLINE, () -> ledger(one), l -> l.inFlight() == 0, "nothing is in flight");
            assertEquals(2, ledger.accepted());
            assertEquals(0, ledger.unexplained());
        }
    }

    @Test
    void refusesStillAfterEveryProcessWasKilled() {
        try (ServerProcess one = ServerProcess.start(servers)) {
            try (KeyClient client = new KeyClient(one.url())) {
                HttpResponse<String> closed = client.admin(
                        "POST", "/v1/queues/default/ingest", "{\"state\":\"refuse\",\"reason\":\"broker upgrade\"}");
                assertEquals(200, closed.statusCode(), closed.body());
            }
            assertEquals(503, one.post("application/json", event(1)));
            one.kill();
        }
        try (ServerProcess one = ServerProcess.start(servers)) {
            Eventually.eventually(DEADLINE, () -> !queue(one).ingest().open(), "it knows that the queue is closed");
            assertEquals(503, one.post("application/json", event(1)));
            assertTrue(one.get("/v1/queues/default").contains("broker upgrade"));
        }
        assertEquals(0, stored());
    }

    /// What is done to a tap, at which pass of its waypoint, and how one reads in the database that it was.
    enum Act {
        PAUSE(1, "/pause", "{\"reason\":\"test\"}", "pause", "select count(*) from pause"),
        RESUME(2, "/resume", "", "resume", "select 1 - count(*) from pause"),
        THROTTLE(1, "/throttle", "{\"rate\":5,\"reason\":\"test\"}", "throttle", "select count(*) from throttle"),
        INGEST(
                1,
                "/ingest",
                "{\"state\":\"refuse\",\"reason\":\"test\"}",
                "ingest",
                "select count(*) from ingest_stop"),
        EXPIRY(2, "", "", "resume", "select 1 - count(*) from pause");

        private final int pass;
        private final String path;
        private final String body;
        private final String audited;
        private final String done;

        Act(int pass, String path, String body, String audited, String done) {
            this.pass = pass;
            this.path = path;
            this.body = body;
            this.audited = audited;
            this.done = done;
        }
    }

    record Case(Act act, Waypoint at) {}

    static Stream<Case> cases() {
        return Stream.of(Act.values())
                .flatMap(act -> PLACES.stream().map(at -> new Case(act, at)))
                .filter(it -> FaultTimes.FULL
                        || it.equals(new Case(Act.PAUSE, Waypoint.TAP_COMMITTED))
                        || it.equals(new Case(Act.EXPIRY, Waypoint.TAP_BEFORE_COMMIT)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isDoneAndAuditedOrNeitherWhereverItIsKilled(Case it) {
        Act act = it.act();
        try (ServerProcess doomed =
                        ServerProcess.start(servers, Launch.plain().failpoint(it.at(), Action.EXIT, act.pass));
                KeyClient client = new KeyClient(doomed.url())) {
            if (act == Act.EXPIRY) {
                pause(
                        doomed,
                        "{\"reason\":\"test\",\"until\":\"" + Instant.now().plusSeconds(2) + "\"}");
            } else if (act == Act.RESUME) {
                pause(doomed, "{\"reason\":\"test\"}");
            }
            if (act != Act.EXPIRY) {
                assertThrows(
                        UncheckedIOException.class,
                        () -> client.admin("POST", "/v1/queues/default" + act.path, act.body),
                        "it was killed before it answered");
            }
            assertEquals(FailpointMain.EXITED, doomed.exitCode(), doomed.log());
        }
        long done = it.at() == Waypoint.TAP_COMMITTED ? 1 : 0;
        assertEquals(done, servers.database().number(act.done));
        assertEquals(done, audits(act));
        try (ServerProcess one = ServerProcess.start(servers);
                ServerProcess two = ServerProcess.start(servers)) {
            if (act == Act.EXPIRY) {
                Eventually.eventually(DEADLINE, () -> audits(act) == 1, "it ended, once");
            }
            Eventually.eventually(DEADLINE, () -> closed(one).equals(closed(two)), "both instances agree");
            open(one);
            Eventually.eventually(DEADLINE, () -> closed(two).equals("running, ingest open"), "all is open again");
            assertEquals(202, two.post("application/json", event(1)));
            Eventually.eventually(DEADLINE, () -> stored() == 1, "events are stored");
        }
    }

    private long audits(Act act) {
        return servers.database().number("select count(*) from audit where act = '" + act.audited + "'");
    }

    private static void open(ServerProcess server) {
        try (KeyClient client = new KeyClient(server.url())) {
            assertEquals(
                    200, client.admin("POST", "/v1/queues/default/resume", "").statusCode());
            assertEquals(
                    200,
                    client.admin("POST", "/v1/queues/default/throttle", "{}").statusCode());
            assertEquals(
                    200,
                    client.admin("POST", "/v1/queues/default/ingest", "{\"state\":\"open\"}")
                            .statusCode());
        }
    }

    private static String closed(ServerProcess server) {
        QueueState queue = queue(server);
        return (queue.pause() == null ? "running" : "paused")
                + (queue.throttle() == null ? "" : ", throttled")
                + ", ingest " + queue.ingest().state();
    }

    private static void pause(ServerProcess server, String json) {
        try (KeyClient client = new KeyClient(server.url())) {
            HttpResponse<String> paused = client.admin("POST", "/v1/queues/default/pause", json);
            assertEquals(200, paused.statusCode(), paused.body());
        }
    }

    private static void awaitPaused(ServerProcess server) {
        Eventually.eventually(
                DEADLINE,
                () -> {
                    QueueState.Pause pause = queue(server).pause();
                    return pause != null && pause.state().equals(QueueState.Pause.PAUSED);
                },
                "every instance has stopped");
    }

    private static QueueState queue(ServerProcess server) {
        try (KeyClient client = new KeyClient(server.url())) {
            return KeyClient.read(client.admin("GET", "/v1/queues/default", ""), QueueState.class);
        }
    }

    private static Ledger ledger(ServerProcess server) {
        try (KeyClient client = new KeyClient(server.url())) {
            return KeyClient.read(client.admin("GET", "/v1/ledger", ""), Ledger.class);
        }
    }

    private long stored() {
        return servers.database().number("select count(*) from event");
    }

    private static String event(int n) {
        return "{\"id\":\"" + n + "\",\"source\":\"/taps\",\"type\":\"test.made\"}";
    }
}
