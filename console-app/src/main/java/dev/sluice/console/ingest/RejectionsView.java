package dev.sluice.console.ingest;

import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// How often what is refused, the refusals below, the chosen one beside them.
final class RejectionsView {
    private static final double ROW = 33;

    private final RejectionsViewModel model;
    private final TableView<RejectionRow> table = new TableView<>();
    private final StatePane root;

    RejectionsView(RejectionsViewModel model) {
        this.model = model;
        Label rates = new Label();
        rates.setId(IngestIds.RATES);
        rates.getStyleClass().addAll("muted", "ingest-rates");
        rates.textProperty().bind(model.ratesProperty());
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        HBox.setHgrow(card, Priority.ALWAYS);
        HBox content = new HBox(12, card, new RejectionDetailView(model).root());
        VBox.setVgrow(content, Priority.ALWAYS);
        root = new StatePane(IngestIds.STATE, new VBox(10, rates, content), model::refresh);
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
        table.requestFocus();
    }

    private void build() {
        table.setId(IngestIds.TABLE);
        table.setAccessibleText("What was refused");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        table.getColumns().add(fixed(text("Time", RejectionRow::time), 80));
        table.getColumns().add(fixed(code(), 142));
        table.getColumns().add(fixed(text("Source", RejectionRow::source), 120));
        table.getColumns().add(fixed(text("Type", RejectionRow::type), 112));
        table.getColumns().add(fixed(text("Key", RejectionRow::key), 100));
        table.getColumns().add(text("Reason", RejectionRow::detail));
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

    private static TableColumn<RejectionRow, String> text(String title, Function<RejectionRow, String> value) {
        TableColumn<RejectionRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static TableColumn<RejectionRow, RejectionRow> code() {
        TableColumn<RejectionRow, RejectionRow> column = new TableColumn<>("Code");
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(ignored -> new Code());
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static <T> TableColumn<RejectionRow, T> fixed(TableColumn<RejectionRow, T> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setResizable(false);
        return column;
    }

    private static final class Code extends TableCell<RejectionRow, RejectionRow> {
        private final Pill pill = new Pill("", Tone.MUTED);

        @Override
        protected void updateItem(@Nullable RejectionRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            pill.show(row.code(), row.tone());
            setGraphic(pill);
        }
    }
}
