package dev.sluice.console.deadletters;

import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Sparkline;
import dev.sluice.console.widget.Tone;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Parent;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The kinds, one line each.
final class BoardTable {
    private static final double ROW = 33;
    private static final double LEAST_WHY = 80;
    private static final double SCROLL_BAR = 16;

    private final BoardViewModel model;
    private final TableView<GroupRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    BoardTable(BoardViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card");
        table.setId(DeadLettersIds.TABLE);
        table.setAccessibleText("Kinds of dead letters");
        table.setFixedCellSize(ROW);
        TableColumn<GroupRow, String> code = fixed(text("Code", GroupRow::code, false), 92);
        TableColumn<GroupRow, String> why = text("Why", GroupRow::why, false);
        TableColumn<GroupRow, String> owner = fixed(text("Owner", GroupRow::owner, false), 72);
        table.getColumns().add(fixed(column("State", PillCell::new), 92));
        table.getColumns().add(fixed(text("Queue", GroupRow::queue, false), 92));
        table.getColumns().add(code);
        table.getColumns().add(why);
        table.getColumns().add(fixed(text("Wait", GroupRow::waiting, true), 62));
        table.getColumns().add(fixed(column("24 h", TrendCell::new), 74));
        table.getColumns().add(fixed(text("Died", GroupRow::died, true), 46));
        table.getColumns().add(fixed(text("Last", GroupRow::last, false), 104));
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

    private static TableColumn<GroupRow, String> text(String title, Function<GroupRow, String> value, boolean number) {
        TableColumn<GroupRow, String> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(ignored -> new TextCell<>(number));
        if (number) {
            column.getStyleClass().add("number");
        }
        return still(column);
    }

    private static TableColumn<GroupRow, GroupRow> column(String title, Supplier<TableCell<GroupRow, GroupRow>> cell) {
        TableColumn<GroupRow, GroupRow> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(ignored -> cell.get());
        return still(column);
    }

    private static <R, T> TableColumn<R, T> still(TableColumn<R, T> column) {
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    static <R, T> TableColumn<R, T> fixed(TableColumn<R, T> column, double width) {
        column.setMinWidth(width);
        column.setMaxWidth(width);
        column.setPrefWidth(width);
        column.setResizable(false);
        return column;
    }

    /// Text, on the right for numbers.
    static final class TextCell<R> extends TableCell<R, String> {
        TextCell(boolean number) {
            if (number) {
                getStyleClass().add("number");
            }
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
        }
    }

    private static final class PillCell extends TableCell<GroupRow, GroupRow> {
        private final Pill pill = new Pill("", Tone.MUTED);

        @Override
        protected void updateItem(@Nullable GroupRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            pill.show(row.state(), row.tone());
            setGraphic(pill);
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
