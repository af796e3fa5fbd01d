package dev.sluice.console.app;

import dev.sluice.console.client.ServerAddress;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.dashboard.DashboardScreen;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Overlay;
import dev.sluice.console.widget.Screen;
import java.util.List;
import javafx.scene.Parent;

/// Everything that belongs to one connected server, wired by hand; ended as a whole.
final class Session {
    private final SluiceClient client;
    private final Feed feed;
    private final Shell shell;
    private final ShellViewModel model;
    private final Overlay overlay;
    private final List<Screen> screens;
    private Subscription running = () -> {};

    Session(ServerAddress address, Theme theme, TaskRunner tasks, Ticker ticker, Runnable onLeave) {
        client = new SluiceClient(address);
        feed = new Feed(new ClientLiveSource(client), tasks, ticker);
        ViewWindow window = new ViewWindow();
        model = new ShellViewModel(feed.model(), window, ticker, address.url().getAuthority());
        screens = List.of(new DashboardScreen(feed, window, ticker));
        shell = new Shell(model, theme, screens, onLeave);
        overlay = new Overlay(shell.root(), ticker);
    }

    Parent root() {
        return overlay;
    }

    void start() {
        running = Subscription.of(model.activate(), feed.start());
        shell.show(screens.getFirst());
    }

    void close() {
        shell.leave();
        running.close();
        client.close();
    }
}
