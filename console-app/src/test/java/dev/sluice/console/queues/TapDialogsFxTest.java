package dev.sluice.console.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.queue.PeekPage;
import dev.sluice.model.queue.QueueState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TapDialogsFxTest {
    private final QueuesFixture fixture = new QueuesFixture();

    @ParameterizedTest
    @EnumSource
    void showsClosedTapsTheDialogAndTheHeadOfAQueue(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            window.run(() -> fixture.second(closed()));
            choose(window, 1);
            window.screenshot("taps-closed-" + name);
            window.press(KeyCode.T);
            window.press(KeyCode.TAB);
            window.write("500");
            window.press(KeyCode.TAB);
            window.write("month-end report runs");
            window.screenshot("taps-dialog-" + name);
            window.press(KeyCode.ESCAPE);
            window.run(() -> window.find(QueuesIds.TABLE, TableView.class).requestFocus());
            choose(window, 3);
            window.press(KeyCode.L);
            window.screenshot("peek-" + name);
            assertEquals(25, window.get(() -> window.find(QueuesIds.PEEK_LIST, ListView.class)
                    .getItems()
                    .size()));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(QueuesIds.PEEK_DIALOG));
        }
    }

    @Test
    void throttlesByKeyboardAloneAndNotWithoutAReason() {
        try (FxWindow window = open(Appearance.DARK)) {
            choose(window, 3);
            window.press(KeyCode.T);
            window.press(KeyCode.TAB);
            window.write("fast");
            window.press(KeyCode.TAB);
            window.write("report");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(QueuesIds.TAP_DIALOG), "fast is no rate");
            window.press(KeyCode.SHIFT, KeyCode.TAB);
            window.press(KeyCode.CONTROL, KeyCode.A);
            window.write("250");
            window.press(KeyCode.ENTER);
            assertFalse(window.shows(QueuesIds.TAP_DIALOG));
            assertEquals(1, fixture.control.acts.size());
            assertTrue(
                    fixture.control.acts.getFirst().startsWith("throttle orders to 250.0 until "),
                    fixture.control.acts.toString());
        }
    }

    @Test
    void refusesHoldsAndOpensByKeyboardAlone() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            choose(window, 3);
            window.press(KeyCode.T);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.TAB);
            window.write("broker upgrade");
            window.press(KeyCode.ENTER);
            window.run(() -> window.find(QueuesIds.TABLE, TableView.class).requestFocus());
            window.press(KeyCode.T);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.RIGHT);
            assertEquals("Open all: orders", window.get(() -> window.find(QueuesIds.TAP_CONFIRM, Button.class)
                    .getText()));
            window.run(() -> window.find(QueuesIds.TAP_CONFIRM, Button.class).requestFocus());
            window.press(KeyCode.SPACE);
            assertEquals(3, fixture.control.acts.size(), fixture.control.acts.toString());
            assertTrue(fixture.control.acts.get(0).startsWith("ingest orders refuse until "));
            assertEquals("throttle orders to null until null null", fixture.control.acts.get(1));
            assertEquals("ingest orders open until null null", fixture.control.acts.get(2));
        }
    }

    @Test
    void keepsTheDialogWhenTheServerIsGoneAndSaysSo() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            choose(window, 3);
            fixture.control.failure =
                    new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
            window.press(KeyCode.T);
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.TAB);
            window.write("broker upgrade");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(QueuesIds.TAP_DIALOG));
            assertEquals("No server answers.", window.get(() -> window.find(QueuesIds.TAP_ERROR, Label.class)
                    .getText()));
        }
    }

    @Test
    void showsTheChosenEventOfTheHeadAndAnEmptyOne() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            choose(window, 3);
            window.press(KeyCode.L);
            assertTrue(window.get(() ->
                            window.find(QueuesIds.PEEK_TEXT, TextArea.class).getText())
                    .contains("o-1042"));
            window.press(KeyCode.DOWN);
            assertTrue(window.get(() ->
                            window.find(QueuesIds.PEEK_TEXT, TextArea.class).getText())
                    .contains("o-1043"));
            window.run(() -> fixture.control.peeked = new PeekPage(
                    "orders", List.of(), QueuesTestData.NOW, QueuesTestData.NOW.plusSeconds(60), 0, "Note."));
            window.click(QueuesIds.PEEK_AGAIN);
            assertTrue(window.shows(QueuesIds.PEEK_DIALOG + "-state-empty"));
        }
    }

    private List<QueueState> closed() {
        List<QueueState> queues = new ArrayList<>(QueuesTestData.at(0, new SplittableRandom(3)));
        queues.set(
                1,
                QueuesTestData.tapped(
                        queues.get(1),
                        new QueueState.Throttle(
                                500, "reports", "ops", QueuesTestData.NOW, QueuesTestData.NOW.plusSeconds(3_600)),
                        new QueueState.Ingest(
                                QueueState.Ingest.REFUSE, "broker upgrade", "ops", QueuesTestData.NOW, null)));
        queues.set(
                4,
                QueuesTestData.tapped(
                        queues.get(4),
                        new QueueState.Throttle(
                                40, "reports", "ops", QueuesTestData.NOW, QueuesTestData.NOW.plusSeconds(900)),
                        QueueState.Ingest.OPENED));
        return queues;
    }

    private static void choose(FxWindow window, int row) {
        window.run(() -> window.find(QueuesIds.TABLE, TableView.class)
                .getSelectionModel()
                .select(row));
    }

    private FxWindow open(Appearance appearance) {
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, new ManualTicker(QueuesTestData.NOW));
            QueuesScreen screen = new QueuesScreen(
                    fixture.connected().feed,
                    fixture.window,
                    fixture.control,
                    fixture.tasks,
                    fixture.ticker,
                    new QueuesScreen.Surroundings(overlay, overlay, _ -> {}));
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
        window.run(() -> window.find(QueuesIds.TABLE, TableView.class).requestFocus());
        return window;
    }
}
