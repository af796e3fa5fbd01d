package dev.sluice.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DisableFxTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:01:40Z");

    private final ManualTicker ticker = new ManualTicker(NOW);
    private final FakeRules rules = new FakeRules();

    @Test
    void disablesByKeyboardAloneForAWhile() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            assertEquals("It works now, for orders*.", text(window, AlarmsIds.DISABLE_NOW));
            assertFalse(window.shows(AlarmsIds.DISABLE_END));
            window.press(KeyCode.RIGHT);
            window.press(KeyCode.TAB);
            window.write("it moves");
            window.click(AlarmsIds.DISABLE_LINE);
            assertEquals(
                    "./sluice alarms disable queue-age --until 8h --reason 'it moves'",
                    window.get(() -> Clipboard.getSystemClipboard().getString()));
            window.click(AlarmsIds.DISABLE_REASON);
            window.press(KeyCode.ENTER);
            assertEquals(List.of("queue-age until 2026-11-23T18:01:40Z: it moves"), rules.asked);
            assertFalse(window.shows(AlarmsIds.DISABLE_DIALOG));
        }
    }

    @ParameterizedTest
    @EnumSource
    void saysThatItIsDisabledAndEndsThat(Appearance appearance) {
        rules.until = NOW.plusSeconds(600);
        try (FxWindow window = open(appearance)) {
            window.screenshot("alarms-disable-" + appearance.name().toLowerCase(Locale.ROOT));
            assertEquals(
                    "It is disabled until 23 Nov 10:11 UTC by ops: migration", text(window, AlarmsIds.DISABLE_NOW));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.click(AlarmsIds.DISABLE_END);
            assertEquals(List.of("queue-age until null: null"), rules.asked);
        }
    }

    @Test
    void staysOpenWhenTheServerSaysNo() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.run(() -> rules.failure =
                    new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null));
            window.click(AlarmsIds.DISABLE_CONFIRM);
            assertTrue(window.shows(AlarmsIds.DISABLE_DIALOG));
            assertTrue(window.shows(AlarmsIds.DISABLE_ERROR));
            window.run(() -> rules.failure = null);
            window.click(AlarmsIds.DISABLE_CONFIRM);
            assertEquals(List.of("queue-age until 2026-11-23T11:01:40Z: null"), rules.asked);
        }
    }

    private FxWindow open(Appearance appearance) {
        return FxWindow.open(appearance, 1096, 730, () -> {
            Overlay overlay = new Overlay(new StackPane(), ticker);
            DisableViewModel model = new DisableViewModel(
                    "queue-age", rules, new ImmediateTaskRunner(), ticker, overlay, overlay::close);
            overlay.sceneProperty().subscribe(scene -> {
                if (scene != null) {
                    overlay.open(new DisableDialog(model).root(), model::cancel);
                }
            });
            return overlay;
        });
    }

    private static String text(FxWindow window, String id) {
        return window.get(() -> window.find(id, Label.class).getText());
    }

    private static final class FakeRules implements AlarmControl {
        private final List<String> asked = new ArrayList<>();
        private @Nullable Instant until;
        private @Nullable RuntimeException failure;

        @Override
        public AlarmPage open() {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public AlarmPage closed() {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public Alarm acknowledge(String id, @Nullable String note) {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public List<AlarmRule> rules() {
            return List.of(rule());
        }

        @Override
        public AlarmRule disable(String rule, @Nullable Instant until, @Nullable String reason) {
            if (failure != null) {
                throw failure;
            }
            asked.add(rule + " until " + until + ": " + reason);
            return rule();
        }

        private AlarmRule rule() {
            return new AlarmRule(
                    "queue-age",
                    AlarmKind.QUEUE_AGE,
                    "orders*",
                    AlarmSeverity.CRITICAL,
                    300,
                    60,
                    "Look for a pause.",
                    null,
                    true,
                    until,
                    until == null ? null : "ops",
                    until == null ? null : "migration",
                    NOW,
                    "admin");
        }
    }
}
