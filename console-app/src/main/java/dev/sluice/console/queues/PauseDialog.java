package dev.sluice.console.queues;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.SegmentedButtons;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks why a queue is to be paused, and for how long.
final class PauseDialog {
    private static final double WIDTH = 520;

    private final VBox root = new VBox(12);

    PauseDialog(PauseViewModel model) {
        root.setId(QueuesIds.PAUSE_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Pause " + model.queue());
        title.getStyleClass().add("dialog-title");
        Label what = new Label(
                "Nothing of this queue is stored while it is paused. Producers go on: their events are accepted and"
                        + " wait in the queue.");
        what.setWrapText(true);

        TextField reason = new TextField();
        reason.setId(QueuesIds.PAUSE_REASON);
        reason.setPromptText("everybody sees it");
        reason.setAccessibleText("Reason of the pause");
        reason.textProperty().bindBidirectional(model.reasonProperty());
        reason.setOnAction(event -> model.pause());

        var until = new SegmentedButtons<>(
                QueuesIds.PAUSE_UNTIL, "How long", PauseViewModel.Length.all(), PauseViewModel.Length::label);
        until.selectedProperty().bindBidirectional(model.lengthProperty());

        TextField depth = new TextField();
        depth.setId(QueuesIds.PAUSE_DEPTH);
        depth.setPromptText("any number");
        depth.setMaxWidth(160);
        depth.setAccessibleText("Events that may wait before it resumes by itself");
        depth.textProperty().bindBidirectional(model.depthProperty());
        depth.setOnAction(event -> model.pause());

        Label error = new Label();
        error.setId(QueuesIds.PAUSE_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());

        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(QueuesIds.PAUSE_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.cancel());
        Button confirm = new Button("Pause " + model.queue());
        confirm.setId(QueuesIds.PAUSE_CONFIRM);
        confirm.getStyleClass().add("accent");
        confirm.setAccessibleText("Pause " + model.queue());
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.pause());
        HBox buttons = new HBox(8, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);

        root.getChildren()
                .addAll(
                        title,
                        what,
                        field("Reason", reason),
                        field("For how long", until),
                        field("Or until so many events wait", depth),
                        error,
                        buttons);
    }

    Parent root() {
        return root;
    }

    private static VBox field(String name, javafx.scene.Node input) {
        return new VBox(5, new Label(name), input);
    }
}
