package dev.sluice.console.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.dashboard.DashboardIds;
import dev.sluice.console.dashboard.DashboardScreen;
import dev.sluice.console.feed.FakeLiveSource;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.SampleData;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.fx.FxWindow;
import dev.sluice.console.task.ImmediateTaskRunner;
import dev.sluice.console.task.ManualTicker;
import dev.sluice.console.theme.Appearance;
import dev.sluice.console.theme.Theme;
import dev.sluice.model.live.LiveUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ShellFxTest {
    private final ManualTicker ticker = new ManualTicker(SampleData.NOW);
    private final FakeLiveSource source = new FakeLiveSource();
    private final Feed feed = new Feed(source, new ImmediateTaskRunner(), ticker);
    private final ViewWindow view = new ViewWindow();

    @ParameterizedTest
    @EnumSource
    void showsTheDashboard(Appearance appearance) {
        try (FxWindow window = open(appearance)) {
            window.run(this::serve);
            String name = appearance.name().toLowerCase(Locale.ROOT);
            window.moveTo(DashboardIds.RATE_CHART);
            window.screenshot("dashboard-" + name);
            assertEquals(
                    "connected, data 0.4 s old",
                    window.find(ShellIds.LINK, Label.class).getText());
        }
    }

    private FxWindow open(Appearance appearance) {
        return FxWindow.open(appearance, () -> {
            ShellViewModel model = new ShellViewModel(feed.model(), view, ticker, "127.0.0.1:8480");
            model.activate();
            DashboardScreen dashboard = new DashboardScreen(feed, view, ticker);
            Shell shell = new Shell(model, new Theme(appearance), List.of(dashboard), () -> {});
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
                new LiveUpdate.Health(SampleData.health()));
        ticker.advance(Duration.ofMillis(400));
    }
}
