package dev.sluice.console.queues;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Numbers;
import dev.sluice.model.queue.ByteSize;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.TraversalDirection;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks for a queue's definition and shows which of the newest event types would come to it.
final class QueueFormDialog {
    private static final double WIDTH = 600;
    private static final int PATTERN_ROWS = 3;

    private final QueueFormViewModel model;
    private final VBox root = new VBox(10);
    private final VBox preview = new VBox();

    QueueFormDialog(QueueFormViewModel model) {
        this.model = model;
        root.setId(QueuesIds.FORM_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label(
                model.isNew() ? "New queue" : "Change " + model.nameProperty().get());
        title.getStyleClass().add("dialog-title");
        root.getChildren().add(title);
        if (model.isNew()) {
            TextField name = text(QueuesIds.FORM_NAME, "Name of the queue", "orders");
            name.textProperty().bindBidirectional(model.nameProperty());
            root.getChildren().add(field("Name", name, QueuesIds.FORM_NAME, QueueForm::nameError));
        }
        if (model.isDefault()) {
            Label fixed = new Label("default takes what no other queue takes; only its limit can be changed.");
            fixed.setWrapText(true);
            fixed.getStyleClass().add("muted");
            root.getChildren().add(fixed);
        } else {
            root.getChildren().add(patterns());
        }
        root.getChildren().add(numbers());
        if (!model.isDefault()) {
            preview.setId(QueuesIds.FORM_PREVIEW);
            preview.getStyleClass().add("type-preview");
            root.getChildren().addAll(preview, trial());
            model.previewProperty().subscribe(this::show);
        }
        root.getChildren().addAll(error(), buttons());
    }

    Parent root() {
        return root;
    }

    private Node patterns() {
        TextArea patterns = new TextArea();
        patterns.setId(QueuesIds.FORM_PATTERNS);
        patterns.setPromptText("order.*");
        patterns.setAccessibleText("Event types, one a line");
        patterns.setPrefRowCount(PATTERN_ROWS);
        patterns.getStyleClass().add("mono");
        patterns.textProperty().bindBidirectional(model.patternsProperty());
        // Tab leaves the field, as in every other; Enter makes a new line
        patterns.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.TAB && !event.isControlDown()) {
                event.consume();
                patterns.requestFocusTraversal(
                        event.isShiftDown() ? TraversalDirection.PREVIOUS : TraversalDirection.NEXT);
            } else if (event.getCode() == KeyCode.ENTER && event.isControlDown()) {
                event.consume();
                model.save();
            }
        });
        return field(
                "Event types, one a line; * stands for any text",
                patterns,
                QueuesIds.FORM_PATTERNS,
                QueueForm::patternsError);
    }

    private Node numbers() {
        Long standard = model.defaultLimit();
        TextField limit = text(
                QueuesIds.FORM_LIMIT,
                "What the queue may hold",
                standard == null ? "the server’s default" : ByteSize.text(standard) + ", the server’s default");
        limit.textProperty().bindBidirectional(model.limitProperty());
        Node limitField = field("May hold", limit, QueuesIds.FORM_LIMIT, QueueForm::limitError);
        HBox.setHgrow(limitField, Priority.ALWAYS);
        if (model.isDefault()) {
            return new HBox(12, limitField);
        }
        TextField position = text(QueuesIds.FORM_POSITION, "Place in the order", "last before default");
        position.textProperty().bindBidirectional(model.positionProperty());
        Node positionField =
                field("Place; the first that fits wins", position, QueuesIds.FORM_POSITION, QueueForm::positionError);
        HBox.setHgrow(positionField, Priority.ALWAYS);
        return new HBox(12, positionField, limitField);
    }

    private Node trial() {
        TextField tried = text(QueuesIds.FORM_TRY, "An event type to try", "try a type, such as order.placed");
        tried.getStyleClass().add("mono");
        tried.textProperty().bindBidirectional(model.triedProperty());
        Label goes = new Label();
        goes.setId(QueuesIds.FORM_TRIAL);
        goes.textProperty().bind(model.trialProperty());
        goes.setMinWidth(0);
        HBox line = new HBox(10, tried, goes);
        line.setAlignment(Pos.CENTER_LEFT);
        tried.setPrefWidth(WIDTH / 2);
        return line;
    }

    private TextField text(String id, String accessible, String prompt) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(accessible);
        field.setPromptText(prompt);
        field.setOnAction(event -> model.save());
        return field;
    }

    private VBox field(String name, Node input, String id, Function<QueueForm, String> error) {
        Label wrong = new Label();
        wrong.setId(id + "-error");
        wrong.getStyleClass().addAll("dialog-error", "field-error");
        wrong.setWrapText(true);
        VBox box = new VBox(5, new Label(name), input, wrong);
        model.formProperty().subscribe(form -> {
            String text = error.apply(form);
            wrong.setText(text);
            wrong.setVisible(!text.isEmpty());
            wrong.setManaged(!text.isEmpty());
        });
        return box;
    }

    private void show(TypePreview now) {
        Label headline = new Label(now.headline());
        headline.setWrapText(true);
        preview.getChildren().setAll(headline);
        for (TypeCount each : now.here()) {
            Label type = new Label(EventSummary.clean(each.type()));
            type.getStyleClass().add("mono");
            Label count = new Label(Numbers.grouped(each.events()));
            count.getStyleClass().add("number");
            Region gap = new Region();
            HBox.setHgrow(gap, Priority.ALWAYS);
            HBox line = new HBox(8, type, gap, count);
            line.getStyleClass().add("type-line");
            preview.getChildren().add(line);
        }
        for (String note : now.notes()) {
            Label words = new Label(note);
            words.setWrapText(true);
            words.getStyleClass().addAll("muted", "purge-note");
            preview.getChildren().add(words);
        }
    }

    private Label error() {
        Label error = new Label();
        error.setId(QueuesIds.FORM_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        return error;
    }

    private HBox buttons() {
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(QueuesIds.FORM_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.cancel());
        String word = model.isNew() ? "Make queue" : "Save";
        Button save = new Button(word);
        save.setId(QueuesIds.FORM_SAVE);
        save.getStyleClass().add("accent");
        save.setAccessibleText(word);
        save.disableProperty().bind(model.readyProperty().not());
        save.setOnAction(event -> model.save());
        HBox buttons = new HBox(8, cancel, save);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }
}
