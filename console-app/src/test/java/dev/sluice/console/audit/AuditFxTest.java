package dev.sluice.console.audit;

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
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.audit.AuditRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditFxTest {
    private static final Instant NOW = Instant.parse("2026-11-23T10:01:40Z");

    private final List<AuditRecord> records = new ArrayList<>(List.of(
            record(
                    10,
                    "ops",
                    "throttle",
                    "queue:clicks",
                    "month-end report runs",
                    "done",
                    "unthrottled",
                    "500.0 events/s"),
            record(95, "eve", "purge", "queue:orders", "clean up", "denied", null, null),
            record(300, "ops", "purge", "queue:orders", "sent twice", "purged 392 events", "392 events waited", null),
            record(640, "sluice", "resume", "queue:orders", "its time was over", "done", "paused", "running"),
            record(1_540, "ops", "pause", "queue:orders", "db upgrade", "done", "running", "paused"),
            record(90_000, "admin", "issue-key", "key:shop-3", null, "done", null, null)));
    private final List<AuditQuery> asked = new ArrayList<>();
    private final ManualTicker ticker = new ManualTicker(NOW);
    private @Nullable RuntimeException failure;

    @ParameterizedTest
    @EnumSource
    void showsWhatWasDoneAndTheChosenAct(Appearance appearance) {
        String name = appearance.name().toLowerCase(Locale.ROOT);
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.DOWN);
            window.press(KeyCode.DOWN);
            window.screenshot("audit-" + name);
            assertTrue(window.shows(AuditIds.DETAIL));
            assertEquals("6 records", window.get(() -> window.find(AuditIds.COUNT, Label.class)
                    .getText()));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(AuditIds.DETAIL));
        }
    }

    @Test
    void filtersByWordAndTimeByKeyboardAlone() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.press(KeyCode.SLASH);
            window.write("purge");
            assertEquals(2, rows(window));
            assertEquals("purge", asked.getLast().text());
            window.press(KeyCode.TAB);
            window.press(KeyCode.RIGHT);
            assertEquals(NOW.minus(Duration.ofHours(24)), asked.getLast().from());
            window.press(KeyCode.SHIFT, KeyCode.TAB);
            window.write("zzz");
            assertTrue(window.shows(AuditIds.STATE + "-empty"));
            window.press(KeyCode.ESCAPE);
            assertEquals(5, rows(window), "the day alone is asked for");
        }
    }

    @Test
    void followsWhatHappensAndKeepsTheChosenOne() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.press(KeyCode.DOWN);
            AuditRow before = chosen(window);
            window.run(() -> {
                records.addFirst(record(0, "ops", "resume", "queue:orders", null, "done", "paused", "running"));
                ticker.advance(AuditViewModel.EVERY);
            });
            assertEquals(7, rows(window));
            assertEquals(before, chosen(window));
        }
    }

    @Test
    void keepsWhatItShowsWhenTheServerIsGoneAndSaysHowOldItIs() {
        try (FxWindow window = open(Appearance.LIGHT)) {
            window.run(() -> {
                failure = new UnreachableException(UnreachableException.Kind.REFUSED, "No server answers.", null);
                ticker.advance(AuditViewModel.EVERY);
            });
            assertTrue(window.shows(AuditIds.STATE + "-stale"));
            assertEquals(6, rows(window));
        }
    }

    private AuditPage page(AuditQuery query, int limit, @Nullable String cursor) {
        if (failure != null) {
            throw failure;
        }
        asked.add(query);
        return new AuditPage(
                records.stream()
                        .filter(r -> query.text() == null || r.toString().contains(query.text()))
                        .filter(r -> query.from() == null || !r.at().isBefore(query.from()))
                        .toList(),
                null);
    }

    private static AuditRow chosen(FxWindow window) {
        return window.get(() -> (AuditRow)
                window.find(AuditIds.TABLE, TableView.class).getSelectionModel().getSelectedItem());
    }

    private static int rows(FxWindow window) {
        return window.get(
                () -> window.find(AuditIds.TABLE, TableView.class).getItems().size());
    }

    private static AuditRecord record(
            int ago,
            String who,
            String act,
            String target,
            @Nullable String reason,
            String outcome,
            @Nullable String before,
            @Nullable String after) {
        return new AuditRecord(NOW.minusSeconds(ago), who, act, target, reason, outcome, "10.0.0.7", before, after);
    }

    private FxWindow open(Appearance appearance) {
        FxWindow window = FxWindow.open(appearance, 1096, 730, () -> {
            StackPane place = new StackPane();
            Overlay overlay = new Overlay(place, ticker);
            AuditScreen screen = new AuditScreen(this::page, new ImmediateTaskRunner(), ticker, overlay);
            place.getChildren().add(screen.root());
            ((Region) screen.root()).setMinSize(0, 0);
            screen.activate();
            return overlay;
        });
        window.run(() -> window.find(AuditIds.TABLE, TableView.class).requestFocus());
        return window;
    }
}
