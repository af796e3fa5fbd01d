package dev.sluice.console.app;

import dev.sluice.console.task.Subscription;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Screen;
import dev.sluice.console.widget.Tone;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;
import javafx.scene.layout.StackPane;

/// A screen with nothing on it.
final class StubScreen implements Screen {
    static final String ID = "stub-root";

    private final String id;
    private final String title;
    private final Runnable onRefresh;
    private final StackPane root = new StackPane();
    private int active;

    StubScreen(String id, String title, Runnable onRefresh) {
        this.id = id;
        this.title = title;
        this.onRefresh = onRefresh;
        root.setId(ID);
    }

    int active() {
        return active;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public Subscription activate() {
        active++;
        return () -> active--;
    }

    @Override
    public void refresh() {
        onRefresh.run();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return new SimpleObjectProperty<>(new Badge("1 paused", Tone.WARNING));
    }
}
