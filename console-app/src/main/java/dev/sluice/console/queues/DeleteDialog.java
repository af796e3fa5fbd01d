package dev.sluice.console.queues;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks whether a queue is to be deleted, or says why it cannot be.
final class DeleteDialog {
    private static final double WIDTH = 520;

    private final VBox root = new VBox(12);

    DeleteDialog(DeleteViewModel model) {
        root.setId(QueuesIds.DELETE_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Delete " + model.queue());
        title.getStyleClass().add("dialog-title");
        Label what = new Label(model.what());
        what.setId(QueuesIds.DELETE_WHAT);
        what.setWrapText(true);
        Label error = new Label();
        error.setId(QueuesIds.DELETE_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());

        Button cancel = new Button(model.possible() ? "Cancel" : "Close", new KeyHint("Esc"));
        cancel.setId(QueuesIds.DELETE_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText(model.possible() ? "Cancel" : "Close");
        cancel.setOnAction(event -> model.cancel());
        HBox buttons = new HBox(8, cancel);
        if (model.possible()) {
            Button confirm = new Button("Delete " + model.queue());
            confirm.setId(QueuesIds.DELETE_CONFIRM);
            confirm.getStyleClass().add("danger");
            confirm.setAccessibleText("Delete " + model.queue());
            confirm.disableProperty().bind(model.busyProperty());
            confirm.setOnAction(event -> model.delete());
            buttons.getChildren().add(confirm);
        }
        buttons.setAlignment(Pos.CENTER_RIGHT);
        root.getChildren().addAll(title, what, error, buttons);
    }

    Parent root() {
        return root;
    }
}
