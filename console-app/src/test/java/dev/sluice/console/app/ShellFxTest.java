package dev.sluice.console.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.dashboard.DashboardIds;
import dev.sluice.console.dashboard.DashboardScreen;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.fx.NodeRules;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShellFxTest {
    private final ManualTicker ticker = new ManualTicker(SampleData.NOW);
    private final FakeLiveSource source = new FakeLiveSource();
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final ViewWindow view = new ViewWindow();
    private final AtomicInteger refreshes = new AtomicInteger();
    private final StubScreen second = new StubScreen("queues", "Queues", refreshes::incrementAndGet);

    @ParameterizedTest
    @EnumSource
    void showsTheDashboard(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.run(this::serve);
            window.moveTo(DashboardIds.RATE_CHART);
            window.screenshot("dashboard-" + name(appearance));
            assertEquals("connected, data 0.4 s old", text(window, ShellIds.LINK));
            assertEquals("10,442", text(window, DashboardIds.DEPTH + "-number"));
            assertEquals("local", window.get(() -> window.scene()
                    .lookup("#" + ShellIds.SERVER)
                    .getAccessibleText()
                    .substring(7)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void greysTheDashboardAndSaysSoWhenTheServerIsGone(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.run(() -> {
                serve();
                source.state(new ConnectionState.Reconnecting(
                        2, ticker.now().plusSeconds(41), "No server answers at http://127.0.0.1:8480."));
                ticker.advance(Duration.ofSeconds(37));
            });
            assertEquals("reconnecting in 4 s, data 37 s old", text(window, ShellIds.LINK));
            assertTrue(window.shows(DashboardIds.STATE + "-stale"));
            window.screenshot("dashboard-stale-" + name(appearance));
        }
    }

    @Test
    void tellsHowToBeginWhenThereIsNoEvent() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(() -> {
                feed.start();
                source.state(new ConnectionState.Connected(SampleData.NOW));
                source.push(
                        SampleData.welcome(),
                        new LiveUpdate.Account(new Ledger(0, 0, 0, 0, 0, 0, 0, null, null)),
                        new LiveUpdate.Telemetry(
                                new TelemetrySample(SampleData.NOW, 0, 0, 0, 0, 0, 0, 0, null, null, null)));
                ticker.advance(Duration.ofMillis(400));
            });
            assertTrue(window.shows(DashboardIds.STATE + "-empty"));
            window.screenshot("dashboard-empty-dark");
        }
    }

    @Test
    void showsASkeletonUntilDataCome() {
        try (FxWindow window = open(Appearance.DARK)) {
            assertTrue(window.shows(DashboardIds.STATE + "-loading"));
            assertFalse(window.shows(DashboardIds.ROOT));
        }
    }

    @Test
    void goesToScreensByKeyAndByClick() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(this::serve);
            window.press(KeyCode.CONTROL, KeyCode.DIGIT2);
            assertTrue(window.shows(StubScreen.ID));
            assertFalse(window.shows(DashboardIds.STATE));
            assertEquals(1, second.active());
            window.press(KeyCode.F5);
            assertEquals(1, refreshes.get());
            window.click(ShellIds.navigation("dashboard"));
            assertTrue(window.shows(DashboardIds.STATE));
            assertEquals(0, second.active());
        }
    }

    @Test
    void freezesAndGoesLiveAgain() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(this::serve);
            window.click(ShellIds.MODE + "-freeze");
            assertNotNull(view.frozenAtProperty().get());
            window.click(ShellIds.MODE + "-live");
            assertNull(view.frozenAtProperty().get());
            window.click(ShellIds.RANGE + "-5-m");
            assertEquals(ViewWindow.Range.FIVE_MINUTES, view.rangeProperty().get());
        }
    }

    @Test
    void switchesTheAppearanceWhileRunning() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(this::serve);
            window.click(ShellIds.THEME);
            assertEquals(Appearance.LIGHT, window.theme().appearance());
        }
    }

    @Test
    void everyNodeThatActsHasAnIdOfItsOwnAndAName() {
        try (FxWindow window = open(Appearance.DARK)) {
            window.run(this::serve);
            assertEquals(
                    List.of(), window.get(() -> NodeRules.broken(window.scene().getRoot())));
        }
    }

    private FxWindow open(Appearance appearance) {
        return FxWindow.open(appearance, theme -> {
            ShellViewModel model = new ShellViewModel(feed.model(), view, ticker, "127.0.0.1:8480");
            model.activate();
            DashboardScreen dashboard = new DashboardScreen(feed, view, ticker, notice -> {});
            Shell shell = new Shell(model, theme, List.of(dashboard, second), new Shell.Exits(() -> {}, () -> {}));
            shell.show(dashboard);
            return shell.root();
        });
    }

    private void serve() {
        source.holds(SampleData.samples(), SampleData.acts());
        feed.start();
        source.state(new ConnectionState.Connected(SampleData.NOW));
        source.push(
                SampleData.welcome(),
                new LiveUpdate.Queues(SampleData.queues()),
                new LiveUpdate.Account(SampleData.ledger()),
                new LiveUpdate.Storage(SampleData.storage()),
                new LiveUpdate.Health(SampleData.health()));
        ticker.advance(Duration.ofMillis(400));
    }

    private static String text(FxWindow window, String id) {
        return window.get(() -> window.find(id, Label.class).getText());
    }

    private static String name(Appearance appearance) {
        return appearance.name().toLowerCase(Locale.ROOT);
    }
}
