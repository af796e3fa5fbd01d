package dev.sluice.console.widget;

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

/// What dialogs are made of: title, fields, the line for a terminal, buttons. FX thread only.
public final class DialogParts {
    private static final double WIDTH = 560;

    private DialogParts() {}

    public static VBox root(String id, String title) {
        VBox root = new VBox(12);
        root.setId(id);
        root.setPrefWidth(WIDTH);
        Label label = new Label(title);
        label.getStyleClass().add("dialog-title");
        root.getChildren().add(label);
        return root;
    }

    public static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    public static VBox field(String name, Node input) {
        return new VBox(5, new Label(name), input);
    }

    public static TextField input(String id, String name, String prompt, StringProperty text, Runnable onEnter) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(name);
        field.textProperty().bindBidirectional(text);
        field.setOnAction(event -> onEnter.run());
        return field;
    }

    public static Label error(String id, ReadOnlyStringProperty text) {
        Label error = wrapped("");
        error.setId(id);
        error.getStyleClass().add("dialog-error");
        error.textProperty().bind(text);
        error.visibleProperty().bind(text.isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    /// The act as a line of a terminal, to copy.
    public static HBox line(String id, StringExpression text) {
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

    public static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    public static Button cancel(String id, Runnable act) {
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(id);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> act.run());
        return cancel;
    }

    public static Button confirm(String id, String text, String styleClass, Runnable act) {
        Button confirm = new Button(text);
        confirm.setId(id);
        confirm.getStyleClass().add(styleClass);
        confirm.setAccessibleText(text);
        confirm.setMinWidth(Region.USE_PREF_SIZE);
        confirm.setOnAction(event -> act.run());
        return confirm;
    }

    public static HBox buttons(Button... buttons) {
        HBox box = new HBox(8, buttons);
        box.setAlignment(Pos.CENTER_RIGHT);
        return box;
    }
}
