package dev.sluice.console.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.model.error.ErrorCode;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IngestFxTest {
    private final FakeIngestControl control = new FakeIngestControl();

    private FxWindow open(Appearance appearance) {
        return FxWindow.open(appearance, 1096, 730, () -> {
            ManualTicker ticker = new ManualTicker(FakeIngestControl.NOW);
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            IngestScreen screen = new IngestScreen(control, new ImmediateTaskRunner(), ticker, overlay, overlay);
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
    }

    private static void choose(FxWindow window, String table, int row) {
        window.run(() -> {
            TableView<?> rows = window.find(table, TableView.class);
            rows.requestFocus();
            rows.getSelectionModel().select(row);
        });
    }

    @ParameterizedTest
    @EnumSource
    void showsRejectionsAndKeys(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            choose(window, IngestIds.TABLE, 3);
            window.screenshot("rejections-amqp-" + name);
            choose(window, IngestIds.TABLE, 0);
            window.screenshot("rejections-screen-" + name);
            assertEquals(
                    "/time: time must be an RFC 3339 text with an offset",
                    window.find(IngestIds.DETAIL_WHY, Label.class).getText());
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

            window.click(IngestIds.TAB_CONFLICTS);
            choose(window, IngestIds.CONFLICTS_TABLE, 0);
            window.screenshot("conflicts-screen-" + name);
            assertTrue(window.find(IngestIds.CONFLICT_LATER, TextArea.class)
                    .getText()
                    .contains("13.00"));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(IngestIds.CONFLICT_DETAIL));

            window.click(IngestIds.TAB_KEYS);
            choose(window, IngestIds.KEYS_TABLE, 0);
            window.screenshot("keys-screen-" + name);
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));

            window.click(IngestIds.CREATE);
            window.write("shop-hamburg");
            window.press(KeyCode.TAB);
            window.write("/shop/hh");
            window.screenshot("key-dialog-" + name);
            window.press(KeyCode.ENTER);
            assertEquals(
                    FakeIngestControl.TOKEN,
                    window.find(IngestIds.KEY_TOKEN, TextField.class).getText());
            window.screenshot("key-secret-" + name);
        }
    }

    @Test
    void mendsAnEventAndSendsItByKeyboard() {
        try (FxWindow window = open(Appearance.DARK)) {
            choose(window, IngestIds.TABLE, 0);
            window.run(() -> {
                TextArea body = window.find(IngestIds.BODY, TextArea.class);
                body.setText("{\"id\":\"o-9\"}");
                body.requestFocus();
            });
            window.press(KeyCode.CONTROL, KeyCode.ENTER);
            assertEquals(List.of("resubmit 9 {\"id\":\"o-9\"}"), control.acts);
            assertTrue(
                    window.find(IngestIds.RESULT, Label.class).getText().startsWith("Accepted"),
                    "the result stands beside the event");
            assertTrue(window.find(IngestIds.RESUBMIT, Button.class).isDisabled());
        }
    }

    @Test
    void closesTheDetailWithEscape() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            choose(window, IngestIds.TABLE, 1);
            assertTrue(window.shows(IngestIds.DETAIL));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(IngestIds.DETAIL));
        }
    }

    @Test
    void asksBeforeAKeyIsRevoked() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.click(IngestIds.TAB_KEYS);
            choose(window, IngestIds.KEYS_TABLE, 0);
            window.click(IngestIds.REVOKE);
            window.screenshot("key-revoke-light");
            assertEquals(List.of(), control.acts);
            window.click(IngestIds.REVOKE_CONFIRM);
            assertEquals(List.of("revoke a1"), control.acts);
            assertFalse(window.shows(IngestIds.REVOKE_DIALOG));
            assertTrue(window.find(IngestIds.REVOKE, Button.class).isDisabled(), "a revoked key stays revoked");
        }
    }

    @Test
    void saysWhyThereIsNothingToSee() {
        control.rejections.clear();
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(IngestIds.STATE + "-empty"));
            window.screenshot("rejections-empty-dark");
        }
        control.failure = ErrorCode.FORBIDDEN;
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(IngestIds.STATE + "-error"));
            window.screenshot("rejections-denied-dark");
        }
    }
}
