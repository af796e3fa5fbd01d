package dev.sluice.server.app;

import static dev.sluice.server.app.RunningPipeline.DEADLINE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmNotice;
import dev.sluice.model.json.Json;
import dev.sluice.server.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlarmWebhookIT {
    private static final String SECRET = "key-nobody-may-see";

    private record Got(long nanos, String body, int status) {}

    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final HttpServer receiver;
    private volatile int refusals = 3;

    AlarmWebhookIT() throws IOException {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/hook", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            int status = got.size() < refusals ? 503 : 204;
            got.add(new Got(System.nanoTime(), body, status));
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        receiver.stop(0);
    }

    @Test
    void isToldOfEachChangeAndAgainWithGrowingPausesWhileItRefuses() throws IOException {
        String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook?key=" + SECRET;
        try (PipelineFleet fleet = new PipelineFleet(2, Map.of("SLUICE_ALARM_WEBHOOK_URL", url))) {
            AlarmFleet alarms = new AlarmFleet(fleet);
            alarms.rule("pause-forgotten", 0);
            fleet.pause("default");
            Alarm raised = alarms.await("pause-forgotten", "default", Alarm.RAISED);
            Eventually.eventually(
                    DEADLINE,
                    () -> fleet.pipeline(0).health().report().checks().stream()
                            .filter(check -> check.name().equals("alarm-webhook"))
                            .findFirst()
                            .orElseThrow()
                            .detail(),
                    detail -> detail.contains("it answered 503") && !detail.contains(SECRET),
                    "health tells what is wrong, and no secret");
            Eventually.eventually(DEADLINE, () -> taken().size() == 1, "it is taken at last");
            assertEquals(4, got.size());
            // 0.5 to 1 of 1 s, 2 s and 4 s; the look at what is due comes on top
            assertTrue(pause(0) >= 0.4, "first pause " + pause(0));
            assertTrue(pause(2) >= 1.9 && pause(2) > pause(0), "pauses grow: " + pause(2));
            alarms.acknowledge(raised, "on it");
            fleet.resume("default");
            Eventually.eventually(DEADLINE, () -> taken().size() == 3, "the rest is told");
            List<AlarmNotice> notices = taken();
            assertEquals(
                    List.of("raised", "acknowledged", "cleared"),
                    notices.stream().map(AlarmNotice::event).toList());
            assertEquals("on it", notices.get(1).alarm().note());
            assertEquals(raised.id(), notices.getFirst().alarm().id());
            assertFalse(fleet.pipeline(0).meters().scrape().contains(SECRET));
        }
    }

    private double pause(int index) {
        return (got.get(index + 1).nanos() - got.get(index).nanos()) / 1e9;
    }

    private List<AlarmNotice> taken() {
        return got.stream()
                .filter(one -> one.status() == 204)
                .map(one -> {
                    try {
                        return Json.read(one.body().getBytes(UTF_8), AlarmNotice.class);
                    } catch (IOException e) {
                        throw new AssertionError(one.body(), e);
                    }
                })
                .toList();
    }
}
