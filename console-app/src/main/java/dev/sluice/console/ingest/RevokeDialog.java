package dev.sluice.console.ingest;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;

/// Says what revoking a key ends, and asks.
final class RevokeDialog {
    private static final double WIDTH = 520;

    private final VBox root = new VBox(12);

    RevokeDialog(RevokeModel model) {
        KeyRow row = model.row();
        root.setId(IngestIds.REVOKE_DIALOG);
        root.getStyleClass().add("ingest-dialog");
        root.getStylesheets().add(Theme.stylesheet(RevokeDialog.class, "ingest.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Revoke " + row.name());
        title.getStyleClass().add("dialog-title");
        Label what =
                new Label("Whoever sends with it is refused within two seconds, on every instance. It sends events of "
                        + row.sources() + " and was last used: " + row.lastUsed()
                        + ". This cannot be undone; a new key can be made.");
        what.setWrapText(true);
        Label error = new Label();
        error.setId(IngestIds.REVOKE_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(IngestIds.REVOKE_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.cancel());
        Button confirm = new Button("Revoke " + row.name());
        confirm.setId(IngestIds.REVOKE_CONFIRM);
        confirm.getStyleClass().add("danger");
        confirm.setAccessibleText("Revoke " + row.name());
        confirm.disableProperty().bind(model.busyProperty());
        confirm.setOnAction(event -> model.revoke());
        HBox buttons = new HBox(8, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        root.getChildren().addAll(title, what, error, buttons);
    }

    Parent root() {
        return root;
    }
}
