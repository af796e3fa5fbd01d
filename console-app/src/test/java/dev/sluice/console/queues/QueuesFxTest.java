package dev.sluice.console.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.QueueState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class QueuesFxTest {
    private final QueuesFixture fixture = new QueuesFixture();
    private final List<String> openedInEvents = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void showsQueuesAndThePurgeDialog(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            chooseOrders(window);
            window.screenshot("queues-screen-" + name);
            assertTrue(window.shows(QueuesIds.BANNER));
            assertEquals(
                    "orders", window.find(QueuesIds.DETAIL_NAME, Label.class).getText());

            window.press(KeyCode.SHIFT, KeyCode.P);
            window.write("duplicated by shop 3 import");
            window.press(KeyCode.TAB);
            window.write("orders");
            window.screenshot("purge-screen-" + name);
            assertEquals(
                    "Purge 392 events",
                    window.find(QueuesIds.PURGE_CONFIRM, Button.class).getText());
            window.press(KeyCode.ESCAPE);
            assertEquals(List.of("plan orders"), fixture.control.acts);

            window.run(() -> window.find(QueuesIds.TABLE, TableView.class)
                    .getSelectionModel()
                    .select(2));
            window.press(KeyCode.P);
            window.write("db upgrade");
            window.screenshot("pause-screen-" + name);
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsThatAPurgeCanBeUndoneAndByFilter(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        fixture.control.plan = QueuesTestData.plan(392, false);
        Instant until = QueuesTestData.NOW.plusSeconds(600_000);
        fixture.control.purges = List.of(
                QueuesTestData.purge(Purge.DONE, 392, 392, until),
                QueuesTestData.purge(Purge.UNDONE, 1_200, 1_200, null),
                QueuesTestData.purge(Purge.STOPPED, 90_000, 41_000, null));
        fixture.control.undoUntil = until;
        try (FxWindow window = open(appearance)) {
            chooseOrders(window);
            window.screenshot("purges-" + name);
            window.click(QueuesIds.UNDO + "-0");
            assertEquals(List.of("undo orders plan-1"), fixture.control.acts);

            window.press(KeyCode.SHIFT, KeyCode.P);
            assertFalse(window.shows(QueuesIds.PURGE_NAME), "it can be undone");
            window.run(() -> window.find(QueuesIds.PURGE_TYPE, TextField.class).requestFocus());
            window.write("order.*");
            window.press(KeyCode.ENTER);
            window.run(
                    () -> window.find(QueuesIds.PURGE_REASON, TextField.class).requestFocus());
            window.write("imported twice");
            window.screenshot("purge-undo-" + name);
            assertEquals(
                    "Purge 196 events",
                    window.find(QueuesIds.PURGE_CONFIRM, Button.class).getText());
            fixture.control.pollsUntilDone = 3;
            window.press(KeyCode.ENTER);
            window.run(() -> fixture.ticker.advance(java.time.Duration.ofMillis(300)));
            window.screenshot("purge-running-" + name);
            window.run(() -> fixture.ticker.advance(java.time.Duration.ofSeconds(2)));
            window.screenshot("purge-done-" + name);
            assertFalse(window.shows(QueuesIds.PURGE_DIALOG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsDefinitionsLimitsAndFaults(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.N);
            window.write("shipments");
            window.press(KeyCode.TAB);
            window.write("shipment.*");
            window.press(KeyCode.ENTER);
            window.write("*.placed");
            window.press(KeyCode.TAB);
            window.press(KeyCode.TAB);
            window.write("256 MiB");
            window.press(KeyCode.TAB);
            window.write("shipment.lost");
            window.screenshot("queue-new-" + name);
            assertEquals(
                    "→ shipments, by shipment.*",
                    window.find(QueuesIds.FORM_TRIAL, Label.class).getText());
            window.press(KeyCode.ENTER);
            assertEquals(
                    List.of("define shipments [shipment.*, *.placed] at null up to 268435456"), fixture.control.acts);
            assertFalse(window.shows(QueuesIds.FORM_DIALOG));

            window.run(() -> fixture.second(faulty()));
            window.run(() -> window.find(QueuesIds.TABLE, TableView.class).requestFocus());
            window.run(() -> window.find(QueuesIds.TABLE, TableView.class)
                    .getSelectionModel()
                    .select(1));
            window.screenshot("queue-faults-" + name);
            assertTrue(window.shows(QueuesIds.FAULTS));

            window.press(KeyCode.E);
            window.screenshot("queue-change-" + name);
            window.press(KeyCode.ESCAPE);
            chooseOrders(window);
            window.press(KeyCode.DELETE);
            window.screenshot("queue-delete-" + name);
            assertFalse(window.shows(QueuesIds.DELETE_CONFIRM), "it holds events");
            window.press(KeyCode.ESCAPE);
        }
    }

    private List<QueueState> faulty() {
        List<QueueState> queues = new ArrayList<>(QueuesTestData.at(0, new SplittableRandom(3)));
        queues.set(
                1,
                QueuesTestData.with(
                        queues.get(1),
                        queues.get(1).limits(),
                        List.of("Policy ops sets max-length=10, overflow=drop-head on broker queue sluice.clicks:"
                                + " events can be lost without a word. Remove that from it, or change its pattern so"
                                + " that it does not match sluice.clicks.")));
        queues.set(
                2,
                QueuesTestData.with(
                        queues.get(2),
                        new QueueState.Limits(2L << 20, true, 2L << 20, true, QueueState.Limits.APPLIED, null),
                        List.of()));
        return queues;
    }

    @Test
    void saysInTheFormWhatIsWrongBeforeTheServerIsAsked() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.N);
            window.write("Orders!");
            window.screenshot("queue-new-wrong");
            assertTrue(window.shows(QueuesIds.FORM_NAME + "-error"));
            assertTrue(window.get(
                    () -> window.find(QueuesIds.FORM_SAVE, Button.class).isDisabled()));
            window.press(KeyCode.ESCAPE);
            assertEquals(List.of(), fixture.control.acts);
        }
    }

    @Test
    void deletesAnEmptyQueueByKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(() -> window.find(QueuesIds.TABLE, TableView.class)
                    .getSelectionModel()
                    .select(4));
            window.press(KeyCode.DELETE);
            assertTrue(window.shows(QueuesIds.DELETE_CONFIRM));
            window.press(KeyCode.TAB);
            window.press(KeyCode.SPACE);

            assertEquals(List.of("delete test"), fixture.control.acts);
            assertFalse(window.shows(QueuesIds.DELETE_DIALOG));
        }
    }

    @Test
    void purgesByKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK)) {
            chooseOrders(window);
            window.press(KeyCode.SHIFT, KeyCode.P);
            window.write("twice");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(QueuesIds.PURGE_DIALOG), "the name is still missing");
            window.press(KeyCode.TAB);
            window.write("orders");
            window.press(KeyCode.ENTER);
            window.run(() -> fixture.ticker.advance(java.time.Duration.ofSeconds(1)));

            assertFalse(window.shows(QueuesIds.PURGE_DIALOG));
            assertEquals(
                    List.of("plan orders", "purge orders plan-1 twice as orders", "look plan-1"), fixture.control.acts);
        }
    }

    @Test
    void pausesByKeyboardAlone() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.P);
            window.write("db upgrade");
            window.press(KeyCode.ENTER);

            assertEquals(List.of("pause audit db upgrade until null"), fixture.control.acts);
            assertFalse(window.shows(QueuesIds.PAUSE_DIALOG));
        }
    }

    @Test
    void pausesUntilSoManyEventsWaitAndNotUntilSomethingElse() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.P);
            window.write("db upgrade");
            window.press(KeyCode.TAB);
            window.press(KeyCode.TAB);
            window.write("many");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(QueuesIds.PAUSE_DIALOG), "many is no number");
            window.press(KeyCode.CONTROL, KeyCode.A);
            window.write("50000");
            window.press(KeyCode.ENTER);

            assertEquals(List.of("pause audit db upgrade until null or 50000 events"), fixture.control.acts);
        }
    }

    @Test
    void resumesFromTheBanner() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            chooseOrders(window);
            window.click(QueuesIds.RESUME);

            assertEquals(List.of("resume orders"), fixture.control.acts);
        }
    }

    @Test
    void filtersWithTheSlashKeyAndKeepsLettersInTheField() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.SLASH);
            window.write("op");

            TextField filter = window.find(QueuesIds.FILTER, TextField.class);
            assertTrue(window.get(filter::isFocused));
            assertTrue(filter.getText().endsWith("op"), filter.getText());
            assertEquals(List.of(), fixture.control.acts);
        }
    }

    @Test
    void closesTheDetailWithEscapeAndOpensItWithEnter() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(QueuesIds.DETAIL));
            window.press(KeyCode.DOWN);
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(QueuesIds.DETAIL));
        }
    }

    @Test
    void opensTheQueueInEvents() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            chooseOrders(window);
            window.click(QueuesIds.OPEN_EVENTS);

            assertEquals(List.of("queue:orders"), openedInEvents);
        }
    }

    private static void chooseOrders(FxWindow window) {
        window.run(() -> window.find(QueuesIds.TABLE, TableView.class)
                .getSelectionModel()
                .select(3));
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
                    new QueuesScreen.Surroundings(overlay, overlay, openedInEvents::add));
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
        window.run(() -> window.find(QueuesIds.TABLE, TableView.class).requestFocus());
        return window;
    }
}
