package dev.sluice.console.ingest;

import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The acts above, the keys below.
final class KeysView {
    private static final double ROW = 33;

    private final KeysViewModel model;
    private final Dialogs dialogs;
    private final Notices notices;
    private final TableView<KeyRow> table = new TableView<>();
    private final VBox root;

    KeysView(KeysViewModel model, Dialogs dialogs, Notices notices) {
        this.model = model;
        this.dialogs = dialogs;
        this.notices = notices;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        StatePane state = new StatePane(IngestIds.KEYS_STATE, card, model::refresh);
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
        Label what = new Label("A key may send events of its sources to its queues, and nothing else.");
        what.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button revoke = new Button("Revoke…");
        revoke.setId(IngestIds.REVOKE);
        revoke.setAccessibleText("Revoke the chosen key");
        revoke.getStyleClass().add("danger-outline");
        revoke.setOnAction(event -> openRevoke());
        model.chosenProperty().subscribe(row -> revoke.setDisable(row == null || !row.usable()));
        Button create = new Button("New key…");
        create.setId(IngestIds.CREATE);
        create.setAccessibleText("Make a key");
        create.setOnAction(event -> openCreate());
        HBox bar = new HBox(8, what, gap, create, revoke);
        bar.setAlignment(Pos.CENTER_LEFT);
        return bar;
    }

    private void openCreate() {
        KeyDialogModel question = model.createDialog(dialogs::close);
        dialogs.open(new KeyDialog(question, notices).root(), question::close);
    }

    private void openRevoke() {
        KeyRow row = model.chosenProperty().get();
        if (row != null && row.usable()) {
            RevokeModel question = model.revokeDialog(row, dialogs::close);
            dialogs.open(new RevokeDialog(question).root(), question::cancel);
        }
    }

    private void build() {
        table.setId(IngestIds.KEYS_TABLE);
        table.setAccessibleText("Keys of producers");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(text("Name", KeyRow::name, 130));
        table.getColumns().add(state());
        table.getColumns().add(text("Sources", KeyRow::sources, 200));
        table.getColumns().add(text("Queues", KeyRow::queues, 150));
        table.getColumns().add(text("Rate", KeyRow::rate, 90));
        table.getColumns().add(text("Expires", KeyRow::expires, 130));
        table.getColumns().add(text("Last used", KeyRow::lastUsed, 110));
        table.getColumns().add(text("Made", KeyRow::created, 180));
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

    private static TableColumn<KeyRow, String> text(String title, Function<KeyRow, String> value, double width) {
        TableColumn<KeyRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        return column;
    }

    private static TableColumn<KeyRow, KeyRow> state() {
        TableColumn<KeyRow, KeyRow> column = new TableColumn<>("State");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(ignored -> new State());
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(90);
        return column;
    }

    private static final class State extends TableCell<KeyRow, KeyRow> {
        private final Pill pill = new Pill("", Tone.MUTED);

        @Override
        protected void updateItem(@Nullable KeyRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            pill.show(row.state(), row.tone());
            setGraphic(pill);
        }
    }
}
