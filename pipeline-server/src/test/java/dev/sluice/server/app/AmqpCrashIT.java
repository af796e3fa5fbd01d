package dev.sluice.server.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.model.json.Json;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.server.app.AmqpProducer.Message;
import dev.sluice.server.telemetry.Waypoint;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AmqpCrashIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final TestServers servers = new TestServers();
    private final AmqpProducer producer = new AmqpProducer(servers.broker());

    @AfterEach
    void stop() {
        producer.close();
        servers.close();
    }

    @Test
    void storesEveryConfirmedEventOnceThoughTheServerDiesBetweenPublishAndAckAndIsKilled() {
        Launch launch = Launch.plain().failpoint(Waypoint.PUBLISHED, FailpointMain.Action.EXIT, 10);
        try (ServerProcess first = ServerProcess.start(servers, launch)) {
            // the producer does not notice: its messages wait on the broker
            publish(0, 1_000);
            assertEquals(FailpointMain.EXITED, first.exitCode());
        }
        try (ServerProcess second = ServerProcess.start(servers, launch.repaired())) {
            publish(1_000, 2_000);
            second.kill();
        }
        try (ServerProcess third = ServerProcess.start(servers, launch.repaired())) {
            Ledger ledger = Eventually.eventually(
                    DEADLINE,
                    () -> ledger(third),
                    l -> l.stored() == 2_000 && l.inFlight() == 0,
                    "all events are stored");
            assertEquals(ledger.accepted(), ledger.stored() + ledger.duplicate());
            assertEquals(0, ledger.deadLettered());
            assertEquals(0, ledger.unexplained());
            assertEquals(143, third.stop());
        }
    }

    private void publish(int from, int to) {
        for (int at = from; at < to; at += 50) {
            List<Message> some = new ArrayList<>();
            for (int i = at; i < at + 50; i++) {
                some.add(Message.structured("k-" + i, "{\"n\":" + i + "}"));
            }
            producer.publish(some);
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
