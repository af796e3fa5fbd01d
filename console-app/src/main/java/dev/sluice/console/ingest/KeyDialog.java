package dev.sluice.console.ingest;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.Tone;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/// Asks what a new key may send; then shows its secret, once.
final class KeyDialog {
    private static final double WIDTH = 560;

    private final KeyDialogModel model;
    private final Notices notices;
    private final VBox root = new VBox(12);
    private final Label title = new Label("New key");
    private final Label what = new Label(
            "A producer sends with it as Authorization: Bearer. It may send events of its sources, and nothing else.");

    KeyDialog(KeyDialogModel model, Notices notices) {
        this.model = model;
        this.notices = notices;
        root.setId(IngestIds.DIALOG);
        root.getStyleClass().add("ingest-dialog");
        root.getStylesheets().add(Theme.stylesheet(KeyDialog.class, "ingest.css"));
        root.setPrefWidth(WIDTH);
        title.getStyleClass().add("dialog-title");
        what.setWrapText(true);
        Label error = new Label();
        error.setId(IngestIds.KEY_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        var life = new SegmentedButtons<>(
                IngestIds.KEY_EXPIRES, "May be used for", List.of(KeyLife.values()), KeyLife::label);
        life.selectedProperty().bindBidirectional(model.lifeProperty());
        root.getChildren()
                .addAll(
                        title,
                        what,
                        field("Name", IngestIds.KEY_NAME, "shop-berlin", model.nameProperty()),
                        field(
                                "Sources",
                                IngestIds.KEY_SOURCES,
                                "/shop/* — * stands for any text",
                                model.sourcesProperty()),
                        field("Queues", IngestIds.KEY_QUEUES, "every queue", model.queuesProperty()),
                        field("Events a second", IngestIds.KEY_RATE, "no limit", model.rateProperty()),
                        new VBox(5, new Label("May be used for"), life),
                        error,
                        questions());
        model.tokenProperty().subscribe(this::made);
    }

    Parent root() {
        return root;
    }

    private VBox field(String name, String id, String prompt, StringProperty value) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(name);
        field.textProperty().bindBidirectional(value);
        field.setOnAction(event -> model.create());
        return new VBox(5, new Label(name), field);
    }

    private HBox questions() {
        Button cancel = cancel("Cancel");
        Button confirm = new Button("Make key");
        confirm.setId(IngestIds.KEY_CONFIRM);
        confirm.getStyleClass().add("accent");
        confirm.setAccessibleText("Make the key");
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.create());
        return row(cancel, confirm);
    }

    private Button cancel(String text) {
        Button cancel = new Button(text, new KeyHint("Esc"));
        cancel.setId(IngestIds.KEY_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText(text);
        cancel.setOnAction(event -> model.close());
        return cancel;
    }

    private static HBox row(Node... nodes) {
        HBox row = new HBox(8, nodes);
        row.setAlignment(Pos.CENTER_RIGHT);
        return row;
    }

    private void made(String token) {
        if (token.isEmpty()) {
            return;
        }
        title.setText("Key " + model.nameProperty().get().strip());
        what.setText("This is its secret. It is shown now and never again: when it is lost, revoke the key and make"
                + " another.");
        TextField secret = new TextField(token);
        secret.setId(IngestIds.KEY_TOKEN);
        secret.setEditable(false);
        secret.setAccessibleText("The secret of the new key");
        secret.getStyleClass().add("mono");
        HBox.setHgrow(secret, Priority.ALWAYS);
        Button copy = new Button("Copy");
        copy.setId(IngestIds.KEY_COPY);
        copy.setAccessibleText("Copy the secret");
        copy.getStyleClass().add("accent");
        copy.setMinWidth(Button.USE_PREF_SIZE);
        copy.setOnAction(event -> copy(token));
        HBox line = new HBox(8, secret, copy);
        line.setAlignment(Pos.CENTER_LEFT);
        root.getChildren().setAll(title, what, line, row(cancel("Done")));
        copy.requestFocus();
    }

    private void copy(String token) {
        ClipboardContent content = new ClipboardContent();
        content.putString(token);
        Clipboard.getSystemClipboard().setContent(content);
        notices.show(
                Notice.of("Copied the secret of " + model.nameProperty().get().strip(), Tone.ACCENT));
    }
}
