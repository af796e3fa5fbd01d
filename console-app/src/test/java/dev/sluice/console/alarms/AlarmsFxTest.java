package dev.sluice.console.alarms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.Overlay;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.access.AccessRole;
import dev.sluice.model.access.Permission;
import dev.sluice.model.access.SessionState;
import dev.sluice.model.alarm.Alarm;
import dev.sluice.model.alarm.AlarmCounts;
import dev.sluice.model.alarm.AlarmKind;
import dev.sluice.model.alarm.AlarmPage;
import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.alarm.AlarmSeverity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmsFxTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:01:40Z");

    private final List<Alarm> alarms = new ArrayList<>(List.of(
            alarm(
                    "4",
                    AlarmKind.QUEUE_AGE,
                    "orders",
                    AlarmSeverity.CRITICAL,
                    Alarm.RAISED,
                    "The oldest event of queue orders waits for 12 min; the limit is 5 min.",
                    40),
            alarm(
                    "2",
                    AlarmKind.SOURCE_SILENT,
                    "/shop/3",
                    AlarmSeverity.WARNING,
                    Alarm.CLEARED,
                    "Source /shop/3 was heard last at 09:40:11; it is usually heard every 8 s at least.",
                    900),
            alarm(
                    "1",
                    AlarmKind.TYPE_NEW,
                    "order.plcaed",
                    AlarmSeverity.INFO,
                    Alarm.ACKNOWLEDGED,
                    "Events of type order.plcaed came for the first time at 2026-11-23T09:12:00Z.",
                    3_000)));
    private final ManualTicker ticker = new ManualTicker(NOW);
    private final Permits permits = new Permits();
    private final List<String> acknowledged = new ArrayList<>();
    private final List<Alarm> closed = new ArrayList<>();
    private @Nullable String moreClosed;
    private @Nullable RuntimeException failure;
    private @Nullable AlarmsScreen screen;

    @ParameterizedTest
    @EnumSource
    void showsWhatIsWrongAndWhatToDo(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.DOWN);
            window.screenshot("alarms-" + appearance.name().toLowerCase(Locale.ROOT));
            assertTrue(window.shows(AlarmsIds.DETAIL));
            assertEquals("3 alarms", window.get(() -> window.find(AlarmsIds.COUNT, Label.class)
                    .getText()));
            assertEquals("2 critical", badge(window));
            window.press(KeyCode.D);
            assertTrue(window.shows(AlarmsIds.DISABLE_DIALOG));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(AlarmsIds.DISABLE_DIALOG));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(AlarmsIds.DETAIL));
        }
    }

    @Test
    void acknowledgesByKeyboardAloneWithANote() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.write("on it");
            window.press(KeyCode.ENTER);
            assertEquals(List.of("4: on it"), acknowledged);
            assertEquals("1 critical", badge(window));
            assertFalse(window.shows(AlarmsIds.ACK), "nobody acknowledges twice");
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.press(KeyCode.ENTER);
            assertEquals(List.of("4: on it", "2: null"), acknowledged);
            assertEquals(2, rows(window), "what is over and seen is closed");
            assertEquals("2 seen", badge(window));
        }
    }

    @Test
    void keepsTheChosenOneAndItsNoteWhenAWorseOneComes() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.write("half a no");
            window.run(() -> {
                alarms.addFirst(alarm(
                        "9",
                        AlarmKind.BROKER_ALARM,
                        "rabbit@a",
                        AlarmSeverity.CRITICAL,
                        Alarm.RAISED,
                        "No memory.",
                        1));
                ticker.advance(AlarmsViewModel.EVERY);
            });
            assertEquals("4", chosen(window), "the worse one came above it");
            window.write("te");
            window.press(KeyCode.ENTER);
            assertEquals(List.of("4: half a note"), acknowledged);
        }
    }

    @Test
    void givesTheLineForATerminal() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.click(AlarmsIds.COPY);
            assertEquals("./sluice alarms list", copied(window));
            window.run(() -> window.find(AlarmsIds.TABLE, TableView.class).requestFocus());
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.write("it's me");
            window.click(AlarmsIds.COPY);
            assertEquals("./sluice alarms ack 4 --note 'it'\\''s me'", copied(window));
        }
    }

    @Test
    void keepsTheNoteWhenTheServerSaysNo() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.write("mine");
            window.run(() ->
                    failure = new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null));
            window.press(KeyCode.ENTER);
            assertEquals(List.of(), acknowledged);
            assertEquals("mine", window.get(() -> window.find(AlarmsIds.NOTE, TextField.class)
                    .getText()));
            window.run(() -> failure = null);
            window.click(AlarmsIds.ACK);
            assertEquals(List.of("4: mine"), acknowledged);
        }
    }

    @Test
    void listsThoseThatAreClosedAndSaysWhenThereAreMore() {
        closed.add(alarm(
                "3", AlarmKind.QUEUE_DEPTH, "orders", AlarmSeverity.WARNING, Alarm.CLOSED, "orders was full.", 9_000));
        moreClosed = "3";
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.click(AlarmsIds.WHICH + "-closed");
            assertEquals(1, rows(window));
            assertEquals("the newest 1 alarm", window.get(() -> window.find(AlarmsIds.COUNT, Label.class)
                    .getText()));
            assertEquals("2 critical", badge(window), "the navigation counts the open ones");
            window.run(() -> window.find(AlarmsIds.TABLE, TableView.class).requestFocus());
            window.press(KeyCode.DOWN);
            assertFalse(window.shows(AlarmsIds.ACK), "somebody has seen it");
            window.click(AlarmsIds.WHICH + "-open");
            assertEquals(3, rows(window));
            assertFalse(window.shows(AlarmsIds.DETAIL));
        }
    }

    @Test
    void saysWhyAViewerCannotAcknowledge() {
        permits.show(new SessionState(
                "anna",
                SessionState.SESSION,
                AccessRole.VIEWER,
                null,
                List.of(
                        new Permission(Acts.ACK_ALARM, "", AccessRole.OPERATOR, false, "This needs the role operator."),
                        new Permission(
                                Acts.DISABLE_ALARM_RULE,
                                "",
                                AccessRole.OPERATOR,
                                false,
                                "This needs the role operator."))));
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.A);
            window.press(KeyCode.ENTER);
            assertEquals(List.of(), acknowledged);
            window.press(KeyCode.D);
            assertFalse(window.shows(AlarmsIds.DISABLE_DIALOG));
            window.screenshot("alarms-denied");
        }
    }

    @Test
    void saysThatAllIsQuietAndHowOldWhatItShowsIs() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.run(() -> {
                failure = new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
                ticker.advance(AlarmsViewModel.EVERY);
            });
            assertTrue(window.shows(AlarmsIds.STATE + "-stale"));
            assertEquals(3, rows(window));
            window.run(() -> {
                failure = null;
                alarms.clear();
                ticker.advance(AlarmsViewModel.EVERY);
            });
            assertTrue(window.shows(AlarmsIds.STATE + "-empty"));
            assertEquals("", badge(window));
            window.screenshot("alarms-quiet");
        }
    }

    private static Alarm alarm(
            String id, AlarmKind kind, String target, AlarmSeverity severity, String state, String text, int ago) {
        Instant at = NOW.minusSeconds(ago);
        boolean seen = state.equals(Alarm.ACKNOWLEDGED) || state.equals(Alarm.CLOSED);
        return new Alarm(
                id,
                kind.text(),
                kind,
                target,
                severity,
                state,
                text,
                1,
                1,
                1,
                at,
                at,
                state.equals(Alarm.CLEARED) ? at.plusSeconds(60) : null,
                seen ? at.plusSeconds(30) : null,
                seen ? "ops" : null,
                null,
                "Look for a pause, at the health of the database, and at the logs of the store instances.",
                null,
                null);
    }

    private final class FakeAlarms implements AlarmControl {
        @Override
        public AlarmPage open() {
            if (failure != null) {
                throw failure;
            }
            return new AlarmPage(alarms, AlarmCounts.of(alarms), NOW, null);
        }

        @Override
        public AlarmPage closed() {
            return new AlarmPage(closed, AlarmCounts.of(alarms), NOW, moreClosed);
        }

        @Override
        public List<AlarmRule> rules() {
            return List.of();
        }

        @Override
        public AlarmRule disable(String rule, @Nullable Instant until, @Nullable String reason) {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public Alarm acknowledge(String id, @Nullable String note) {
            if (failure != null) {
                throw failure;
            }
            acknowledged.add(id + ": " + note);
            Alarm before =
                    alarms.stream().filter(a -> a.id().equals(id)).findFirst().orElseThrow();
            boolean over = before.state().equals(Alarm.CLEARED);
            Alarm after = alarm(
                    id,
                    before.kind(),
                    before.target(),
                    before.severity(),
                    over ? Alarm.CLOSED : Alarm.ACKNOWLEDGED,
                    before.text(),
                    40);
            if (over) {
                alarms.remove(before);
            } else {
                alarms.set(alarms.indexOf(before), after);
            }
            return after;
        }
    }

    private String badge(FxWindow window) {
        return window.get(() -> screen == null ? "" : screen.badge().getValue().text());
    }

    private static String copied(FxWindow window) {
        return window.get(() -> Clipboard.getSystemClipboard().getString());
    }

    private static String chosen(FxWindow window) {
        return window.get(() -> window.find(AlarmsIds.TABLE, TableView.class)
                                .getSelectionModel()
                                .getSelectedItem()
                        instanceof AlarmRow row
                ? row.id()
                : "none");
    }

    private static int rows(FxWindow window) {
        return window.get(
                () -> window.find(AlarmsIds.TABLE, TableView.class).getItems().size());
    }

    private FxWindow open(Appearance appearance) {
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            AlarmsScreen made =
                    new AlarmsScreen(new FakeAlarms(), new ImmediateTaskRunner(), ticker, overlay, overlay, permits);
            screen = made;
            place.getChildren().add(made.root());
            ((Region) made.root()).setMinSize(0, 0);
            made.watch();
            made.activate();
            return overlay;
        });
        window.run(() -> window.find(AlarmsIds.TABLE, TableView.class).requestFocus());
        assertEquals(
                Tone.DANGER,
                window.get(
                        () -> screen == null ? null : screen.badge().getValue().tone()));
        return window;
    }
}
