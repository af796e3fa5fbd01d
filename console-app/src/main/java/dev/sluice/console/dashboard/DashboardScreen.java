package dev.sluice.console.dashboard;

import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// The dashboard as the shell sees it.
public final class DashboardScreen implements Screen {
    private final Feed feed;
    private final DashboardViewModel model;
    private final DashboardView view;
    private final ObservableValue<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NONE);

    public DashboardScreen(Feed feed, ViewWindow window, Ticker ticker, Notices notices) {
        this.feed = feed;
        model = new DashboardViewModel(feed, window, ticker);
        view = new DashboardView(model, feed::refresh, notices);
    }

    @Override
    public String id() {
        return "dashboard";
    }

    @Override
    public String title() {
        return "Dashboard";
    }

    @Override
    public Parent root() {
        return view.root();
    }

    @Override
    public Subscription activate() {
        Subscription active = model.activate();
        view.focus();
        return active;
    }

    @Override
    public void refresh() {
        feed.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return badge;
    }
}
