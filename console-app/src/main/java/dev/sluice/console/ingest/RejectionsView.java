package dev.sluice.console.ingest;

import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.StatePane;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// How often what is refused, the refusals below, the chosen one beside them.
final class RejectionsView {
    private final RejectionsViewModel model;
    private final TableView<RejectionRow> table = new TableView<>();
    private final StatePane root;

    RejectionsView(RejectionsViewModel model, Permits permits) {
        this.model = model;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        HBox.setHgrow(card, Priority.ALWAYS);
        HBox content = new HBox(12, card, new RejectionDetailView(model, permits).root());
        VBox.setVgrow(content, Priority.ALWAYS);
        root = new StatePane(
                IngestIds.STATE, new VBox(10, new RatesView(model.rates()).root(), content), model::refresh);
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
        Columns.style(table, IngestIds.TABLE, "What was refused");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getColumns().add(Columns.fixed(Columns.text("Time", RejectionRow::time), 74));
        table.getColumns().add(Columns.fixed(Columns.pill("Code", RejectionRow::code, RejectionRow::tone), 150));
        table.getColumns().add(Columns.wide(Columns.path("Source", RejectionRow::source), 150));
        table.getColumns().add(Columns.wide(Columns.path("Type", RejectionRow::type), 150));
        table.getColumns().add(Columns.wide(Columns.text("Key", RejectionRow::key), 120));
        table.getColumns().add(Columns.wide(Columns.text("Reason", RejectionRow::detail), 210));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<RejectionRow>) change -> select());
        model.chosenProperty().addListener(observable -> select());
    }

    /// New rows come on top; the chosen one stays chosen.
    private void select() {
        RejectionRow chosen = model.chosenProperty().get();
        for (int i = 0; chosen != null && i < model.rows().size(); i++) {
            if (model.rows().get(i).id().equals(chosen.id())
                    && table.getSelectionModel().getSelectedIndex() != i) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
    }
}
