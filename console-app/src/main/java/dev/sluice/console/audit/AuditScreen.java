package dev.sluice.console.audit;

import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// What operators did. FX thread only.
public final class AuditScreen implements Screen {
    private final AuditViewModel model;
    private final AuditView view;

    public AuditScreen(AuditSource source, TaskRunner tasks, Ticker ticker, Notices notices) {
        model = new AuditViewModel(source, tasks, ticker);
        view = new AuditView(model, notices);
    }

    @Override
    public String id() {
        return "audit";
    }

    @Override
    public String title() {
        return "Audit";
    }

    @Override
    public Parent root() {
        return view.root();
    }

    @Override
    public Subscription activate() {
        view.focus();
        return model.activate();
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return new ReadOnlyObjectWrapper<>(Badge.NONE);
    }
}
