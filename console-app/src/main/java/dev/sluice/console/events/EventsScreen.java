package dev.sluice.console.events;

import dev.sluice.console.access.Permits;
import dev.sluice.console.client.EventQuery;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// The Events screen as the shell sees it.
public final class EventsScreen implements Screen {
    private final EventsViewModel model;
    private final EventsView view;
    private final ObservableValue<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NONE);

    /// where everything is allowed
    public EventsScreen(EventSearch search, TaskRunner tasks, Notices notices, Dialogs dialogs) {
        this(search, tasks, notices, dialogs, new Permits(), query -> {});
    }

    /// @param permits what the caller may do
    /// @param onReplay takes what the query bar says, to send it again
    public EventsScreen(
            EventSearch search,
            TaskRunner tasks,
            Notices notices,
            Dialogs dialogs,
            Permits permits,
            Consumer<EventQuery> onReplay) {
        model = new EventsViewModel(search, tasks);
        view = new EventsView(
                model,
                new SavedModel(search, tasks, notices),
                new ExportModel(search, tasks, notices),
                notices,
                dialogs,
                permits,
                onReplay);
    }

    /// Searches for `query`, whether or not the screen is shown.
    public void open(String query) {
        model.open(query);
    }

    @Override
    public String id() {
        return "events";
    }

    @Override
    public String title() {
        return "Events";
    }

    @Override
    public Parent root() {
        return view.root();
    }

    @Override
    public Subscription activate() {
        model.activate();
        view.focus();
        return () -> {};
    }

    @Override
    public void refresh() {
        model.search();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return badge;
    }
}
