package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.testkit.Eventually;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Every process of the server is killed, and started again.
class TapsCrashIT {
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
