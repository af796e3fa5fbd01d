package dev.sluice.console.people;

import dev.sluice.console.access.Permits;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import dev.sluice.console.widget.SegmentedButtons;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.scene.Parent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// Two tabs: what one may do, and for admins who else may do what. FX thread only.
public final class PeopleScreen implements Screen {
    private final UsersViewModel users;
    private final UsersView usersView;
    private final PermissionsView permissionsView;
    private final SegmentedButtons<Tab> tab =
            new SegmentedButtons<>(PeopleIds.TAB, "Show", List.of(Tab.values()), Tab::label);
    private final StackPane content = new StackPane();
    private final VBox root = new VBox(12);
    private final ObservableValue<Badge> badge = new ReadOnlyObjectWrapper<>(Badge.NONE);
    private Subscription active = () -> {};
    private boolean shown;

    private enum Tab {
        PERMISSIONS("Your permissions"),
        USERS("Users");

        private final String label;

        Tab(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    public PeopleScreen(
            PeopleControl control, Permits permits, TaskRunner tasks, Ticker ticker, Dialogs dialogs, Notices notices) {
        users = new UsersViewModel(control, tasks, ticker, notices);
        usersView = new UsersView(users, permits, dialogs);
        permissionsView = new PermissionsView(permits);
        root.setId(PeopleIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(PeopleScreen.class, "people.css"));
        VBox.setVgrow(content, Priority.ALWAYS);
        root.getChildren().addAll(tab, content);
        tab.selectedProperty().subscribe(this::open);
    }

    @Override
    public String id() {
        return "people";
    }

    @Override
    public String title() {
        return "People";
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public Subscription activate() {
        shown = true;
        open(tab.selectedProperty().get());
        return () -> {
            shown = false;
            active.close();
            active = () -> {};
        };
    }

    private void open(Tab next) {
        active.close();
        active = () -> {};
        content.getChildren().setAll(next == Tab.USERS ? usersView.root() : permissionsView.root());
        if (!shown) {
            return;
        }
        if (next == Tab.USERS) {
            active = users.activate();
            usersView.focus();
        } else {
            permissionsView.focus();
        }
    }

    @Override
    public void refresh() {
        users.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return badge;
    }
}
