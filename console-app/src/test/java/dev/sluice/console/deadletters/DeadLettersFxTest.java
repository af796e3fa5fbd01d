package dev.sluice.console.deadletters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Permits;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.error.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadLettersFxTest {
    private final FakeDeadLetterControl control = new FakeDeadLetterControl();
    private final ManualTicker ticker = new ManualTicker(FakeDeadLetterControl.NOW);

    private FxWindow open(Appearance appearance) {
        DeadLettersScreen[] screen = new DeadLettersScreen[1];
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            screen[0] =
                    new DeadLettersScreen(control, new ImmediateTaskRunner(), ticker, overlay, overlay, new Permits());
            place.getChildren().add(screen[0].root());
            ((Region) screen[0].root()).setMinSize(0, 0);
            return overlay;
        });
        window.run(screen[0]::activate);
        return window;
    }

    private static void rules(FxWindow window) {
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    @ParameterizedTest
    @EnumSource
    void redrivesAKindByKeyboardAndShowsThatItStoppedItself(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        control.progress.add(FakeDeadLetterControl.redrive(Redrive.RUNNING, 1_204, 8, 1, 10, null));
        control.progress.add(FakeDeadLetterControl.redrive(
                Redrive.STOPPED_BY_ITSELF,
                1_204,
                18,
                5,
                10,
                "5 of 18 came back dead. More than 20 % came back, of all or of the last step of 10 (4); 1186 were not"
                        + " sent."));
        try (FxWindow window = open(appearance)) {
            window.screenshot("dead-letters-board-" + name);
            window.press(KeyCode.DOWN);
            assertTrue(window.shows(DeadLettersIds.DETAIL));
            assertTrue(window.find(DeadLettersIds.MARKED, Label.class)
                    .getText()
                    .startsWith("Marked fixed by ada on 30 Nov 08:00, and one died"));
            window.screenshot("dead-letters-kind-" + name);
            rules(window);

            window.press(KeyCode.R);
            window.press(KeyCode.TAB);
            window.write("200");
            window.press(KeyCode.TAB);
            window.press(KeyCode.TAB);
            window.write("constraint dropped");
            window.screenshot("dead-letters-redrive-" + name);
            rules(window);
            window.press(KeyCode.ENTER);
            assertEquals(
                    List.of("redrive orders {\"fingerprint\":\"9f2c11d0a4b7e310\",\"rate\":200,\"threshold\":0.2,"
                            + "\"reason\":\"constraint dropped\"}"),
                    control.acts);
            assertEquals(
                    "8 of 1,204 sent · 1 came back dead · a step of 10",
                    window.find(DeadLettersIds.REDRIVE_FIGURES, Label.class).getText());
            window.screenshot("dead-letters-running-" + name);
            window.run(() -> ticker.advance(Duration.ofMillis(300)));
            assertEquals(
                    "18 of 1,204 sent · 5 came back dead · stopped by itself",
                    window.find(DeadLettersIds.REDRIVE_FIGURES, Label.class).getText());
            window.screenshot("dead-letters-stopped-" + name);
            rules(window);
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(DeadLettersIds.REDRIVE_DIALOG));
        }
    }

    @Test
    void stopsARedriveAndLeavesOneRunning() {
        control.progress.add(FakeDeadLetterControl.redrive(Redrive.RUNNING, 10, 1, 0, 1, null));
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.R);
            window.click(DeadLettersIds.REDRIVE_CONFIRM);
            window.click(DeadLettersIds.REDRIVE_STOP);
            assertEquals("stop orders r1", control.acts.getLast());
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(DeadLettersIds.REDRIVE_DIALOG));
            assertEquals(2, control.acts.size(), "leaving does not stop it");
        }
    }

    @Test
    void editsALetterAndSendsItByKeyboard() {
        control.progress.add(FakeDeadLetterControl.redrive(Redrive.DONE, 1, 1, 0, 1, null));
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            assertTrue(window.find(DeadLettersIds.EDIT, Button.class).isDisabled(), "nothing is edited yet");
            window.run(() -> {
                TextArea body = window.find(DeadLettersIds.BODY, TextArea.class);
                body.setText("{\"id\":\"o-0\"}");
                body.requestFocus();
            });
            window.click(DeadLettersIds.EDIT_LINE);
            assertEquals(
                    "printf %s '{\"id\":\"o-0\"}' | ./sluice queues edit orders 4711 --body -",
                    window.get(() -> Clipboard.getSystemClipboard().getString()));
            window.press(KeyCode.CONTROL, KeyCode.ENTER);
            assertEquals(List.of("edit orders 4711 {\"id\":\"o-0\"} null"), control.acts);
            window.screenshot("dead-letters-edited-light");
        }
    }

    @Test
    void discardsOneLetterAndBringsItBack() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.D);
            window.press(KeyCode.RIGHT);
            window.screenshot("dead-letters-discard-dark");
            rules(window);
            window.click(DeadLettersIds.DISCARD_LINE);
            assertEquals("./sluice queues discard orders --ids 4711", window.get(() -> Clipboard.getSystemClipboard()
                    .getString()));
            window.click(DeadLettersIds.DISCARD_CONFIRM);
            assertEquals(List.of("discard orders {\"ids\":[\"4711\"]}"), control.acts);
            assertFalse(window.shows(DeadLettersIds.DISCARD_DIALOG));
            window.click("notice-action");
            assertEquals("undo orders d1", control.acts.getLast());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsWhatWasDoneAndWhatCanStillBeDoneAboutIt(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        Instant now = FakeDeadLetterControl.NOW;
        control.redrives = List.of(
                FakeDeadLetterControl.redrive(Redrive.RUNNING, 1_204, 108, 2, 50, null),
                FakeDeadLetterControl.redrive(
                        Redrive.STOPPED_BY_ITSELF, 1_204, 18, 5, 10, "5 of 18 came back dead; 1186 were not sent."));
        control.discards = List.of(
                gone("d2", Discard.DONE, now.minusSeconds(3_600), null),
                gone("d1", Discard.UNDONE, now.minusSeconds(90_000), 42L),
                gone("d0", Discard.DONE, now.minus(Duration.ofDays(9)), null));
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.H);
            assertEquals("Stop", act(window, 0));
            assertEquals("Undo", act(window, 2));
            for (int over : List.of(1, 3, 4)) {
                assertFalse(window.shows(DeadLettersIds.HISTORY_ACT + "-" + over), over + " is over");
            }
            window.screenshot("dead-letters-history-" + name);
            rules(window);
            window.click(DeadLettersIds.HISTORY_LINE + "-2");
            assertEquals("./sluice queues discard orders --undo d2", window.get(() -> Clipboard.getSystemClipboard()
                    .getString()));
            window.click(DeadLettersIds.HISTORY_ACT + "-2");
            window.click(DeadLettersIds.HISTORY_ACT + "-0");
            assertEquals(List.of("undo orders d2", "stop orders r1"), control.acts);

            control.failure = ErrorCode.UNDO_EXPIRED;
            window.click(DeadLettersIds.HISTORY_ACT + "-2");
            assertEquals(
                    "The server said no.",
                    window.find(DeadLettersIds.HISTORY_ERROR, Label.class).getText());
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(DeadLettersIds.HISTORY_DIALOG));
        }
    }

    private static String act(FxWindow window, int line) {
        return window.find(DeadLettersIds.HISTORY_ACT + "-" + line, Button.class)
                .getText();
    }

    private static Discard gone(String id, String state, Instant at, @Nullable Long restored) {
        return new Discard(
                id,
                "orders",
                state,
                42,
                at.plus(Duration.ofDays(7)),
                "left over from a load test",
                "ada",
                at,
                restored,
                restored == null ? null : "grace",
                restored == null ? null : at.plusSeconds(60));
    }

    @Test
    void marksAKindByKeyboard() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.M);
            window.press(KeyCode.RIGHT);
            window.click(DeadLettersIds.MARK_NOTE);
            window.press(KeyCode.CONTROL, KeyCode.A);
            window.write("ticket 12");
            window.screenshot("dead-letters-mark-dark");
            rules(window);
            window.press(KeyCode.ENTER);
            assertEquals(
                    List.of(
                            "mark orders 9f2c11d0a4b7e310 {\"state\":\"known\",\"note\":\"ticket 12\",\"owner\":\"ada\"}"),
                    control.acts);
            assertFalse(window.shows(DeadLettersIds.MARK_DIALOG));
        }
    }

    @Test
    void closesTheDetailWithEscape() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(DeadLettersIds.DETAIL));
            assertTrue(window.find(DeadLettersIds.REDRIVE, Button.class).isDisabled());
        }
    }

    @Test
    void saysWhyThereIsNothingToSee() {
        control.groups.clear();
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(DeadLettersIds.STATE + "-empty"));
            window.screenshot("dead-letters-empty-dark");
        }
        control.failure = ErrorCode.FORBIDDEN;
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(DeadLettersIds.STATE + "-error"));
            window.screenshot("dead-letters-denied-dark");
        }
    }
}
