package dev.sluice.console.queues;

import dev.sluice.console.access.Permits;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// The Queues screen as the shell sees it.
public final class QueuesScreen implements Screen {
    private final Feed feed;
    private final QueuesViewModel model;
    private final QueuesView view;

    /// What the screen needs of the window around it.
    ///
    /// @param openEvents opens the Events screen with a query
    /// @param permits what the caller may do
    public record Surroundings(Dialogs dialogs, Notices notices, Consumer<String> openEvents, Permits permits) {
        /// where everything is allowed
        public Surroundings(Dialogs dialogs, Notices notices, Consumer<String> openEvents) {
            this(dialogs, notices, openEvents, new Permits());
        }
    }

    public QueuesScreen(
            Feed feed,
            ViewWindow window,
            QueueControl control,
            TaskRunner tasks,
            Ticker ticker,
            Surroundings surroundings) {
        this.feed = feed;
        model = new QueuesViewModel(feed, window, control, tasks, ticker, surroundings.notices());
        view = new QueuesView(model, surroundings, feed::refresh);
    }

    @Override
    public String id() {
        return "queues";
    }

    @Override
    public String title() {
        return "Queues";
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
        return model.badgeProperty();
    }
}
