package dev.sluice.console.alarms;

import dev.sluice.console.access.Permits;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// What is wrong, and who takes care. FX thread only.
public final class AlarmsScreen implements Screen {
    private final AlarmsViewModel model;
    private final AlarmsView view;

    public AlarmsScreen(
            AlarmControl control, TaskRunner tasks, Ticker ticker, Dialogs dialogs, Notices notices, Permits permits) {
        model = new AlarmsViewModel(control, tasks, ticker, notices, permits);
        view = new AlarmsView(model, dialogs, notices, permits);
    }

    /// Keeps the count in the navigation; for as long as the session lasts.
    public Subscription watch() {
        return model.watch();
    }

    @Override
    public String id() {
        return "alarms";
    }

    @Override
    public String title() {
        return "Alarms";
    }

    @Override
    public Parent root() {
        return view.root();
    }

    @Override
    public Subscription activate() {
        view.focus();
        model.refresh();
        return () -> {};
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return model.badgeProperty();
    }
}
