package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.app.FailpointMain.Action;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.telemetry.Waypoints;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// F01, and the same at the three places where a crash costs most.
class KilledServerIT {
    /// those that every event passes; the others belong to acts of operators
    static final Set<Waypoint> WAY = EnumSet.range(Waypoint.PUBLISHED, Waypoint.COMMITTED);
    private static final Duration PAUSE = Duration.ofMillis(5);
    private static final int SIGKILLED = 137;
    private static final int PASS = 20;

    private final TestServers servers = new TestServers();
    private final Launch launch = Launch.plain();
    private final Checker checker = servers.checker(launch);

    @AfterEach
    void stop() {
        checker.close();
        servers.close();
    }

    @Test
    void losesNothingThoughItIsKilledAgainAndAgainUnderLoad() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ServerProcess server = ServerProcess.start(servers, launch);
        try (Load _ = checker.load(6, 10, PAUSE)) {
            for (int round = 0; round < FaultTimes.ROUNDS; round++) {
                int before = checker.accepted();
                ServerProcess victim = server;
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN,
                        () -> checker.accepted() > before + 300,
                        "events are accepted in round " + round + " of seed " + seed);
                int more = checker.attempted() + random.nextInt(1_000);
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN, () -> checker.attempted() >= more, "a random time has passed");
                victim.kill();
                assertEquals(SIGKILLED, victim.exitCode());
                long killed = System.nanoTime();
                server = ServerProcess.launch(servers, launch);
                server.awaitReady(FaultTimes.NORMAL_WITHIN);
                long away = System.nanoTime() - killed;
                assertTrue(
                        away < FaultTimes.READY_AGAIN_WITHIN.toNanos(),
                        "ready again after " + TimeUnit.NANOSECONDS.toMillis(away) + " ms; "
                                + FaultTimes.READY_AGAIN_WITHIN + " are allowed");
            }
        }
        assertTrue(checker.answers().stream().anyMatch(a -> a.status() == 0), "a kill cut requests off");
        checker.verify();
        assertEquals(143, server.stop());
    }

    /// @param beside another server lives on and takes over
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void losesNothingThoughItEndsBetweenTwoPromises(boolean beside) {
        Launch after = beside ? Launch.plain() : launch;
        try (ServerProcess survivor = beside ? ServerProcess.start(servers, after) : null;
                Checker checker = servers.checker(launch::url, after::url)) {
            endAtEach(beside && !FaultTimes.FULL ? Set.of(Waypoint.COMMITTED) : WAY, checker);
            try (ServerProcess repaired = ServerProcess.start(servers, launch)) {
                checker.verify();
                ServerProcess living = survivor == null ? repaired : survivor;
                // The last one ended after a commit and before its ack: delivered again, and known by its outcome.
                assertTrue(living.get("/metrics").contains("sluice_frames_repeated_total{"), living.get("/metrics"));
            }
        }
    }

    private void endAtEach(Set<Waypoint> places, Checker checker) {
        for (Waypoint at : places) {
            int before = checker.accepted();
            try (ServerProcess doomed = ServerProcess.start(servers, launch.failpoint(at, Action.EXIT, PASS));
                    Load _ = checker.load(4, 5, PAUSE)) {
                assertEquals(FailpointMain.EXITED, doomed.exitCode());
                assertTrue(doomed.log().contains(FailpointMain.told(at, Action.EXIT)), doomed.log());
            }
            assertTrue(checker.accepted() > before, at + ": " + checker.summary());
        }
    }

    @Test
    void goesOnThoughAStepFailsBetweenTwoPromises() throws IOException {
        Queue<Waypoint> failed = new ConcurrentLinkedQueue<>();
        Map<Waypoint, Waypoints> failpoints =
                WAY.stream().collect(Collectors.toMap(at -> at, at -> FailpointMain.failpoint(at, Action.THROW, PASS)));
        Waypoints all = at -> {
            try {
                failpoints.get(at).passed(at);
            } catch (IllegalStateException e) {
                failed.add(at);
                throw e;
            }
        };
        try (SluiceServer server = SluiceServer.start(servers.config(), all);
                Checker local = servers.checker(server::url, server::url)) {
            Eventually.eventually(FaultTimes.NORMAL_WITHIN, server::ready, "the server is ready");
            try (Load _ = local.load(4, 5, PAUSE)) {
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN, () -> Set.copyOf(failed).equals(WAY), "each step failed once");
                int before = local.accepted();
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN, () -> local.accepted() > before + 100, "events are accepted again");
            }
            local.verify();
        }
    }
}
