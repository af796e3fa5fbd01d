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

/// F09, F10: the broker takes no messages since it is short of memory or disk. An alarm is broker-wide, so it is raised
/// on the tests' own node, whatever broker the run is on.
@ExtendWith(PrivateBrokerExtension.class)
class BrokerAlarmIT {
    private static final Duration PAUSE = Duration.ofMillis(10);
    /// 5 s are promised; the rest is for a loaded machine
    private static final Duration NORMAL_AFTER_ALARM = Duration.ofSeconds(8);

    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(15);
    private static final int TERMINATED = 143;

    private final PrivateBroker broker;
    private final TestServers servers;
    private final Launch launch = Launch.plain();
    private final Checker checker;

    BrokerAlarmIT(PrivateBroker broker) {
        this.broker = broker;
        this.servers = new TestServers(broker.virtualHost());
        this.checker = servers.checker(launch);
    }

    @AfterEach
    void stop() {
        clearMemory();
        clearDisk();
        checker.close();
        servers.close();
    }

    @Test
    void turnsProducersAwayAndStoresOnWhileTheBrokerIsShortOfMemory() {
        try (ServerProcess server = ServerProcess.start(servers, launch)) {
            try (Load _ = checker.load(8, 10, PAUSE)) {
                awaitAccepted(500);
                broker.ctl("set_vm_memory_high_watermark", "absolute", "1MB");
                awaitLog("memory resource limit alarm set");
                awaitBlocked(server);
                long blocked = System.nanoTime();
                Eventually.eventually(
                        FaultTimes.ALARM.plusSeconds(20),
                        () -> System.nanoTime() - blocked > FaultTimes.ALARM.toNanos()
                                && checker.answers().stream().anyMatch(a -> a.sentBetween(blocked, System.nanoTime())),
                        "the alarm lasted, and requests that came in meanwhile were answered");
                long clearing = System.nanoTime();
                assertStoredWhileBlocked(server);
                clearMemory();
                awaitAccepted(100, NORMAL_AFTER_ALARM);
                assertTurnedAwayBetween(blocked, clearing);
            }
            checker.answers().forEach(BrokerAlarmIT::assertInTime);
            checker.verify();
        }
    }

    @Test
    void stopsInTimeWithManyProducersWhileTheBrokerIsShortOfDisk() {
        ServerProcess server = ServerProcess.start(servers, launch);
        try (server;
                Load _ = checker.load(20, 10, PAUSE)) {
            awaitAccepted(500);
            broker.ctl("set_disk_free_limit", "90000GB");
            awaitLog("disk resource limit alarm set");
            awaitBlocked(server);
            long stopping = System.nanoTime();
            assertEquals(TERMINATED, server.stop());
            Duration took = Duration.ofNanos(System.nanoTime() - stopping);
            assertTrue(took.compareTo(STOPPED_WITHIN) < 0, "stopped after " + took);
        }
        clearDisk();
        try (ServerProcess again = ServerProcess.start(servers, launch)) {
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN, () -> checker.sendNext(5), Answer::accepted, "events are accepted");
            checker.verify();
            assertTrue(again.alive());
        }
    }

    private void awaitBlocked(ServerProcess server) {
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> server.get("/v1/health"),
                health -> health.contains("takes no messages"),
                "health says that the broker takes no messages");
    }

    private void assertStoredWhileBlocked(ServerProcess server) {
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> server.get("/v1/ledger"),
                ledger -> ledger.contains("\"inFlight\":0,"),
                "what the broker holds is stored during the alarm");
    }

    private void assertTurnedAwayBetween(long from, long to) {
        List<Answer> meanwhile =
                checker.answers().stream().filter(a -> a.sentBetween(from, to)).toList();
        assertFalse(meanwhile.isEmpty(), "requests came in during the alarm");
        meanwhile.forEach(answer -> {
            assertEquals(503, answer.status(), answer.body());
            assertTrue(answer.retryAfter(), answer.body());
        });
    }

    private void awaitLog(String line) {
        Eventually.eventually(
                FaultTimes.NORMAL_WITHIN,
                () -> broker.log().substring(broker.log().lastIndexOf("Starting RabbitMQ")),
                log -> log.contains(line),
                "the broker logs: " + line);
    }

    private void awaitAccepted(int more) {
        awaitAccepted(more, FaultTimes.NORMAL_WITHIN);
    }

    private void awaitAccepted(int more, Duration deadline) {
        int before = checker.accepted();
        Eventually.eventually(deadline, () -> checker.accepted() > before + more, more + " more events are accepted");
    }

    private void clearMemory() {
        broker.ctl("set_vm_memory_high_watermark", "0.4");
    }

    private void clearDisk() {
        broker.ctl("set_disk_free_limit", "128MB");
    }

    private static void assertInTime(Answer answer) {
        assertTrue(answer.took().compareTo(FaultTimes.ANSWER_WITHIN) <= 0, answer.toString());
    }
}
