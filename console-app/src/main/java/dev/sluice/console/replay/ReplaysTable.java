package dev.sluice.console.replay;

import dev.sluice.console.widget.Columns;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The replays, one line each.
final class ReplaysTable {
    private static final double LEAST_QUERY = 90;
    private static final double SCROLL_BAR = 16;

    private final ReplaysViewModel model;
    private final TableView<ReplayRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    ReplaysTable(ReplaysViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card");
        Columns.style(table, ReplayIds.TABLE, "Replays, newest first");
        TableColumn<ReplayRow, String> query = Columns.text("Query", ReplayRow::query);
        TableColumn<ReplayRow, String> rate = Columns.fixed(Columns.number("Now /s", ReplayRow::rate), 70);
        TableColumn<ReplayRow, String> started = Columns.fixed(Columns.text("Started", ReplayRow::started), 104);
        TableColumn<ReplayRow, String> by = Columns.fixed(Columns.text("By", ReplayRow::by), 84);
        table.getColumns().add(Columns.fixed(Columns.pill("State", ReplayRow::state, ReplayRow::tone), 132));
        table.getColumns().add(query);
        table.getColumns().add(Columns.fixed(Columns.text("Target", ReplayRow::target), 118));
        table.getColumns().add(Columns.fixed(Columns.cells("Done", BarCell::new), 84));
        table.getColumns().add(Columns.fixed(Columns.number("Sent", ReplayRow::progress), 148));
        table.getColumns().add(rate);
        table.getColumns().add(started);
        table.getColumns().add(by);
        // the chosen one's stand beside the table
        rate.visibleProperty().bind(model.chosenProperty().isNull());
        started.visibleProperty().bind(model.chosenProperty().isNull());
        by.visibleProperty().bind(model.chosenProperty().isNull());
        query.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.max(
                                LEAST_QUERY,
                                table.getWidth()
                                        - table.getVisibleLeafColumns().stream()
                                                .filter(column -> column != query)
                                                .mapToDouble(TableColumn::getMaxWidth)
                                                .sum()
                                        - SCROLL_BAR),
                        table.widthProperty(),
                        table.getVisibleLeafColumns()));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<ReplayRow>) change -> select());
        model.chosenProperty().addListener(observable -> select());
    }

    Parent root() {
        return root;
    }

    void focus() {
        table.requestFocus();
        start();
    }

    void clear() {
        table.getSelectionModel().clearSelection();
        focus();
    }

    /// With nothing chosen, the first arrow key goes to the first line.
    private void start() {
        if (model.chosenProperty().get() == null) {
            table.getFocusModel().focus(-1);
        }
    }

    /// New ones come on top; the chosen one stays chosen.
    private void select() {
        ReplayRow chosen = model.chosenProperty().get();
        start();
        for (int i = 0; chosen != null && i < model.rows().size(); i++) {
            if (model.rows().get(i).replay().id().equals(chosen.replay().id())
                    && table.getSelectionModel().getSelectedIndex() != i) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private static final class BarCell extends TableCell<ReplayRow, ReplayRow> {
        private final ProgressBar bar = new ProgressBar(0);

        private BarCell() {
            bar.setMaxWidth(Double.MAX_VALUE);
        }

        @Override
        protected void updateItem(@Nullable ReplayRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row != null) {
                bar.setProgress(row.share());
                bar.setAccessibleText(row.progress());
            }
            setGraphic(row == null || empty ? null : bar);
        }
    }
}
