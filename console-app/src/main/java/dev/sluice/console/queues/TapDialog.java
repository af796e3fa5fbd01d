package dev.sluice.console.queues;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.SegmentedButtons;
import javafx.beans.binding.Bindings;
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
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Asks how a queue's taps are to stand, why and for how long.
final class TapDialog {
    private static final double WIDTH = 560;

    private final TapViewModel model;
    private final VBox root = new VBox(12);

    TapDialog(TapViewModel model) {
        this.model = model;
        root.setId(QueuesIds.TAP_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Taps of " + model.queue());
        title.getStyleClass().add("dialog-title");
        Label standing = wrapped(new Label(model.standing()));
        standing.setId(QueuesIds.TAP_STANDING);
        standing.getStyleClass().add("muted");

        var act = new SegmentedButtons<>(
                QueuesIds.TAP_ACT, "What to do", TapViewModel.Act.all(), TapViewModel.Act::label);
        act.selectedProperty().bindBidirectional(model.actProperty());
        Label meaning = wrapped(new Label());
        meaning.textProperty().bind(model.actProperty().map(TapViewModel.Act::meaning));

        VBox rate = field("Events a second", input(QueuesIds.TAP_RATE, "Events a second", "500"));
        ((TextField) rate.getChildren().get(1)).textProperty().bindBidirectional(model.rateProperty());
        shownIf(rate, model, TapViewModel.Act.THROTTLE);
        TextField why = input(QueuesIds.TAP_REASON, "Reason", "everybody sees it, producers too");
        why.textProperty().bindBidirectional(model.reasonProperty());
        VBox reason = field("Reason", why);
        var until = new SegmentedButtons<>(
                QueuesIds.TAP_UNTIL, "For how long", TapViewModel.Length.all(), TapViewModel.Length::label);
        until.selectedProperty().bindBidirectional(model.lengthProperty());
        VBox length = field("For how long", until);
        var closes = model.actProperty().isNotEqualTo(TapViewModel.Act.OPEN);
        for (Node each : new Node[] {reason, length}) {
            each.visibleProperty().bind(closes);
            each.managedProperty().bind(closes);
        }

        Label error = wrapped(new Label());
        error.setId(QueuesIds.TAP_ERROR);
        error.getStyleClass().add("dialog-error");
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());

        root.getChildren()
                .addAll(title, standing, field("What to do", act), meaning, rate, reason, length, error, buttons());
    }

    Parent root() {
        return root;
    }

    private HBox buttons() {
        Button copy = new Button("Copy as command");
        copy.setId(QueuesIds.TAP_COPY);
        copy.accessibleTextProperty().bind(Bindings.concat("Copy as command: ", model.commandProperty()));
        copy.setOnAction(event -> {
            ClipboardContent content = new ClipboardContent();
            content.putString(model.commandProperty().get());
            Clipboard.getSystemClipboard().setContent(content);
        });
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(QueuesIds.TAP_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.cancel());
        Button confirm = new Button();
        confirm.setId(QueuesIds.TAP_CONFIRM);
        confirm.getStyleClass().add("accent");
        confirm.textProperty().bind(model.actProperty().map(act -> act.label() + ": " + model.queue()));
        confirm.accessibleTextProperty().bind(confirm.textProperty());
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.go());
        HBox buttons = new HBox(8, copy, gap, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private TextField input(String id, String name, String prompt) {
        TextField input = new TextField();
        input.setId(id);
        input.setPromptText(prompt);
        input.setAccessibleText(name);
        input.setOnAction(event -> model.go());
        return input;
    }

    private static void shownIf(Node node, TapViewModel model, TapViewModel.Act act) {
        node.visibleProperty().bind(model.actProperty().isEqualTo(act));
        node.managedProperty().bind(node.visibleProperty());
    }

    private static Label wrapped(Label label) {
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }

    private static VBox field(String name, Node input) {
        return new VBox(5, new Label(name), input);
    }
}
