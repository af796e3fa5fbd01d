package dev.sluice.console.queues;

import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Sparkline;
import dev.sluice.console.widget.StatusDot;
import dev.sluice.console.widget.Tone;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The live table. Rows are replaced where they stand, so neither scroll nor selection moves.
final class QueuesTable {
    private static final double ROW = 37;

    private final QueuesViewModel model;
    private final TableView<QueueRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    QueuesTable(QueuesViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card");
        table.setId(QueuesIds.TABLE);
        table.setAccessibleText("Queues");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_SUBSEQUENT_COLUMNS);
        Label none = new Label("No queue has that in its name.");
        none.getStyleClass().add("muted");
        table.setPlaceholder(none);
        table.getColumns().add(fixed(column("", QueueRow::tone, Glyph::new), 32));
        table.getColumns().add(name());
        table.getColumns().add(fixed(figure("Events", QueueRow::events), 70));
        table.getColumns().add(fixed(figure("Messages", QueueRow::messages), 68));
        table.getColumns().add(fixed(figure("In /s", QueueRow::in), 52));
        table.getColumns().add(fixed(figure("Out /s", QueueRow::out), 52));
        table.getColumns().add(fixed(column("15 min", QueueRow::history, History::new), 64));
        table.getColumns().add(fixed(figure("Fill", QueueRow::fill), 56));
        table.getColumns().add(fixed(figure("Oldest", QueueRow::oldest), 56));
        table.getColumns().add(fixed(figure("Drains", QueueRow::drains), 62));
        table.getColumns().add(fixed(figure("Consumers", QueueRow::consumers), 76));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now.name());
            }
        });
        model.rows().addListener((ListChangeListener<QueueRow>) change -> select());
        model.detailProperty().addListener(observable -> select());
    }

    Parent root() {
        return root;
    }

    Node focusable() {
        return table;
    }

    void clear() {
        model.choose(null);
        table.getSelectionModel().clearSelection();
    }

    /// Opens the row that has the focus.
    void open() {
        QueueRow row = table.getFocusModel().getFocusedItem();
        if (row != null) {
            model.choose(row.name());
        }
    }

    private void select() {
        QueueRow chosen = model.chosen();
        int wanted = -1;
        for (int i = 0; chosen != null && i < model.rows().size(); i++) {
            if (model.rows().get(i).name().equals(chosen.name())) {
                wanted = i;
            }
        }
        if (wanted >= 0 && table.getSelectionModel().getSelectedIndex() != wanted) {
            table.getSelectionModel().clearAndSelect(wanted);
        }
    }

    private static <T> TableColumn<QueueRow, T> column(
            String title, Function<QueueRow, T> value, java.util.function.Supplier<TableCell<QueueRow, T>> cell) {
        TableColumn<QueueRow, T> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setCellFactory(ignored -> cell.get());
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    private static <T> TableColumn<QueueRow, T> fixed(TableColumn<QueueRow, T> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setResizable(false);
        return column;
    }

    private static TableColumn<QueueRow, String> figure(String title, Function<QueueRow, String> value) {
        TableColumn<QueueRow, String> column = column(title, value, Figure::new);
        column.getStyleClass().add("number");
        return column;
    }

    private static TableColumn<QueueRow, QueueRow> name() {
        TableColumn<QueueRow, QueueRow> column = column("Queue", row -> row, Name::new);
        column.setMinWidth(120);
        return column;
    }

    private static final class Glyph extends TableCell<QueueRow, Tone> {
        private final StatusDot dot = new StatusDot(Tone.MUTED);

        @Override
        protected void updateItem(@Nullable Tone tone, boolean empty) {
            super.updateItem(tone, empty);
            if (tone == null || empty) {
                setGraphic(null);
                return;
            }
            dot.show(tone);
            setGraphic(dot);
        }
    }

    private static final class Name extends TableCell<QueueRow, QueueRow> {
        private final Label name = new Label();
        private final Pill pill = new Pill("", Tone.MUTED);
        private final HBox box = new HBox(6, name, pill);

        private Name() {
            name.getStyleClass().add("queue-name");
            // the state has its glyph too, the name has nothing else
            name.setMinWidth(Region.USE_PREF_SIZE);
            box.setAlignment(Pos.CENTER_LEFT);
        }

        @Override
        protected void updateItem(@Nullable QueueRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            name.setText(row.name());
            pill.show(row.pill(), row.tone());
            pill.setVisible(!row.pill().isEmpty());
            pill.setManaged(!row.pill().isEmpty());
            setGraphic(box);
        }
    }

    private static final class Figure extends TableCell<QueueRow, String> {
        private Figure() {
            getStyleClass().add("number");
        }

        @Override
        protected void updateItem(@Nullable String text, boolean empty) {
            super.updateItem(text, empty);
            setText(empty ? null : text);
        }
    }

    private static final class History extends TableCell<QueueRow, double[]> {
        private final Sparkline line = new Sparkline(Tone.ACCENT, 54, 20);

        @Override
        protected void updateItem(double @Nullable [] history, boolean empty) {
            super.updateItem(history, empty);
            if (history == null || empty) {
                setGraphic(null);
                return;
            }
            line.show(history);
            setGraphic(line);
        }
    }
}
