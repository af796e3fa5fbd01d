package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.server.testkit.Answer;
import dev.sluice.server.testkit.Checker;
import dev.sluice.server.testkit.Eventually;
import dev.sluice.server.testkit.FaultTimes;
import dev.sluice.server.testkit.TcpProxy;
import java.net.URI;
import org.junit.jupiter.api.Test;

/// F07: the answer is lost after the server gave it.
class LostAnswerIT {
    private static final int LOST = 20;
    private static final String ACCEPTED =
            "sluice_http_requests_total{method=\"POST\",route=\"/v1/events\",status=\"202\"} ";

    @Test
    void storesAnEventOnceWhoseAnswerWasCutOffAndWhoseProducerSendsItAgain() {
        try (TestServers servers = new TestServers();
                ServerProcess server = ServerProcess.start(servers);
                TcpProxy proxy = new TcpProxy("127.0.0.1", server.url().getPort());
                Checker checker = servers.checker(() -> URI.create("http://127.0.0.1:" + proxy.port()), server::url)) {
            proxy.cutAnswersAfter(5);
            for (int i = 0; i < LOST; i++) {
                Answer answer = checker.sendNext(1);
                assertEquals(0, answer.status(), answer.body());
            }
            assertEquals(LOST, proxy.cuts());
            Eventually.eventually(
                    FaultTimes.NORMAL_WITHIN,
                    () -> server.get("/metrics"),
                    metrics -> metrics.contains(ACCEPTED + LOST + ".0"),
                    "the server answered all with 202");
            proxy.cutAnswersAfter(Long.MAX_VALUE);
            for (int i = 0; i < LOST; i++) {
                Answer answer = checker.send(i, 1);
                assertEquals(202, answer.status(), answer.body());
            }
            checker.verify();
            assertEquals(LOST, servers.database().number("select count(*) from event"));
            assertTrue(proxy.accepted() > LOST, "the producers connected anew after each cut");
        }
    }
}
