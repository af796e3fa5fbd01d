package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Sparkline;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import javafx.beans.binding.Bindings;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The kinds, one line each.
final class BoardTable {
    private static final double LEAST_WHY = 80;
    private static final double SCROLL_BAR = 16;

    private final BoardViewModel model;
    private final TableView<GroupRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    BoardTable(BoardViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card");
        Columns.style(table, DeadLettersIds.TABLE, "Kinds of dead letters");
        TableColumn<GroupRow, String> code = Columns.fixed(Columns.text("Code", GroupRow::code), 92);
        TableColumn<GroupRow, String> why = Columns.text("Why", GroupRow::why);
        TableColumn<GroupRow, String> owner = Columns.fixed(Columns.text("Owner", GroupRow::owner), 72);
        table.getColumns().add(Columns.fixed(Columns.pill("State", GroupRow::state, GroupRow::tone), 92));
        table.getColumns().add(Columns.fixed(Columns.text("Queue", GroupRow::queue), 92));
        table.getColumns().add(code);
        table.getColumns().add(why);
        table.getColumns().add(Columns.fixed(Columns.number("Wait", GroupRow::waiting), 62));
        table.getColumns().add(Columns.fixed(Columns.cells("24 h", TrendCell::new), 74));
        table.getColumns().add(Columns.fixed(Columns.number("Died", GroupRow::died), 46));
        table.getColumns().add(Columns.fixed(Columns.text("Last", GroupRow::last), 104));
        table.getColumns().add(owner);
        // the chosen kind's stand beside the board
        code.visibleProperty().bind(model.chosenProperty().isNull());
        owner.visibleProperty().bind(model.chosenProperty().isNull());
        why.prefWidthProperty()
                .bind(Bindings.createDoubleBinding(
                        () -> Math.max(
                                LEAST_WHY,
                                table.getWidth()
                                        - table.getVisibleLeafColumns().stream()
                                                .filter(column -> column != why)
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
        model.rows().addListener((ListChangeListener<GroupRow>) change -> select());
        model.chosenProperty().addListener(observable -> select());
    }

    Parent root() {
        return root;
    }

    void focus(StatePane pane) {
        pane.focus(table);
        start();
    }

    void clear() {
        table.getSelectionModel().clearSelection();
        table.requestFocus();
        start();
    }

    /// With nothing chosen, the first arrow key goes to the first line.
    private void start() {
        if (model.chosenProperty().get() == null) {
            table.getFocusModel().focus(-1);
        }
    }

    /// The kind that died last comes on top; the chosen one stays chosen.
    private void select() {
        GroupRow chosen = model.chosenProperty().get();
        start();
        for (int i = 0; chosen != null && i < model.rows().size(); i++) {
            if (model.rows().get(i).sameKind(chosen)
                    && table.getSelectionModel().getSelectedIndex() != i) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private static final class TrendCell extends TableCell<GroupRow, GroupRow> {
        private final Sparkline line = new Sparkline(Tone.DANGER, 58, 18);

        @Override
        protected void updateItem(@Nullable GroupRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            line.show(row.trend().stream().mapToDouble(Long::doubleValue).toArray());
            setGraphic(line);
        }
    }
}
