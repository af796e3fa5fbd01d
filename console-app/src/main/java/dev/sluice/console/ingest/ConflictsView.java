package dev.sluice.console.ingest;

import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.StatePane;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The conflicts, the chosen one beside them.
final class ConflictsView {
    private final ConflictsViewModel model;
    private final TableView<ConflictRow> table = new TableView<>();
    private final StatePane root;

    ConflictsView(ConflictsViewModel model) {
        this.model = model;
        Label what = new Label("The same source and id with another text. The first one stays, the later one counts as"
                + " a duplicate.");
        what.getStyleClass().add("muted");
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        HBox.setHgrow(card, Priority.ALWAYS);
        HBox content = new HBox(12, card, new ConflictDetailView(model).root());
        VBox.setVgrow(content, Priority.ALWAYS);
        root = new StatePane(IngestIds.CONFLICTS_STATE, new VBox(10, what, content), model::refresh);
        root.bind(model.stateProperty());
    }

    /// Closes the detail.
    ///
    /// @return false when none was open
    boolean close() {
        if (model.chosenProperty().get() == null) {
            return false;
        }
        model.choose(null);
        table.getSelectionModel().clearSelection();
        table.requestFocus();
        return true;
    }

    Parent root() {
        return root;
    }

    void focus() {
        root.focus(table);
    }

    private void build() {
        Columns.style(table, IngestIds.CONFLICTS_TABLE, "Events that came again with another text");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getColumns().add(Columns.fixed(Columns.text("Time", ConflictRow::time), 80));
        table.getColumns().add(Columns.wide(Columns.text("Id", ConflictRow::eventId), 150));
        table.getColumns().add(Columns.wide(Columns.path("Source", ConflictRow::source), 120));
        table.getColumns().add(Columns.wide(Columns.path("Type", ConflictRow::type), 130));
        table.getColumns().add(Columns.fixed(Columns.number("Kept", ConflictRow::kept), 80));
        table.getColumns().add(Columns.fixed(Columns.number("Later", ConflictRow::later), 80));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<ConflictRow>) change -> select());
    }

    /// New rows come on top; the chosen one stays chosen.
    private void select() {
        ConflictRow chosen = model.chosenProperty().get();
        if (chosen != null) {
            table.getSelectionModel().select(chosen);
        }
    }
}
