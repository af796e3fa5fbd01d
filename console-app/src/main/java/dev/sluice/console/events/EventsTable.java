package dev.sluice.console.events;

import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The events found, as long a list as there are.
final class EventsTable {
    private static final double ROW = 29;

    private final EventsViewModel model;
    private final TableView<EventRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    EventsTable(EventsViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card", "events-card");
        root.setMinWidth(0);
        table.setId(EventsIds.TABLE);
        table.setAccessibleText("Events found");
        table.setFixedCellSize(ROW);
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_LAST_COLUMN);
        table.setPlaceholder(new Label(""));
        // of a type and of a source the end tells more than the beginning
        var time = column("Time", EventRow::time, 104, OverrunStyle.CLIP);
        time.getStyleClass().add("time-column");
        time.setMaxWidth(104);
        table.getColumns().add(time);
        table.getColumns().add(column("Type", EventRow::type, 196, OverrunStyle.LEADING_ELLIPSIS));
        table.getColumns().add(column("Source", EventRow::source, 160, OverrunStyle.LEADING_ELLIPSIS));
        table.getColumns().add(column("Data", EventRow::data, 264, OverrunStyle.ELLIPSIS));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
    }

    Parent root() {
        return root;
    }

    void focus() {
        table.requestFocus();
    }

    void clear() {
        table.getSelectionModel().clearSelection();
        model.choose(null);
    }

    /// Opens the row that has the focus.
    void open() {
        model.choose(table.getFocusModel().getFocusedItem());
    }

    private static TableColumn<EventRow, EventRow> column(
            String title, Function<EventRow, String> text, double width, OverrunStyle overrun) {
        TableColumn<EventRow, EventRow> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(row.getValue()));
        column.setCellFactory(ignored -> new Text(text, overrun));
        column.setSortable(false);
        column.setReorderable(false);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 120));
        return column;
    }

    /// Text, or a grey line while it is on the way.
    private static final class Text extends TableCell<EventRow, EventRow> {
        private final Function<EventRow, String> text;
        private final Region skeleton = new Region();

        private Text(Function<EventRow, String> text, OverrunStyle overrun) {
            this.text = text;
            getStyleClass().add("mono");
            setTextOverrun(overrun);
            skeleton.getStyleClass().add("skeleton");
            skeleton.setMaxWidth(90);
        }

        @Override
        protected void updateItem(@Nullable EventRow row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setText(null);
                setGraphic(null);
                return;
            }
            setText(row.loading() ? null : text.apply(row));
            setGraphic(row.loading() ? skeleton : null);
        }
    }
}
