package dev.sluice.console.deadletters;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import javafx.beans.binding.StringExpression;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// What the dialogs of this feature are made of.
final class DialogParts {
    private static final double WIDTH = 560;

    private DialogParts() {}

    static VBox root(String id, String title) {
        VBox root = new VBox(12);
        root.setId(id);
        root.getStylesheets().add(Theme.stylesheet(DeadLettersScreen.class, "deadletters.css"));
        root.setPrefWidth(WIDTH);
        Label label = new Label(title);
        label.getStyleClass().add("dialog-title");
        root.getChildren().add(label);
        return root;
    }

    static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    static VBox field(String name, Node input) {
        return new VBox(5, new Label(name), input);
    }

    static TextField input(String id, String name, String prompt, StringProperty text, Runnable onEnter) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(name);
        field.textProperty().bindBidirectional(text);
        field.setOnAction(event -> onEnter.run());
        return field;
    }

    static Label error(String id, ReadOnlyStringProperty text) {
        Label error = wrapped("");
        error.setId(id);
        error.getStyleClass().add("dialog-error");
        error.textProperty().bind(text);
        error.visibleProperty().bind(text.isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    /// The act as a line of a terminal, to copy.
    static HBox line(String id, StringExpression text) {
        Label shown = new Label();
        shown.getStyleClass().addAll("mono", "muted");
        shown.textProperty().bind(text);
        shown.setMinWidth(0);
        shown.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(shown, Priority.ALWAYS);
        Button copy = new Button("Copy line");
        copy.setId(id);
        copy.setAccessibleText("Copy the line that does the same in a terminal");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        copy.disableProperty().bind(text.isEmpty());
        copy.setOnAction(event -> copy(text.get()));
        HBox box = new HBox(8, shown, copy);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    static Button cancel(String id, Runnable act) {
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(id);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> act.run());
        return cancel;
    }

    static Button confirm(String id, String text, String styleClass, Runnable act) {
        Button confirm = new Button(text);
        confirm.setId(id);
        confirm.getStyleClass().add(styleClass);
        confirm.setAccessibleText(text);
        confirm.setMinWidth(Region.USE_PREF_SIZE);
        confirm.setOnAction(event -> act.run());
        return confirm;
    }

    static HBox buttons(Button... buttons) {
        HBox box = new HBox(8, buttons);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }
}
