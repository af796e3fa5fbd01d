package dev.sluice.console.broker;

import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;

/// What the views of this feature are made of.
final class BrokerParts {
    private static final double NAME_WIDTH = 78;

    private BrokerParts() {}

    static Button button(String id, String text, String accessibleText, Runnable act) {
        Button button = new Button(text);
        button.setId(id);
        button.setAccessibleText(accessibleText);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.setOnAction(event -> act.run());
        return button;
    }

    static Button button(String id, String text, String key, String accessibleText, Runnable act) {
        Button button = button(id, text, accessibleText, act);
        button.setGraphic(new KeyHint(key));
        button.setContentDisplay(ContentDisplay.RIGHT);
        return button;
    }

    static Label wrapped(String text, String... classes) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        label.getStyleClass().addAll(classes);
        return label;
    }

    static HBox line(String name, String value) {
        Label title = new Label(name);
        title.getStyleClass().add("muted");
        title.setMinWidth(NAME_WIDTH);
        HBox box = new HBox(10, title, wrapped(value));
        box.getStyleClass().add("definition");
        return box;
    }

    /// A field with `/` in it that filters a list.
    static StackPane filter(TextField field, String id, String prompt, String accessibleText, Runnable onEnter) {
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(accessibleText);
        field.setPrefWidth(240);
        field.setOnAction(event -> onEnter.run());
        KeyHint slash = new KeyHint("/");
        slash.setMouseTransparent(true);
        slash.visibleProperty().bind(field.textProperty().isEmpty());
        StackPane box = new StackPane(field, slash);
        StackPane.setAlignment(slash, Pos.CENTER_RIGHT);
        StackPane.setMargin(slash, new Insets(0, 9, 0, 0));
        return box;
    }

    /// Lets `/` go to the field and Escape leave it, or the chosen line.
    static void keys(Region root, TextField field, Runnable toTable, Runnable leave) {
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                if (event.getTarget() instanceof TextInputControl) {
                    field.clear();
                    toTable.run();
                } else {
                    leave.run();
                }
                event.consume();
            }
        });
        // the character, not the key: on many keyboards the slash is on another key, with Shift
        root.addEventHandler(KeyEvent.KEY_TYPED, event -> {
            if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextInputControl)) {
                field.requestFocus();
                event.consume();
            }
        });
    }

    static void copy(String text, Notices notices) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
        notices.show(Notice.of("Copied: " + text, Tone.ACCENT));
    }
}
