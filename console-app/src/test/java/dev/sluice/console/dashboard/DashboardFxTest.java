package dev.sluice.console.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.feed.ViewWindow.Range;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.widget.ChartRows;
import dev.sluice.console.widget.Notice;
import dev.sluice.model.live.LiveUpdate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DashboardFxTest {
    private final ManualTicker ticker = new ManualTicker(SampleData.NOW);
    private final FakeLiveSource source =
            new FakeLiveSource().holds(SampleData.samples(), SampleData.acts()).remembers(SampleData::past);
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final ViewWindow view = new ViewWindow();
    private final List<Notice> notices = new ArrayList<>();

    private FxWindow open(Appearance appearance) {
        FxWindow window = FxWindow.open(appearance, 1096, 702, () -> {
            DashboardScreen screen = new DashboardScreen(feed, view, ticker, notices::add);
            screen.activate();
            return screen.root();
        });
        window.run(() -> {
            feed.start();
            source.state(new ConnectionState.Connected(SampleData.NOW));
            source.push(
                    SampleData.welcome(),
                    new LiveUpdate.Queues(SampleData.queues()),
                    new LiveUpdate.Account(SampleData.ledger()),
                    new LiveUpdate.Storage(SampleData.storage()),
                    new LiveUpdate.Health(SampleData.health()));
            ticker.advance(Duration.ofMillis(400));
            window.find(DashboardIds.RATE_CHART, Node.class).requestFocus();
        });
        return window;
    }

    @ParameterizedTest
    @EnumSource
    void showsADayBesideTheOneBeforeWithAGapWhereNobodyWatched(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.run(() -> view.rangeProperty().set(Range.ONE_DAY));
            window.press(KeyCode.C);
            window.run(() -> ticker.advance(Duration.ofMillis(200)));
            window.press(KeyCode.END);
            for (int i = 0; i < 7; i++) {
                window.press(KeyCode.SHIFT, KeyCode.LEFT);
            }
            assertTrue(window.shows(DashboardIds.CURSOR));
            window.screenshot("dashboard-day-" + name(appearance));
            assertEquals("22 Nov 10:01 – 23 Nov 10:01 · steps of 1 min", text(window, DashboardIds.STRETCH));
            Node copy = window.find(DashboardIds.COPY, Node.class);
            double right =
                    window.get(() -> copy.localToScene(copy.getBoundsInLocal()).getMaxX());
            assertTrue(right <= 1_096 - 14 + 1, "the bar fits: it ends at " + right);
            String spoken = window.get(
                    () -> window.scene().lookup("#" + DashboardIds.DEPTH_CHART).getAccessibleText());
            assertTrue(spoken.contains("events yesterday"), spoken);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isDrivenByKeysAlone(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.MINUS);
            assertEquals(Range.ONE_HOUR, view.rangeProperty().get());
            window.press(KeyCode.PAGE_UP);
            assertTrue(view.frozen());
            window.run(() -> ticker.advance(Duration.ofMillis(200)));
            window.screenshot("dashboard-hour-before-" + name(appearance));
            window.press(KeyCode.N);
            assertFalse(view.frozen());
            window.press(KeyCode.F);
            assertTrue(view.frozen());
            window.press(KeyCode.LEFT);
            assertTrue(window.shows(DashboardIds.CURSOR));
            window.press(KeyCode.ESCAPE);
            assertFalse(window.shows(DashboardIds.CURSOR));
            window.press(KeyCode.PAGE_DOWN);
            assertFalse(view.frozen(), "at the present it is live again");
            window.press(KeyCode.EQUALS);
            assertEquals(Range.FIFTEEN_MINUTES, view.rangeProperty().get());
        }
    }

    @ParameterizedTest
    @EnumSource
    void showsEachChartAsATableWhoseRowsMoveTheTimeCursor(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.press(KeyCode.T);
            assertTrue(window.shows(DashboardIds.table(DashboardIds.RATE_CHART)));
            assertFalse(window.all("#" + DashboardIds.LATENCY_CHART).isEmpty());
            window.click(DashboardIds.asTable(DashboardIds.LATENCY_CHART));
            TableView<ChartRows.Row> table = table(window, DashboardIds.RATE_CHART);
            assertEquals(List.of("Time", "accepted", "stored", "dead"), window.get(() -> table.getColumns().stream()
                    .map(c -> c.getText())
                    .toList()));
            window.run(() -> {
                table.requestFocus();
                table.getSelectionModel().select(3);
            });
            Instant at =
                    window.get(() -> table.getSelectionModel().getSelectedItem().at());
            assertTrue(window.shows(DashboardIds.CURSOR));
            assertEquals(
                    at,
                    window.get(() -> table(window, DashboardIds.LATENCY_CHART)
                            .getSelectionModel()
                            .getSelectedItem()
                            .at()),
                    "the other table shows the same moment");
            window.screenshot("dashboard-tables-" + name(appearance));
            window.press(KeyCode.T);
            assertTrue(window.shows(DashboardIds.RATE_CHART));
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
        }
    }

    @Test
    void saysWhyThereIsNoHistory() {
        source.remembers((from, to) -> {
            throw new IllegalStateException("PostgreSQL does not answer");
        });
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(() -> view.rangeProperty().set(Range.ONE_DAY));
            assertTrue(text(window, DashboardIds.NOTE).contains("PostgreSQL does not answer"));
            window.screenshot("dashboard-no-history-dark");
        }
    }

    @Test
    void copiesTheLineThatDoesTheSame() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.click(DashboardIds.COPY);
            assertEquals(1, notices.size());
            assertTrue(notices.getFirst().text().contains("./sluice telemetry --from 2026-11-23T09:46:00Z"));
        }
    }

    @Test
    void putsTheTimeCursorWhereItIsClicked() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.click(DashboardIds.DEPTH_CHART);
            window.moveTo(DashboardIds.NOW);
            assertTrue(window.shows(DashboardIds.CURSOR));
            assertNotNull(window.scene().lookup("#" + DashboardIds.CURSOR));
            window.click(DashboardIds.NOW);
            assertFalse(window.shows(DashboardIds.CURSOR));
            assertNull(view.frozenAtProperty().get());
        }
    }

    @SuppressWarnings("unchecked")
    private static TableView<ChartRows.Row> table(FxWindow window, String chart) {
        return (TableView<ChartRows.Row>) window.find(DashboardIds.table(chart), TableView.class);
    }

    private static String text(FxWindow window, String id) {
        return window.get(() -> window.find(id, Labeled.class).getText());
    }

    private static String name(Appearance appearance) {
        return appearance.name().toLowerCase(Locale.ROOT);
    }
}
