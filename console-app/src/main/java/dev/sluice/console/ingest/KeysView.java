package dev.sluice.console.ingest;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.StatePane;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The acts above, the keys below.
final class KeysView {
    private final KeysViewModel model;
    private final Permits permits;
    private final Dialogs dialogs;
    private final Notices notices;
    private final TableView<KeyRow> table = new TableView<>();
    private final VBox root;
    private final StatePane state;

    KeysView(KeysViewModel model, Permits permits, Dialogs dialogs, Notices notices) {
        this.permits = permits;
        this.model = model;
        this.dialogs = dialogs;
        this.notices = notices;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        state = new StatePane(IngestIds.KEYS_STATE, card, model::refresh);
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
        HBox bar = new HBox(
                8, what, gap, new Guard(create, permits, Acts.MAKE_KEY), new Guard(revoke, permits, Acts.REVOKE_KEY));
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
        Columns.style(table, IngestIds.KEYS_TABLE, "Keys of producers");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        table.getColumns().add(Columns.wide(Columns.text("Name", KeyRow::name), 130));
        table.getColumns().add(Columns.wide(Columns.pill("State", KeyRow::state, KeyRow::tone), 90));
        table.getColumns().add(Columns.wide(Columns.text("Role", KeyRow::role), 80));
        table.getColumns().add(Columns.wide(Columns.text("Sources", KeyRow::sources), 180));
        table.getColumns().add(Columns.wide(Columns.text("Queues", KeyRow::queues), 150));
        table.getColumns().add(Columns.wide(Columns.number("Rate", KeyRow::rate), 80));
        table.getColumns().add(Columns.wide(Columns.number("Last used", KeyRow::lastUsed), 120));
        table.getColumns().add(Columns.wide(Columns.number("Expires", KeyRow::expires), 140));
        table.getColumns().add(Columns.wide(Columns.text("Made", KeyRow::created), 170));
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
