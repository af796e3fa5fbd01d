package dev.sluice.console.widget;

import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import org.jspecify.annotations.Nullable;

/// Makes the columns of tables that are neither sorted nor moved by hand, since the rows keep the server's order. FX
/// thread only.
public final class Columns {
    /// Height of a row of one line, in pixels.
    public static final double ROW = 33;

    private Columns() {}

    /// @param table has rows of one line each
    public static void style(TableView<?> table, String id, String accessibleText) {
        table.setId(id);
        table.setAccessibleText(accessibleText);
        table.setFixedCellSize(ROW);
    }

    public static <R> TableColumn<R, String> text(String title, Function<R, String> value) {
        TableColumn<R, String> column = column(title, value);
        column.setCellFactory(ignored -> new Text<>(false));
        return column;
    }

    /// For sources and types, which differ at their end: what does not fit is cut off in front.
    public static <R> TableColumn<R, String> path(String title, Function<R, String> value) {
        TableColumn<R, String> column = column(title, value);
        column.setCellFactory(ignored -> {
            TableCell<R, String> cell = new Text<>(false);
            cell.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
            return cell;
        });
        return column;
    }

    /// Right-aligned.
    public static <R> TableColumn<R, String> number(String title, Function<R, String> value) {
        TableColumn<R, String> column = column(title, value);
        column.getStyleClass().add("number");
        column.setCellFactory(ignored -> new Text<>(true));
        return column;
    }

    public static <R> TableColumn<R, R> pill(String title, Function<R, String> text, Function<R, Tone> tone) {
        TableColumn<R, R> column = column(title, row -> row);
        column.setCellFactory(ignored -> new PillCell<>(text, tone));
        return column;
    }

    /// @param cell draws the whole row's part
    public static <R> TableColumn<R, R> cells(String title, Supplier<TableCell<R, R>> cell) {
        TableColumn<R, R> column = column(title, row -> row);
        column.setCellFactory(ignored -> cell.get());
        return column;
    }

    private static <R, T> TableColumn<R, T> column(String title, Function<R, T> value) {
        TableColumn<R, T> column = new TableColumn<>(title);
        column.setCellValueFactory(row -> new ReadOnlyObjectWrapper<>(value.apply(row.getValue())));
        column.setSortable(false);
        column.setReorderable(false);
        return column;
    }

    public static <R, T> TableColumn<R, T> fixed(TableColumn<R, T> column, double width) {
        column.setMinWidth(width);
        column.setPrefWidth(width);
        column.setMaxWidth(width);
        column.setResizable(false);
        return column;
    }

    public static <R, T> TableColumn<R, T> wide(TableColumn<R, T> column, double width) {
        column.setPrefWidth(width);
        return column;
    }

    private static final class Text<R> extends TableCell<R, String> {
        private Text(boolean number) {
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

    private static final class PillCell<R> extends TableCell<R, R> {
        private final Function<R, String> text;
        private final Function<R, Tone> tone;
        private final Pill pill = new Pill("", Tone.MUTED);

        private PillCell(Function<R, String> text, Function<R, Tone> tone) {
            this.text = text;
            this.tone = tone;
        }

        @Override
        protected void updateItem(@Nullable R row, boolean empty) {
            super.updateItem(row, empty);
            if (row == null || empty) {
                setGraphic(null);
                return;
            }
            pill.show(text.apply(row), tone.apply(row));
            setGraphic(pill);
        }
    }
}
