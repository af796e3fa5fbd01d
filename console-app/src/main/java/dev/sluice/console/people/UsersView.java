package dev.sluice.console.people;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.people.UserDialogModel.Kind;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
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

    UsersView(UsersViewModel model, Permits permits, Dialogs dialogs) {
        this.model = model;
        this.permits = permits;
        this.dialogs = dialogs;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        StatePane state = new StatePane(PeopleIds.STATE, card, model::refresh);
        state.bind(model.stateProperty());
        VBox.setVgrow(state, Priority.ALWAYS);
        root = new VBox(10, bar(), state);
    }

    Parent root() {
        return root;
    }

    void focus() {
        table.requestFocus();
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
        table.setId(PeopleIds.TABLE);
        table.setAccessibleText("Users");
        table.setFixedCellSize(33);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(column("Name", 180, UserRow::name));
        TableColumn<UserRow, UserRow> role = new TableColumn<>("Role");
        role.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        role.setCellFactory(ignored -> new RoleCell());
        role.setSortable(false);
        role.setPrefWidth(120);
        table.getColumns().add(role);
        table.getColumns().add(column("State", 110, UserRow::state));
        table.getColumns().add(column("Sessions", 90, UserRow::sessions));
        table.getColumns().add(column("Last log-in", 150, UserRow::lastLogin));
        table.getColumns().add(column("Made", 220, UserRow::made));
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

    private static TableColumn<UserRow, String> column(String title, double width, Function<UserRow, String> value) {
        TableColumn<UserRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        return column;
    }

    private static final class RoleCell extends TableCell<UserRow, UserRow> {
        private final Pill pill = new Pill("", Tone.MUTED);

        @Override
        protected void updateItem(@Nullable UserRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row != null && !empty) {
                pill.show(row.role(), row.tone());
            }
            setGraphic(row == null || empty ? null : pill);
        }
    }
}
