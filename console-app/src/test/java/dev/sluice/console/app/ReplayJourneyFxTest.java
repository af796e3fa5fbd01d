package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.console.client.Body;
import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.events.EventsIds;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.replay.ReplayIds;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Events that were found are sent again to somebody else's queue, by keyboard, with everything real; the server is
/// gone in the middle.
class ReplayJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int EVENTS = 400;

    private final RealServer server = new RealServer();
    private final SluiceClient client = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private volatile @Nullable Session session;

    @AfterEach
    void stop() {
        ticker.close();
        client.close();
        server.close();
    }

    @Test
    void searchesReplaysPausesResumesAndOutlivesTheServer() throws InterruptedException, IOException {
        server.onBroker("PUT", "queues/VHOST/partner", "{\"durable\":true}");
        String lines = IntStream.range(0, EVENTS + 10)
                .mapToObj(n -> "{\"id\":\"%d\",\"source\":\"/shop\",\"type\":\"%s\"}"
                        .formatted(n, n < EVENTS ? "order.placed" : "click"))
                .collect(Collectors.joining("\n"));
        client.ingest(new Body(Body.NDJSON, lines.getBytes(StandardCharsets.UTF_8)));
        eventually(SOON, () -> stored() == EVENTS + 10, () -> "all are stored");
        try (FxWindow window = open()) {
            try {
                walk(window);
            } catch (AssertionError e) {
                window.screenshot("replay-journey-failed");
                throw e;
            } finally {
                window.run(() -> Objects.requireNonNull(session).close());
            }
        }
        TreeMap<String, Integer> arrived = new TreeMap<>();
        for (JsonNode message : Json.tree(server.onBroker(
                        "POST",
                        "queues/VHOST/partner/get",
                        "{\"count\":1000,\"ackmode\":\"ack_requeue_false\",\"encoding\":\"auto\"}")
                .getBytes(StandardCharsets.UTF_8))) {
            arrived.merge(message.at("/properties/headers/replayof").asText(), 1, Integer::sum);
        }
        assertEquals(EVENTS, arrived.size());
        assertTrue(arrived.values().stream().allMatch(times -> times == 1), arrived.toString());
    }

    private void walk(FxWindow window) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        window.write("type:order.placed");
        window.press(KeyCode.ENTER);
        eventually(
                SOON,
                () -> window.find(EventsIds.COUNT, Label.class).getText().equals(EVENTS + " events"),
                () -> "they are found");
        window.press(KeyCode.ESCAPE);
        window.press(KeyCode.R);
        window.press(KeyCode.TAB);
        window.write("nowhere");
        window.press(KeyCode.ENTER);
        eventually(
                SOON,
                () -> text(window, ReplayIds.ERROR).startsWith("The broker has no queue nowhere"),
                () -> "the wrong target is refused");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.write("partner");
        window.press(KeyCode.TAB);
        window.write("20");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> window.shows(ReplayIds.REASON), () -> "it is counted");
        window.write("they lost them");
        window.screenshot("replay-journey-plan-dark");
        window.press(KeyCode.ENTER);

        eventually(SOON, () -> window.shows(ReplayIds.PAUSE), () -> "it runs, on the Replays screen");
        window.press(KeyCode.P);
        eventually(
                SOON,
                () -> window.shows(ReplayIds.RESUME)
                        && text(window, ReplayIds.WHY).equals("Paused by admin."),
                () -> "it is paused");
        window.press(KeyCode.P);
        eventually(SOON, () -> window.shows(ReplayIds.PAUSE), () -> "it runs again");

        Runnable startAgain = server.stop();
        eventually(SOON, () -> window.shows(ReplayIds.STATE + "-stale"), () -> "what is shown is old, and says so");
        window.screenshot("replay-journey-gone-dark");
        startAgain.run();
        eventually(
                SOON,
                () -> !window.shows(ReplayIds.STATE + "-stale") && window.shows(ReplayIds.PAUSE),
                () -> "it is there again, and still runs");
        window.press(KeyCode.P);
        eventually(SOON, () -> window.shows(ReplayIds.RESUME), () -> "it is paused once more");
        window.press(KeyCode.TAB);
        window.write("5000");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> window.shows(ReplayIds.AGAIN), () -> "it is over");
        assertEquals("400 of 400 events sent", text(window, ReplayIds.SENT));
        window.screenshot("replay-journey-dark");
        window.run(() -> window.theme().show(Appearance.LIGHT));
        window.screenshot("replay-journey-light");
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    private static String text(FxWindow window, String id) {
        return window.find(id, Label.class).getText();
    }

    private long stored() {
        try {
            return client.count(EventQuery.of("")).count();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private FxWindow open() {
        return FxWindow.open(Appearance.DARK, () -> {
            Session opened = new Session(
                    server.address(), new Theme(Appearance.DARK), TaskRunner.onVirtualThreads(), ticker, () -> {});
            session = opened;
            opened.start();
            return opened.root();
        });
    }
}
