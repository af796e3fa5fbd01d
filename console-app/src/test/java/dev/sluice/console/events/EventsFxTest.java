package dev.sluice.console.events;

import static dev.sluice.console.testkit.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ProblemException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.Problem;
import dev.sluice.model.search.SavedSearch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventsFxTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final FakeEventSearch search = new FakeEventSearch(1_284);

    @ParameterizedTest
    @EnumSource
    void showsResultsAndTheChosenEvent(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.click(EventsIds.QUERY);
            window.write("repository");
            window.press(KeyCode.ENTER);
            awaitRows(window);
            select(window, 3);
            window.screenshot("events-screen-" + appearance.name().toLowerCase(Locale.ROOT));

            assertEquals(
                    "1,284 events", window.find(EventsIds.COUNT, Label.class).getText());
            assertTrue(window.shows(EventsIds.DETAIL));
            assertEquals("repository", search.queries.getLast().text());
        }
    }

    @Test
    void scrollsToTheEndOfManyRows() {
        try (FxWindow window = open(Appearance.DARK)) {
            awaitRows(window);
            TableView<?> table = table(window);
            eventually(
                    SOON,
                    () -> {
                        window.run(() -> table.scrollTo(table.getItems().size() - 1));
                        return window.get(() -> table.getItems().size()) == 1_284;
                    },
                    () -> "all rows, there are " + table.getItems().size());
            window.run(() -> table.scrollTo(0));
            select(window, 0);

            assertTrue(window.shows(EventsIds.DETAIL));
        }
    }

    @Test
    void putsTheCaretWhereTheQueryIsWrong() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            awaitRows(window);
            search.failure = new ProblemException(
                    Problem.of(ErrorCode.MALFORMED_QUERY, "Column 6: a value was expected.", "r-1")
                            .withColumn(6),
                    null);
            window.click(EventsIds.QUERY);
            window.write("type: push");
            window.press(KeyCode.ENTER);
            eventually(SOON, () -> window.shows(EventsIds.QUERY_ERROR), () -> "the fault is shown");
            window.screenshot("events-fault-light");

            assertEquals(5, window.find(EventsIds.QUERY, TextField.class).getCaretPosition());
            assertTrue(window.shows(EventsIds.TABLE));
        }
    }

    @Test
    void movesWithArrowsOpensWithEnterAndClosesWithEscape() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            awaitRows(window);
            window.press(KeyCode.ESCAPE);
            window.press(KeyCode.DOWN);
            window.press(KeyCode.DOWN);
            assertTrue(window.shows(EventsIds.DETAIL));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(EventsIds.DETAIL));
            window.press(KeyCode.SLASH);
            assertTrue(window.get(() -> window.scene().getFocusOwner() instanceof TextField));
        }
    }

    @Test
    void copiesTheJsonAsItIs() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            awaitRows(window);
            select(window, 1);
            window.click(EventsIds.COPY);

            String copied = window.get(() -> Clipboard.getSystemClipboard().getString());
            assertEquals(StoredWebhooks.event(1, FakeEventSearch.NOW).json(), copied);
        }
    }

    @ParameterizedTest
    @EnumSource
    void runsASearchOfTheTeam(Appearance appearance) {
        search.saved.add(new SavedSearch("declined cards", "declined last:1d", "bo", FakeEventSearch.NOW));
        search.saved.add(new SavedSearch("late orders", "type:order.late", "ada", FakeEventSearch.NOW));
        try (FxWindow window = open(appearance)) {
            awaitRows(window);
            MenuButton menu = window.find(EventsIds.SAVED, MenuButton.class);
            window.click(EventsIds.SAVED);
            eventually(
                    SOON,
                    () -> window.get(() -> menu.getItems().size()) == 4,
                    () -> "two searches, a line and saving: " + menu.getItems());
            window.screenshot("events-saved-" + appearance.name().toLowerCase(Locale.ROOT));
            window.run(() -> menu.getItems().getFirst().fire());
            eventually(
                    SOON,
                    () -> search.queries.getLast().text().equals("declined last:1d"),
                    () -> "the saved query is asked");

            assertEquals(
                    "declined last:1d",
                    window.find(EventsIds.QUERY, TextField.class).getText());
        }
    }

    @Test
    void savesTheSearchForTheTeam() {
        search.saved.add(new SavedSearch("late orders", "type:order.late", "bo", FakeEventSearch.NOW));
        try (FxWindow window = open(Appearance.DARK)) {
            awaitRows(window);
            MenuButton menu = window.find(EventsIds.SAVED, MenuButton.class);
            assertTrue(window.get(() -> menu.getItems().getLast().isDisable()), "nothing to save yet");
            window.click(EventsIds.QUERY);
            window.write("type:order.late last:1h");
            window.run(menu::show);
            eventually(SOON, () -> window.get(() -> menu.getItems().size()) == 3, () -> "the list is there");
            window.run(() -> {
                menu.hide();
                menu.getItems().getLast().fire();
            });
            window.click(EventsIds.SAVE_NAME);
            window.write("late orders");
            window.screenshot("events-save-dark");
            window.click(EventsIds.SAVE_CONFIRM);
            eventually(SOON, () -> !window.shows(EventsIds.SAVE_DIALOG), () -> "the dialog closes");

            assertEquals(
                    List.of(new SavedSearch("late orders", "type:order.late last:1h", "ada", FakeEventSearch.NOW)),
                    search.saved);
        }
    }

    @Test
    void saysWhyASearchIsNotSavedAndClosesWithEscape() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            awaitRows(window);
            window.click(EventsIds.QUERY);
            window.write("type: x");
            MenuButton menu = window.find(EventsIds.SAVED, MenuButton.class);
            window.run(() -> menu.getItems().getLast().fire());
            search.failure = new ProblemException(
                    Problem.of(ErrorCode.MALFORMED_QUERY, "Column 6: a value was expected.", "r-1")
                            .withColumn(6),
                    null);
            window.click(EventsIds.SAVE_NAME);
            window.write("x");
            window.click(EventsIds.SAVE_CONFIRM);
            eventually(
                    SOON,
                    () -> window.find(EventsIds.SAVE_ERROR, Label.class)
                            .getText()
                            .startsWith("Column 6"),
                    () -> "the reason is shown");
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(EventsIds.SAVE_DIALOG));
        }
    }

    @Test
    void saysThatNothingWasFound() {
        search.total = 0;
        try (FxWindow window = open(Appearance.LIGHT)) {
            eventually(SOON, () -> window.shows(EventsIds.STATE + "-empty"), () -> "the empty state");
            window.screenshot("events-empty-light");
        }
    }

    private static void select(FxWindow window, int row) {
        window.run(() -> table(window).getSelectionModel().select(row));
    }

    private static TableView<?> table(FxWindow window) {
        return window.find(EventsIds.TABLE, TableView.class);
    }

    private static void awaitRows(FxWindow window) {
        eventually(SOON, () -> window.get(() -> table(window).getItems().size()) > 0, () -> "rows in the table");
        eventually(
                SOON, () -> window.find(EventsIds.COUNT, Label.class).getText().contains("event"), () -> "the count");
    }

    private FxWindow open(Appearance appearance) {
        return FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, new ManualTicker(FakeEventSearch.NOW));
            EventsScreen screen = new EventsScreen(search, TaskRunner.onVirtualThreads(), overlay, overlay);
            place.getChildren().add(screen.root());
            screen.activate();
            return overlay;
        });
    }
}
