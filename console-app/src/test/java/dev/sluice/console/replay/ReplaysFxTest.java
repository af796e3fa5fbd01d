package dev.sluice.console.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.HeldTaskRunner;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.replay.Replay;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplaysFxTest {
    private final FakeReplayControl control = new FakeReplayControl();
    private final ManualTicker ticker = new ManualTicker(FakeReplayControl.NOW);
    private final Permits permits = new Permits();

    @ParameterizedTest
    @EnumSource
    void showsAllStatesAndTheChosenOnesProgress(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            window.screenshot("replays-" + name);
            assertEquals("6 replays", text(window, ReplayIds.COUNT));
            window.press(KeyCode.DOWN);
            assertTrue(window.shows(ReplayIds.PAUSE));
            assertFalse(window.shows(ReplayIds.RESUME));
            window.screenshot("replays-running-" + name);
            rules(window);
            window.press(KeyCode.DOWN);
            assertTrue(text(window, ReplayIds.WHY).startsWith("The broker has no queue billing"));
            assertTrue(window.shows(ReplayIds.RESUME));
            window.screenshot("replays-stopped-by-itself-" + name);
            rules(window);
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(ReplayIds.DETAIL));
        }
    }

    @Test
    void pausesAndResumesAtAnotherRateByKeyboardAlone() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.P);
            assertEquals(List.of("pause 4f0c11d0a4b7e310"), control.acts);
            assertTrue(window.shows(ReplayIds.RESUME), "it is still the chosen one");
            window.press(KeyCode.TAB);
            window.write("200");
            assertEquals(
                    List.of(
                            "./sluice replay show 4f0c11d0a4b7e310",
                            "./sluice replay resume 4f0c11d0a4b7e310 --rate 200",
                            "./sluice replay stop 4f0c11d0a4b7e310"),
                    lines(window));
            window.press(KeyCode.ENTER);
            assertEquals("resume 200 4f0c11d0a4b7e310", control.acts.getLast());
            assertTrue(window.shows(ReplayIds.PAUSE));
        }
    }

    @Test
    void asksOnceMoreBeforeItStopsForGood() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.S);
            window.screenshot("replays-stop-light");
            rules(window);
            window.press(KeyCode.ESCAPE);
            assertEquals(List.of(), control.acts);
            window.press(KeyCode.S);
            window.press(KeyCode.SPACE);
            assertEquals(List.of("stop 4f0c11d0a4b7e310"), control.acts);
            assertFalse(window.shows(ReplayIds.STOP_DIALOG));
            assertFalse(window.shows(ReplayIds.STOP));
            assertTrue(window.shows(ReplayIds.AGAIN));
        }
    }

    @Test
    void sendsTheSameOnceMore() {
        try (FxWindow window = open(Appearance.DARK)) {
            for (int i = 0; i < 4; i++) {
                window.press(KeyCode.DOWN);
            }
            window.press(KeyCode.A);
            window.click(ReplayIds.LINE);
            assertEquals(
                    "./sluice replay start --from 2026-11-29T10:00:00Z --queue audit.copy --rate 500",
                    window.get(() -> Clipboard.getSystemClipboard().getString()));
            window.click(ReplayIds.CONFIRM);
            window.click(ReplayIds.CONFIRM);
            assertEquals("start {\"plan\":\"p1\"}", control.acts.getLast());
            assertFalse(window.shows(ReplayIds.DIALOG));
            assertEquals("p1", chosen(window), "the new one is chosen");
        }
    }

    @Test
    void keepsTheChosenOneWhileItMovesAndOthersComeOnTop() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.run(() -> {
                control.replays.set(
                        0,
                        FakeReplayControl.replay(
                                "4f0c11d0a4b7e310",
                                Replay.RUNNING,
                                "type:order.*",
                                "partner.orders",
                                48_000,
                                30_000,
                                null));
                control.replays.addFirst(
                        FakeReplayControl.replay("ff", Replay.RUNNING, "type:click", null, 10, 1, null));
                ticker.advance(ReplaysViewModel.EVERY);
            });
            assertEquals("4f0c11d0a4b7e310", chosen(window));
            assertEquals(7, rows(window));
        }
    }

    @Test
    void keepsWhatItShowsWhenTheServerIsGoneAndSaysHowOldItIs() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.run(() -> {
                control.failure =
                        new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
                ticker.advance(ReplaysViewModel.EVERY);
            });
            assertTrue(window.shows(ReplayIds.STATE + "-stale"));
            assertEquals(6, rows(window));
            window.press(KeyCode.P);
            window.screenshot("replays-stale-dark");
            assertEquals(List.of(), control.acts);
            window.run(() -> {
                control.failure = null;
                ticker.advance(ReplaysViewModel.EVERY);
            });
            assertFalse(window.shows(ReplayIds.STATE + "-stale"));
        }
    }

    @Test
    void saysWhyThereIsNothingToSee() {
        control.replays.clear();
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(ReplayIds.STATE + "-empty"));
            window.screenshot("replays-empty-dark");
        }
        control.failure = FakeReplayControl.problem(ErrorCode.FORBIDDEN, "Your role ingest may not see replays.");
        try (FxWindow window = open(Appearance.LIGHT)) {
            assertTrue(window.shows(ReplayIds.STATE + "-error"));
            window.screenshot("replays-denied-light");
        }
        try (FxWindow window = open(Appearance.LIGHT, new HeldTaskRunner())) {
            assertTrue(window.shows(ReplayIds.STATE + "-loading"));
        }
    }

    @Test
    void disablesWhatTheRoleMayNotDoAndSaysWhy() {
        permits.show(new SessionState(
                "eve",
                SessionState.SESSION,
                AccessRole.VIEWER,
                null,
                Stream.of(Acts.PAUSE_REPLAY, Acts.STOP_REPLAY, Acts.REPLAY)
                        .map(act -> new Permission(
                                act, "", AccessRole.OPERATOR, false, "Your role is viewer; this takes operator."))
                        .toList()));
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            assertTrue(window.find(ReplayIds.PAUSE, Button.class).isDisabled());
            window.press(KeyCode.P);
            window.press(KeyCode.S);
            assertEquals(List.of(), control.acts);
            assertFalse(window.shows(ReplayIds.STOP_DIALOG));
            window.screenshot("replays-viewer-dark");
        }
    }

    private static List<String> lines(FxWindow window) {
        return window.get(() -> window.find(ReplayIds.LINES, MenuButton.class).getItems().stream()
                .map(MenuItem::getText)
                .toList());
    }

    private static String chosen(FxWindow window) {
        return window.get(() -> ((ReplayRow) window.find(ReplayIds.TABLE, TableView.class)
                        .getSelectionModel()
                        .getSelectedItem())
                .replay()
                .id());
    }

    private static int rows(FxWindow window) {
        return window.get(
                () -> window.find(ReplayIds.TABLE, TableView.class).getItems().size());
    }

    private static String text(FxWindow window, String id) {
        return window.find(id, Label.class).getText();
    }

    private static void rules(FxWindow window) {
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    private FxWindow open(Appearance appearance) {
        return open(appearance, new ImmediateTaskRunner());
    }

    private FxWindow open(Appearance appearance, TaskRunner tasks) {
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            ReplaysScreen screen = new ReplaysScreen(control, tasks, ticker, overlay, overlay, permits, shown -> {});
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
        window.run(() -> window.find(ReplayIds.TABLE, TableView.class).requestFocus());
        return window;
    }
}
