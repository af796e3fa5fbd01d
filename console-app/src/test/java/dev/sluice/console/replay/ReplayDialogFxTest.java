package dev.sluice.console.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Permits;
import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.HeldTaskRunner;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReplayDialogFxTest {
    private static final EventQuery QUERY =
            new EventQuery("type:order.* -data.test:true", FakeReplayControl.NOW.minusSeconds(86_400), null, false);

    private final FakeReplayControl control = new FakeReplayControl();
    private final ManualTicker ticker = new ManualTicker(FakeReplayControl.NOW);
    private final List<String> shown = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void countsFirstThenStartsByKeyboardAlone(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            assertTrue(confirm(window).isDisabled(), "no queue is named yet");
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.TAB);
            window.write("500");
            window.screenshot("replay-question-" + name);
            rules(window);
            window.press(KeyCode.ENTER);
            assertEquals(
                    List.of("plan {\"query\":\"type:order.* -data.test:true\",\"from\":\"2026-11-29T10:00:00Z\","
                            + "\"target\":\"queue\",\"queue\":\"partner.orders\",\"rate\":500}"),
                    control.acts);
            assertEquals("Replay 1,204 events", confirm(window).getText());
            window.write("partner lost them");
            window.screenshot("replay-plan-" + name);
            rules(window);
            window.press(KeyCode.ENTER);
            assertEquals("start {\"plan\":\"p1\",\"reason\":\"partner lost them\"}", control.acts.getLast());
            assertFalse(window.shows(ReplayIds.DIALOG));
            assertEquals(List.of("replays"), shown);
        }
    }

    @Test
    void showsWhatTheServerRefusesWhereItWasAsked() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.TAB);
            window.write("nowhere");
            window.press(KeyCode.ENTER);
            assertEquals(
                    "The broker has no queue nowhere in the virtual host of Sluice; make it there first, or name"
                            + " another.",
                    error(window));
            window.screenshot("replay-refused-dark");
            window.write("2");
            assertEquals("", error(window), "another queue is asked for");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(ReplayIds.REASON));
        }
    }

    @Test
    void forgetsThePlanWhenTheTargetChanges() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.ENTER);
            assertTrue(window.shows(ReplayIds.REASON));
            window.click(ReplayIds.TARGET + "-the-pipeline-as-new-events");
            assertFalse(window.shows(ReplayIds.REASON));
            assertFalse(window.shows(ReplayIds.QUEUE));
            assertEquals("Count first", confirm(window).getText());
            window.click(ReplayIds.CONFIRM);
            window.screenshot("replay-pipeline-light");
            rules(window);
            window.click(ReplayIds.LINE);
            assertEquals(
                    "./sluice replay start 'type:order.* -data.test:true' --from 2026-11-29T10:00:00Z --pipeline",
                    window.get(() -> Clipboard.getSystemClipboard().getString()));
        }
    }

    @Test
    void wantsTheNameTypedInProduction() {
        control.confirmName = "partner.orders";
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.ENTER);
            assertTrue(confirm(window).isDisabled());
            window.press(KeyCode.TAB);
            window.write("partner.order");
            window.press(KeyCode.ENTER);
            assertEquals(1, control.acts.size(), "that is not its name");
            window.write("s");
            window.screenshot("replay-production-dark");
            rules(window);
            window.press(KeyCode.ENTER);
            assertEquals("start {\"plan\":\"p1\",\"name\":\"partner.orders\"}", control.acts.getLast());
        }
    }

    @Test
    void saysWhatToDoWhenTheStartFails() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.ENTER);
            control.startFailure =
                    new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
            window.press(KeyCode.ENTER);
            assertEquals(
                    "No server answers. It may have begun all the same; going on again is safe, a plan starts once.",
                    error(window));
            window.screenshot("replay-unreachable-light");
            control.startFailure = FakeReplayControl.problem(ErrorCode.PLAN_STALE, "Plan p1 expired.");
            window.press(KeyCode.ENTER);
            assertEquals("The plan is too old; count again.", error(window));
            assertEquals("Count first", confirm(window).getText());
        }
    }

    @Test
    void startsNothingWhenNothingMatches() {
        control.count = 0;
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.ENTER);
            window.screenshot("replay-nothing-dark");
            window.press(KeyCode.ENTER);
            assertEquals(1, control.acts.size());
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(ReplayIds.DIALOG));
        }
    }

    @Test
    void saysThatItCounts() {
        try (FxWindow window = open(Appearance.LIGHT, new HeldTaskRunner())) {
            window.press(KeyCode.TAB);
            window.write("partner.orders");
            window.press(KeyCode.ENTER);
            assertEquals("Counting…", confirm(window).getText());
            window.screenshot("replay-counting-light");
        }
    }

    private static Button confirm(FxWindow window) {
        return window.find(ReplayIds.CONFIRM, Button.class);
    }

    private static String error(FxWindow window) {
        return window.find(ReplayIds.ERROR, Label.class).getText();
    }

    private static void rules(FxWindow window) {
        assertEquals(List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
    }

    private FxWindow open(Appearance appearance) {
        return open(appearance, new ImmediateTaskRunner());
    }

    private FxWindow open(Appearance appearance, TaskRunner tasks) {
        List<ReplaysScreen> opened = new ArrayList<>();
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            ReplaysScreen screen = new ReplaysScreen(
                    control, tasks, ticker, overlay, overlay, new Permits(), to -> shown.add(to.id()));
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            opened.add(screen);
            return overlay;
        });
        window.run(() -> opened.getFirst().replay(QUERY));
        return window;
    }
}
