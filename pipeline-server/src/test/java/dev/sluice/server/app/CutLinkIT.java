package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Answer;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.Load;
import dev.sluice.server.testkit.TcpProxy;
import dev.sluice.server.testkit.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/// F05, F06, F13, F14: what happens between the server and a broker that is well.
class CutLinkIT {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration ROUND_TRIP = Duration.ofMillis(500);
    private static final int FRAME = 500;

    @Test
    void losesNothingWhileEveryConnectionIsClosedAgainAndAgain() {
        try (RunningServer running = new RunningServer(_ -> {})) {
            int closed = 0;
            int rounds = 0;
            try (Load _ = running.checker.load(6, 10, PAUSE)) {
                long began = System.nanoTime();
                while (System.nanoTime() - began < FaultTimes.CUTTING.toNanos() || closed == 0) {
                    running.awaitAccepted(100);
                    closed += running.broker.closeConnections();
                    rounds++;
                    long next = System.nanoTime() + Duration.ofSeconds(2).toNanos();
                    Eventually.eventually(
                            Duration.ofSeconds(10), () -> System.nanoTime() - next > 0, "two seconds have passed");
                }
                running.awaitAccepted(100);
            }
            running.checker.answers().forEach(CutLinkIT::assertInTime);
            running.checker.verify();
            assertTrue(closed > 0, "the broker closed connections");
            long lives = running.servers.database().number("select count(*) from incarnation");
            assertTrue(lives > 1, lives + " incarnations after " + rounds + " rounds that closed " + closed);
        }
    }

    @Test
    void answersUnknownForALostConfirmAndKeepsTheOthersGoing() {
        AtomicBoolean armed = new AtomicBoolean();
        try (RunningServer running = new RunningServer(
                proxy -> proxy.dropFromBroker(method -> method.isAck() && armed.compareAndSet(true, false)))) {
            assertTrue(running.checker.sendNext(1).accepted());
            armed.set(true);
            CompletableFuture<Answer> unlucky = CompletableFuture.supplyAsync(() -> running.checker.sendNext(1));
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN, () -> running.proxy.dropped() == 1, "the proxy dropped the confirm");
            try (Load _ = running.checker.load(8, 1, PAUSE)) {
                Answer answer = unlucky.join();
                assertEquals(503, answer.status(), answer.body());
                assertTrue(answer.body().contains("outcome-unknown"), answer.body());
                assertTrue(answer.retryAfter());
                assertInTime(answer);
                // the permit is back, and a new channel works
                running.awaitAccepted(100);
            }
            List<Answer> others = running.checker.answers().stream()
                    .filter(answer -> !answer.accepted())
                    .toList();
            assertEquals(List.of(unlucky.join()), others);
            running.checker.answers().stream()
                    .filter(Answer::accepted)
                    .forEach(answer -> assertTrue(
                            answer.took().compareTo(Duration.ofSeconds(5)) < 0, "held up by another: " + answer));
            running.checker.verify();
            assertEquals(2, running.servers.database().number("select count(*) from incarnation"));
        }
    }

    @Test
    void noticesASilentLinkByItsHeartbeatAndIsNormalAgainOnceItSpeaks() {
        try (RunningServer running = new RunningServer(_ -> {})) {
            try (Load _ = running.checker.load(8, 5, PAUSE)) {
                running.awaitAccepted(200);
                long silent = System.nanoTime();
                running.proxy.blackhole();
                Eventually.eventually(
                        FaultTimes.HEARTBEAT.multipliedBy(2).plusSeconds(4),
                        () -> !running.server.ready(),
                        "the dead link is noticed within two heartbeats");
                Eventually.eventually(
                        FaultTimes.SILENCE.plusSeconds(10),
                        () -> System.nanoTime() - silent > FaultTimes.SILENCE.toNanos(),
                        "the link was silent");
                running.proxy.heal();
                running.awaitAccepted(200);
            }
            assertTrue(running.proxy.withheld() > 0, "the proxy held something back");
            assertTrue(running.checker.answers().stream().anyMatch(a -> a.status() == 503));
            running.checker.answers().forEach(CutLinkIT::assertInTime);
            running.checker.verify();
        }
    }

    @Test
    void keepsItsThroughputOverASlowLink() {
        TestBroker broker = new TestBroker();
        try (TcpProxy proxy = broker.proxy();
                TestServers servers = new TestServers(broker, proxy.port());
                ServerProcess server = ServerProcess.start(servers);
                Checker checker = servers.checker(server::url, server::url)) {
            assertTrue(checker.sendNext(FRAME).accepted());
            Footprint before = Footprint.of(server);
            proxy.delay(ROUND_TRIP.dividedBy(2));
            long began = System.nanoTime();
            try (Load _ = checker.load(40, 100, Duration.ZERO)) {
                Eventually.eventually(
                        FaultTimes.SLOWNESS.plusSeconds(10),
                        () -> System.nanoTime() - began > FaultTimes.SLOWNESS.toNanos(),
                        "the link was slow");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            double rate = checker.accepted() / seconds;
            double oneByOne = FRAME / (ROUND_TRIP.toMillis() / 1e3);
            proxy.heal();
            assertTrue(proxy.delayed() > 0);
            assertTrue(rate > 2 * oneByOne, rate + " events/s; a frame at a time would be " + oneByOne);
            checker.answers().forEach(answer -> assertEquals(202, answer.status(), answer.body()));
            checker.answers().forEach(CutLinkIT::assertInTime);
            checker.verify();
            Footprint.of(server).assertFlatSince(before);
        }
    }

    private static void assertInTime(Answer answer) {
        assertTrue(answer.took().compareTo(FaultTimes.ANSWER_WITHIN) <= 0, answer.toString());
    }
}
