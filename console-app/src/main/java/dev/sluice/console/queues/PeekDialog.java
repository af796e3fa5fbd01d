package dev.sluice.console.queues;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.StatePane;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows the events at the head of a queue, and all of the chosen one.
final class PeekDialog {
    private static final double WIDTH = 760;
    private static final double AT_WIDTH = 84;
    private static final double ROW = 28;

    private final VBox root = new VBox(12);

    PeekDialog(PeekViewModel model) {
        root.setId(QueuesIds.PEEK_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Head of " + model.queue());
        title.getStyleClass().add("dialog-title");
        Label what = new Label("The events stay in the queue. The broker marks their frames as redelivered and counts"
                + " a delivery, of which it allows 1,000.");
        what.setWrapText(true);

        ListView<PeekViewModel.Line> list = new ListView<>(model.lines());
        list.setId(QueuesIds.PEEK_LIST);
        list.setAccessibleText("Events at the head of the queue");
        list.setPrefHeight(212);
        list.setFixedCellSize(ROW);
        list.setCellFactory(_ -> new Cell());
        TextArea text = new TextArea();
        text.setId(QueuesIds.PEEK_TEXT);
        text.setAccessibleText("The chosen event");
        text.setEditable(false);
        text.setWrapText(true);
        text.getStyleClass().add("mono");
        text.setPrefRowCount(7);
        list.getSelectionModel()
                .selectedItemProperty()
                .subscribe(line -> text.setText(line == null ? "" : line.text()));
        VBox both = new VBox(8, list, text);
        StatePane pane = new StatePane(QueuesIds.PEEK_DIALOG + "-state", both, model::look);
        pane.setMinHeight(330);
        pane.bind(model.stateProperty());
        model.stateProperty().subscribe(_ -> list.getSelectionModel().selectFirst());

        Label about = new Label();
        about.setId(QueuesIds.PEEK_ABOUT);
        about.setWrapText(true);
        about.setMinHeight(Region.USE_PREF_SIZE);
        about.getStyleClass().add("muted");
        about.textProperty().bind(model.aboutProperty());

        Button again = new Button("Look again");
        again.setId(QueuesIds.PEEK_AGAIN);
        again.setAccessibleText("Look again");
        again.setOnAction(event -> model.look());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button close = new Button("Close", new KeyHint("Esc"));
        close.setId(QueuesIds.PEEK_CLOSE);
        close.setContentDisplay(ContentDisplay.RIGHT);
        close.setAccessibleText("Close");
        close.setOnAction(event -> model.close());
        HBox buttons = new HBox(8, again, gap, close);
        buttons.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().addAll(title, what, pane, about, buttons);
        // lists and texts keep this key for themselves
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                model.close();
                event.consume();
            }
        });
    }

    Parent root() {
        return root;
    }

    private static final class Cell extends ListCell<PeekViewModel.Line> {
        private final Label at = new Label();
        private final Label what = new Label();
        private final HBox box = new HBox(8, at, what);

        Cell() {
            at.getStyleClass().addAll("mono", "muted");
            at.setMinWidth(AT_WIDTH);
            what.getStyleClass().add("mono");
            HBox.setHgrow(what, Priority.ALWAYS);
            box.setAlignment(Pos.CENTER_LEFT);
            setPadding(new Insets(0, 8, 0, 8));
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(PeekViewModel.Line line, boolean empty) {
            super.updateItem(line, empty);
            if (line != null) {
                at.setText(line.at());
                what.setText(line.what());
            }
            setGraphic(empty ? null : box);
        }
    }
}
