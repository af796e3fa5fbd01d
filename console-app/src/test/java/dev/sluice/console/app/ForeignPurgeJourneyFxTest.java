package dev.sluice.console.app;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.broker.BrokerIds;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.FxThread;
import dev.sluice.console.task.SystemTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.testkit.RealServer;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A queue that is not Sluice's is found on a real broker, purged and deleted, by keyboard alone: with a wrong name
/// first, a plan that got old, and a server that goes away in the middle.
class ForeignPurgeJourneyFxTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int FOREIGN = 40;

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

    private static String path(int n) {
        return "queues/VHOST/shop%2Forders%20" + n;
    }

    private void makeQueues() {
        for (int n = 0; n < FOREIGN; n++) {
            server.onBroker("PUT", path(n), "{\"durable\":true}");
        }
        publish(12);
    }

    /// Messages of another application's, in the queue that is acted on.
    private void publish(int count) {
        for (int n = 0; n < count; n++) {
            server.onBroker(
                    "POST",
                    "exchanges/VHOST/amq.default/publish",
                    "{\"properties\":{},\"routing_key\":\"shop/orders 7\",\"payload\":\"x\",\"payload_encoding\":\"string\"}");
        }
    }

    private void counted(int messages) {
        eventually(
                SOON,
                () -> server.onBroker("GET", path(7) + "?columns=messages", null)
                        .equals("{\"messages\":" + messages + "}"),
                () -> "the broker counts " + messages + " messages");
    }

    @Test
    void purgesAndDeletesAForeignQueue() throws InterruptedException {
        makeQueues();
        try (FxWindow window = open()) {
            try {
                walk(window);
            } catch (AssertionError e) {
                window.screenshot("foreign-purge-failed");
                throw e;
            } finally {
                window.run(() -> Objects.requireNonNull(session).close());
            }
        }
        List<String> told =
                client.audit(new AuditQuery("shop/orders 7", null, null, null, null, null), 10, null).items().stream()
                        .map(ForeignPurgeJourneyFxTest::text)
                        .toList();
        assertEquals(
                List.of(
                        "delete-broker-queue done retired",
                        "delete-broker-queue started retired",
                        "purge-broker-queue done test data",
                        "purge-broker-queue started test data",
                        "purge-broker-queue denied test data"),
                told);
    }

    private static String text(AuditRecord record) {
        return record.act() + " " + record.outcome() + " " + record.reason();
    }

    private void walk(FxWindow window) {
        window.press(KeyCode.CONTROL, KeyCode.DIGIT6);
        eventually(SOON, () -> rows(window) >= FOREIGN, () -> "all queues are listed, " + rows(window));
        window.press(KeyCode.SLASH);
        window.write("shop/orders 7");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> first(window).contains("shop/orders 7"), () -> "the queue is found");
        eventually(SOON, () -> first(window).contains("messages=12"), () -> "and counted: " + first(window));
        window.press(KeyCode.HOME);
        eventually(SOON, () -> enabled(window, BrokerIds.PURGE), () -> "it can be purged");
        assertFalse(enabled(window, BrokerIds.PAUSE));
        window.screenshot("broker-real-dark");
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

        purge(window);
        delete(window);
    }

    private void purge(FxWindow window) {
        window.press(KeyCode.SHIFT, KeyCode.P);
        eventually(SOON, () -> window.shows(BrokerIds.DIALOG_REASON), () -> "the plan is shown");
        window.write("test data");
        window.press(KeyCode.TAB);
        window.write("shop/orders 8");
        assertFalse(enabled(window, BrokerIds.DIALOG_CONFIRM), "that is another queue's name");
        window.press(KeyCode.ENTER);
        assertTrue(window.shows(BrokerIds.DIALOG));
        window.press(KeyCode.BACK_SPACE);
        window.write("7");

        publish(120);
        counted(132);
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> error(window).contains("looked at again"), () -> "the plan is old: " + error(window));
        eventually(
                SOON,
                () -> text(window, BrokerIds.DIALOG_CONFIRM).contains("132 messages"),
                () -> "it is made anew: " + text(window, BrokerIds.DIALOG_CONFIRM));
        window.screenshot("broker-real-stale-plan");
        window.write("shop/orders 7");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> !window.shows(BrokerIds.DIALOG), () -> "it is done: " + error(window));
        counted(0);
    }

    private void delete(FxWindow window) {
        window.press(KeyCode.DELETE);
        eventually(SOON, () -> window.shows(BrokerIds.DIALOG_REASON), () -> "the plan is shown");
        window.write("retired");
        window.press(KeyCode.TAB);
        window.write("shop/orders 7");

        Runnable startAgain = server.stop();
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> error(window).contains("does nothing twice"), () -> "it says so: " + error(window));
        eventually(SOON, () -> window.shows(BrokerIds.STATE + "-stale"), () -> "what was known stays, with its age");
        window.screenshot("broker-real-server-gone");

        startAgain.run();
        eventually(SOON, () -> enabled(window, BrokerIds.DIALOG_CONFIRM), () -> "it can be tried again");
        window.press(KeyCode.ENTER);
        eventually(SOON, () -> !window.shows(BrokerIds.DIALOG), () -> "it is done: " + error(window));
        eventually(
                SOON,
                () -> !server.onBroker("GET", "queues/VHOST?columns=name", null).contains("\"shop/orders 7\""),
                () -> "the broker has it no more");
        eventually(SOON, () -> !first(window).contains("orders 7,"), () -> "the list neither: " + first(window));
        assertFalse(window.shows(BrokerIds.STATE + "-stale"));
    }

    private static String error(FxWindow window) {
        return text(window, BrokerIds.DIALOG_ERROR);
    }

    private static String text(FxWindow window, String id) {
        return window.get(() -> window.scene().lookup("#" + id) instanceof Labeled found ? found.getText() : "");
    }

    private static boolean enabled(FxWindow window, String id) {
        return window.get(() -> !window.find(id, Button.class).isDisabled());
    }

    private static int rows(FxWindow window) {
        return window.get(() -> window.scene().lookup("#" + BrokerIds.TABLE) instanceof TableView<?> found
                ? found.getItems().size()
                : 0);
    }

    private static String first(FxWindow window) {
        return window.get(() -> {
            TableView<?> table = window.find(BrokerIds.TABLE, TableView.class);
            return table.getItems().isEmpty() ? "" : table.getItems().getFirst().toString();
        });
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
