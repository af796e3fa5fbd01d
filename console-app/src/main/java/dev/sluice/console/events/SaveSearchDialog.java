package dev.sluice.console.events;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import javafx.beans.binding.Bindings;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Asks for the name under which the team finds a search.
final class SaveSearchDialog {
    private static final double WIDTH = 520;

    private final VBox root = new VBox(12);

    /// @param onClose called when it is done, or given up
    SaveSearchDialog(SavedModel model, String query, Runnable onClose) {
        root.setId(EventsIds.SAVE_DIALOG);
        root.getStyleClass().add("events-dialog");
        root.getStylesheets().add(Theme.stylesheet(SaveSearchDialog.class, "events.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Save this search for the team");
        title.getStyleClass().add("dialog-title");
        Label what = new Label(query);
        what.getStyleClass().add("mono");
        what.setWrapText(true);
        TextField name = new TextField();
        name.setId(EventsIds.SAVE_NAME);
        name.setPromptText("such as: declined cards");
        name.setAccessibleText("Name of the search");
        name.textProperty().bindBidirectional(model.nameProperty());
        name.setOnAction(event -> model.save(query, onClose));
        Label taken = note("muted");
        taken.textProperty().bind(Bindings.createStringBinding(model::taken, model.nameProperty()));
        Label error = note("dialog-error");
        error.setId(EventsIds.SAVE_ERROR);
        error.textProperty().bind(model.errorProperty());
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(EventsIds.SAVE_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> onClose.run());
        Button confirm = new Button("Save");
        confirm.setId(EventsIds.SAVE_CONFIRM);
        confirm.getStyleClass().add("accent");
        confirm.setAccessibleText("Save for the team");
        confirm.disableProperty()
                .bind(model.busyProperty()
                        .or(Bindings.createBooleanBinding(
                                () -> model.nameProperty().get().isBlank(), model.nameProperty())));
        confirm.setOnAction(event -> model.save(query, onClose));
        HBox buttons = new HBox(8, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        root.getChildren().addAll(title, what, new VBox(5, new Label("Name"), name), taken, error, buttons);
    }

    Parent root() {
        return root;
    }

    private static Label note(String style) {
        Label note = new Label();
        note.getStyleClass().add(style);
        note.setWrapText(true);
        note.visibleProperty().bind(note.textProperty().isNotEmpty());
        note.managedProperty().bind(note.visibleProperty());
        return note;
    }
}
