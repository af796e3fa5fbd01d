package dev.sluice.console.broker;

import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Tone;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/// The live table. Lines are replaced where they stand, so neither scroll nor selection moves.
final class BrokerTable {
    private final BrokerViewModel model;
    private final TableView<BrokerRow> table = new TableView<>();
    private final StackPane root = new StackPane(table);

    BrokerTable(BrokerViewModel model) {
        this.model = model;
        root.getStyleClass().addAll("card", "table-card");
        Columns.style(table, BrokerIds.TABLE, "Queues of the broker");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_FLEX_NEXT_COLUMN);
        table.getColumns().add(Columns.wide(Columns.cells("Queue", Name::new), 210));
        table.getColumns().add(host(Columns.text("Virtual host", BrokerRow::vhost)));
        table.getColumns().add(Columns.fixed(Columns.text("Type", BrokerRow::type), 66));
        table.getColumns().add(Columns.fixed(Columns.number("Messages", BrokerRow::messages), 76));
        table.getColumns().add(Columns.fixed(Columns.number("Unacked", BrokerRow::unacked), 66));
        table.getColumns().add(Columns.fixed(Columns.number("In /s", BrokerRow::in), 52));
        table.getColumns().add(Columns.fixed(Columns.number("Out /s", BrokerRow::out), 52));
        table.getColumns().add(Columns.fixed(Columns.number("Consumers", BrokerRow::consumers), 76));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<BrokerRow>) change -> select());
        model.chosenProperty().addListener(observable -> select());
    }

    private static TableColumn<BrokerRow, String> host(TableColumn<BrokerRow, String> column) {
        column.setMinWidth(80);
        return Columns.wide(column, 80);
    }

    Parent root() {
        return root;
    }

    /// What takes the keys.
    Node focusable() {
        return table;
    }

    void clear() {
        model.choose(null);
        table.getSelectionModel().clearSelection();
    }

    private void select() {
        BrokerRow.Key key = model.chosenProperty().get().key();
        int selected = table.getSelectionModel().getSelectedIndex();
        if (key == null
                || selected >= 0
                        && selected < model.rows().size()
                        && model.rows().get(selected).key().equals(key)) {
            return;
        }
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).key().equals(key)) {
                table.getSelectionModel().clearAndSelect(i);
                return;
            }
        }
    }

    private static final class Name extends TableCell<BrokerRow, BrokerRow> {
        private final Label name = new Label();
        private final Pill pill = new Pill("", Tone.MUTED);
        private final HBox box = new HBox(6, name, pill);

        private Name() {
            box.setAlignment(Pos.CENTER_LEFT);
            name.getStyleClass().add("queue-name");
            name.setMinWidth(0);
        }

        @Override
        protected void updateItem(@Nullable BrokerRow row, boolean empty) {
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
}
