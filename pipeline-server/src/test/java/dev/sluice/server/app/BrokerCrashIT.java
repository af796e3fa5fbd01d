package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Answer;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.Load;
import dev.sluice.server.testkit.PrivateBroker;
import dev.sluice.server.testkit.PrivateBrokerExtension;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// F02, F03, F04: the broker is killed, is not there, does not answer. On a node of the tests' own, of the installed
/// version, whatever broker the run is on: a configured one cannot be killed. Queues are quorum queues; there are no
/// others here.
@ExtendWith(PrivateBrokerExtension.class)
class BrokerCrashIT {
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final PrivateBroker broker;
    private final TestServers servers;
    private final Launch launch = Launch.plain();
    private final Checker checker;

    BrokerCrashIT(PrivateBroker broker) {
        this.broker = broker;
        this.servers = new TestServers(broker.virtualHost());
        this.checker = servers.checker(launch);
    }

    @AfterEach
    void stop() {
        checker.close();
        servers.close();
    }

    @Test
    void losesNothingThatWasConfirmedWhenTheBrokerIsKilledUnderLoad() {
        try (ServerProcess server = ServerProcess.start(servers, launch)) {
            long killed;
            long back;
            try (Load _ = checker.load(6, 10, PAUSE)) {
                awaitAccepted(500);
                broker.remember();
                broker.kill();
                killed = System.nanoTime();
                assertFalse(broker.running());
                Eventually.eventually(
                        FaultTimes.NORMAL_WITHIN,
                        () -> System.nanoTime() - killed > FaultTimes.BROKER_AWAY.toNanos(),
                        "the broker was away");
                back = System.nanoTime();
                broker.start();
                awaitAccepted(500);
            }
            // The last confirm may have been on its way when the broker went.
            List<Answer> meanwhile = checker.answers().stream()
                    .filter(a -> a.sentBetween(killed + 1_000_000_000L, back))
                    .toList();
            assertFalse(meanwhile.isEmpty(), "requests came in while the broker was away");
            meanwhile.forEach(BrokerCrashIT::assertTurnedAway);
            checker.verify();
            assertTrue(server.log().contains("Lost the connection"), server.log());
        }
    }

    @Test
    void startsWithoutABrokerAndServesOnceThereIsOne() {
        broker.kill();
        try (ServerProcess server = ServerProcess.launch(servers, launch)) {
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN, () -> server.status("/health/live") == 200, "the server lives");
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN,
                    () -> server.log().contains("cannot be reached"),
                    "it tried to reach the broker");
            assertEquals(503, server.status("/health/ready"));
            assertTurnedAway(checker.sendNext(1));
            assertTrue(server.alive());
            broker.start();
            server.awaitReady(FaultTimes.NORMAL_WITHIN);
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN, () -> checker.sendNext(5), Answer::accepted, "events are accepted");
            checker.verify();
        } finally {
            broker.start();
        }
    }

    @Test
    void answersInTimeAndGrowsNothingWhileTheBrokerIsFrozen() {
        try (ServerProcess server = ServerProcess.start(servers, launch)) {
            try (Load _ = checker.load(20, 5, PAUSE)) {
                awaitAccepted(1_000);
                Footprint before = Footprint.of(server);
                long frozen = System.nanoTime();
                broker.freeze();
                try {
                    Eventually.eventually(
                            FaultTimes.BROKER_FROZEN.plusSeconds(10),
                            () -> System.nanoTime() - frozen > FaultTimes.BROKER_FROZEN.toNanos(),
                            "the broker stood still");
                    Footprint.of(server).assertFlatSince(before);
                } finally {
                    broker.thaw();
                }
                awaitAccepted(500);
            }
            assertTrue(checker.answers().stream().anyMatch(a -> a.status() == 503), checker.summary());
            checker.answers().forEach(BrokerCrashIT::assertInTime);
            checker.verify();
        }
    }

    private void awaitAccepted(int more) {
        int before = checker.accepted();
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN, () -> checker.accepted() > before + more, more + " more events are accepted");
    }

    private static void assertTurnedAway(Answer answer) {
        assertEquals(503, answer.status(), answer.body());
        assertTrue(answer.retryAfter(), answer.body());
        assertInTime(answer);
    }

    private static void assertInTime(Answer answer) {
        assertTrue(answer.took().compareTo(FaultTimes.ANSWER_WITHIN) <= 0, answer.toString());
    }
}
