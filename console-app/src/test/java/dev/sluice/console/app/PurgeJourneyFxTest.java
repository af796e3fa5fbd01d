package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.Body;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.queues.QueuesIds;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import dev.sluice.model.queue.QueueState;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The taps and the purge of a production queue, by keyboard, with everything that can go wrong on the way: the wrong
/// name, a plan that somebody else made stale, a server that is gone in the middle. All is real.
class PurgeJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String QUEUE = "default";

    private final RealServer server = new RealServer(Map.of("SLUICE_ENVIRONMENT", "production"));
    private final SluiceClient client = new SluiceClient(server.address());
    private final SystemTicker ticker = new SystemTicker(new FxThread());
    private volatile @Nullable Session session;
    private int sent;

    @AfterEach
    void stop() {
        ticker.close();
        client.close();
        server.close();
    }

    @Test
    void slowsPausesPurgesAndTakesBack() throws InterruptedException {
        send(100);
        try (FxWindow window = open()) {
            try {
                walk(window);
            } catch (AssertionError e) {
                window.screenshot("purge-journey-failed");
                throw e;
            } finally {
                window.run(() -> Objects.requireNonNull(session).close());
            }
        }
        Ledger end = ledger();
        assertEquals(sent, end.accepted());
        assertEquals(300, end.purged(), "what the other operator purged");
        assertEquals(sent - 300, end.stored());
        assertEquals(0, end.unexplained());
    }

    private void walk(FxWindow window) throws InterruptedException {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
        eventually(SOON, () -> window.shows(QueuesIds.DETAIL), () -> "a queue is chosen");

        slowDown(window);
        openAgain(window);
        pause(window);
        send(300);

        typeTheWrongName(window);
        findThePlanStale(window);
        send(200);
        loseTheServer(window);
        purge(window);
        undo(window);

        window.press(KeyCode.P);
        eventually(SOON, () -> !window.shows(QueuesIds.BANNER), () -> "the queue is resumed");
        eventually(SOON, () -> ledger().inFlight() == 0, () -> "everything drains");
    }

    private void slowDown(FxWindow window) {
        window.press(KeyCode.T);
        eventually(SOON, () -> window.shows(QueuesIds.TAP_DIALOG), () -> "the taps are shown");
        tabTo(window, QueuesIds.TAP_RATE);
        window.write("nonsense");
        tabTo(window, QueuesIds.TAP_REASON);
        window.write("the database is slow");
        assertTrue(window.find(QueuesIds.TAP_CONFIRM, Button.class).isDisabled(), "nonsense is no rate");
        window.press(KeyCode.SHIFT, KeyCode.TAB);
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.write("50");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> !window.shows(QueuesIds.TAP_DIALOG), () -> "it is slowed down");
        eventually(SOON, () -> queue().throttle() != null, () -> "the server knows of it");
    }

    private void openAgain(FxWindow window) {
        window.press(KeyCode.T);
        eventually(SOON, () -> window.shows(QueuesIds.TAP_DIALOG), () -> "the taps are shown");
        tabTo(window, QueuesIds.TAP_ACT + "-slow-down");
        for (int i = 0; i < 3; i++) {
            window.press(KeyCode.RIGHT);
        }
        tabTo(window, QueuesIds.TAP_CONFIRM);
        window.press(KeyCode.SPACE);
        eventually(SOON, () -> queue().throttle() == null, () -> "the throttle is off");
        eventually(SOON, () -> !window.shows(QueuesIds.TAP_DIALOG), () -> "the dialog is gone");
        eventually(SOON, () -> ledger().inFlight() == 0, () -> "the first ones are stored");
    }

    private static void pause(FxWindow window) {
        window.press(KeyCode.P);
        eventually(SOON, () -> window.shows(QueuesIds.PAUSE_DIALOG), () -> "the pause asks");
        window.write("a shop sent everything twice");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> state(window).equals("paused"), () -> "it is paused everywhere");
    }

    private void typeTheWrongName(FxWindow window) {
        plan(window, 300);
        tabTo(window, QueuesIds.PURGE_REASON);
        window.write("sent twice");
        tabTo(window, QueuesIds.PURGE_NAME);
        window.write("defualt");
        window.press(KeyCode.ENTER);
        assertTrue(window.find(QueuesIds.PURGE_CONFIRM, Button.class).isDisabled(), "another name starts nothing");
        window.screenshot("purge-journey-wrong-name-dark");
        assertEquals(0, ledger().purged());
    }

    /// Somebody else purges while the plan is looked at.
    private void findThePlanStale(FxWindow window) throws InterruptedException {
        PurgePlan other = client.planPurge(QUEUE, null);
        client.purge(QUEUE, new PurgeRequest(other.plan(), "the other operator", QUEUE));
        eventually(SOON, () -> ledger().purged() == 300, () -> "the other one's purge is done");
        window.press(KeyCode.CONTROL, KeyCode.A);
        window.write(QUEUE);
        window.press(KeyCode.ENTER);
        String state = QueuesIds.PURGE_PLAN + "-state-error";
        eventually(SOON, () -> window.shows(state), () -> "the plan is refused");
        window.screenshot("purge-journey-stale-dark");
        window.press(KeyCode.ESCAPE);
        eventually(SOON, () -> !window.shows(QueuesIds.PURGE_DIALOG), () -> "the dialog is left");
        assertEquals(300, ledger().purged());
    }

    private void loseTheServer(FxWindow window) {
        plan(window, 200);
        Runnable again = server.stop();
        tabTo(window, QueuesIds.PURGE_REASON);
        window.write("sent twice");
        tabTo(window, QueuesIds.PURGE_NAME);
        window.write(QUEUE);
        window.press(KeyCode.ENTER);
        String state = QueuesIds.PURGE_PLAN + "-state-error";
        eventually(SOON, () -> window.shows(state), () -> "it says that nothing was purged");
        window.screenshot("purge-journey-server-gone-dark");
        window.run(() -> window.theme().show(Appearance.LIGHT));
        window.screenshot("purge-journey-server-gone-light");
        window.run(() -> window.theme().show(Appearance.DARK));
        window.press(KeyCode.ESCAPE);
        again.run();
        eventually(SOON, () -> state(window).equals("paused"), () -> "it is paused still, and the console is back");
        assertEquals(300, ledger().purged());
    }

    private void purge(FxWindow window) {
        plan(window, 200);
        tabTo(window, QueuesIds.PURGE_REASON);
        window.write("sent twice");
        tabTo(window, QueuesIds.PURGE_NAME);
        window.write(QUEUE);
        assertEquals(
                "Purge 200 events",
                window.find(QueuesIds.PURGE_CONFIRM, Button.class).getText());
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> !window.shows(QueuesIds.PURGE_DIALOG), () -> "the purge ends");
        eventually(SOON, () -> ledger().purged() == 500, () -> "the ledger tells it");
    }

    private void undo(FxWindow window) {
        String undo = QueuesIds.UNDO + "-0";
        eventually(SOON, () -> window.shows(undo), () -> "it can be undone");
        tabTo(window, undo);
        window.screenshot("purge-journey-undo-dark");
        window.press(KeyCode.SPACE);
        eventually(SOON, () -> ledger().purged() == 300, () -> "the ledger tells that they are back");
    }

    private void plan(FxWindow window, int events) {
        eventually(
                SOON,
                () -> {
                    if (!window.shows(QueuesIds.PURGE_DIALOG)) {
                        window.press(KeyCode.SHIFT, KeyCode.P);
                    }
                    boolean planned = window.shows(QueuesIds.PURGE_CONFIRM)
                            && window.find(QueuesIds.PURGE_CONFIRM, Button.class)
                                    .getText()
                                    .equals("Purge " + events + " events");
                    if (!planned && window.shows(QueuesIds.PURGE_CONFIRM)) {
                        window.press(KeyCode.ESCAPE);
                    }
                    return planned;
                },
                () -> "the plan counts " + events + " events");
    }

    /// As someone without a mouse gets there.
    private static void tabTo(FxWindow window, String id) {
        for (int i = 0; i < 60; i++) {
            Node focused = window.get(() -> window.scene().getFocusOwner());
            if (focused != null && id.equals(focused.getId())) {
                return;
            }
            window.press(KeyCode.TAB);
        }
        throw new AssertionError("Tab does not lead to " + id);
    }

    private static String state(FxWindow window) {
        return window.shows(QueuesIds.DETAIL_STATE)
                ? window.find(QueuesIds.DETAIL_STATE, Label.class).getText()
                : "";
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

    private void send(int count) throws InterruptedException {
        String lines = IntStream.range(sent, sent + count)
                .mapToObj("{\"id\":\"%d\",\"source\":\"/shop\",\"type\":\"order.placed\"}"::formatted)
                .collect(Collectors.joining("\n"));
        client.ingest(new Body(Body.NDJSON, lines.getBytes(StandardCharsets.UTF_8)));
        sent += count;
    }

    private QueueState queue() {
        try {
            return client.queues().stream()
                    .filter(q -> q.name().equals(QUEUE))
                    .findFirst()
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Ledger ledger() {
        try {
            return client.ledger(null);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
