package dev.sluice.console.widget;

import dev.sluice.console.task.Subscription;
import javafx.beans.value.ObservableValue;
import javafx.scene.Parent;

/// One entry of the navigation and what stands behind it. The shell shows one screen at a time and knows nothing more
/// of it than this.
public interface Screen {
    /// kebab-case, unique: `queues`
    String id();

    /// As in the navigation: `Queues`
    String title();

    /// Always the same node; built before the screen is first shown.
    Parent root();

    /// The screen is shown: starts what it needs for that and puts the focus where work begins. Closed when it is left.
    Subscription activate();

    /// The operator asked for the newest state (F5).
    void refresh();

    ObservableValue<Badge> badge();
}
