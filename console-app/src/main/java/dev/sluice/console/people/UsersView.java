package dev.sluice.console.people;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.people.UserDialogModel.Kind;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.StatePane;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The acts above, the users below.
final class UsersView {
    private final UsersViewModel model;
    private final Permits permits;
    private final Dialogs dialogs;
    private final TableView<UserRow> table = new TableView<>();
    private final VBox root;
    private final StatePane state;

    UsersView(UsersViewModel model, Permits permits, Dialogs dialogs) {
        this.model = model;
        this.permits = permits;
        this.dialogs = dialogs;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        state = new StatePane(PeopleIds.STATE, card, model::refresh);
        state.bind(model.stateProperty());
        VBox.setVgrow(state, Priority.ALWAYS);
        root = new VBox(10, bar(), state);
    }

    Parent root() {
        return root;
    }

    void focus() {
        state.focus(table);
    }

    private HBox bar() {
        Button add = button("Add user…", PeopleIds.ADD, () -> open(Kind.ADD, null));
        Button role = button("Role…", PeopleIds.ROLE, () -> openChosen(Kind.ROLE));
        Button password = button("New password…", PeopleIds.PASSWORD, () -> openChosen(Kind.PASSWORD));
        Button disable = button("Disable", PeopleIds.DISABLE, model::toggleDisabled);
        Button logOut = button("Log out everywhere", PeopleIds.LOG_OUT, model::logOut);
        Button remove = button("Remove…", PeopleIds.REMOVE, () -> openChosen(Kind.REMOVE));
        remove.getStyleClass().add("danger-outline");
        model.chosenProperty().subscribe(row -> {
            List.of(role, password, disable, logOut, remove).forEach(button -> button.setDisable(row == null));
            disable.setText(row != null && row.person().disabled() ? "Enable" : "Disable");
        });
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(
                8,
                gap,
                new Guard(add, permits, Acts.ADD_USER),
                new Guard(role, permits, Acts.CHANGE_USER),
                new Guard(password, permits, Acts.CHANGE_USER),
                new Guard(disable, permits, Acts.CHANGE_USER),
                new Guard(logOut, permits, Acts.END_SESSIONS),
                new Guard(remove, permits, Acts.REMOVE_USER));
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private static Button button(String text, String id, Runnable act) {
        Button button = new Button(text);
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> act.run());
        return button;
    }

    private void openChosen(Kind kind) {
        UserRow row = model.chosenProperty().get();
        if (row != null) {
            open(kind, row);
        }
    }

    private void open(Kind kind, @Nullable UserRow row) {
        UserDialogModel question = model.dialog(kind, row, dialogs::close);
        if (row != null) {
            question.roleProperty().set(row.person().role());
        }
        dialogs.open(new UserDialog(question).root(), question::close);
    }

    private void build() {
        Columns.style(table, PeopleIds.TABLE, "Users");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(Columns.wide(Columns.text("Name", UserRow::name), 180));
        table.getColumns().add(Columns.wide(Columns.pill("Role", UserRow::role, UserRow::tone), 120));
        table.getColumns().add(Columns.wide(Columns.text("State", UserRow::state), 110));
        table.getColumns().add(Columns.wide(Columns.text("Sessions", UserRow::sessions), 90));
        table.getColumns().add(Columns.wide(Columns.text("Last log-in", UserRow::lastLogin), 150));
        table.getColumns().add(Columns.wide(Columns.text("Made", UserRow::made), 220));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.chosenProperty().set(now);
            }
        });
        model.chosenProperty().subscribe(row -> {
            if (row != null && row != table.getSelectionModel().getSelectedItem()) {
                table.getSelectionModel().select(row);
            }
        });
    }
}
