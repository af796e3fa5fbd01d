package dev.sluice.console.deadletters;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Times;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Lists what was done with dead letters, each with what can still be done about it.
final class HistoryDialog {
    private static final double HEIGHT = 380;

    private final HistoryViewModel model;
    private final Permits permits;
    private final VBox root = DialogParts.root(DeadLettersIds.HISTORY_DIALOG, "Redrives and discards");
    private final VBox lines = new VBox();

    HistoryDialog(HistoryViewModel model, Permits permits) {
        this.model = model;
        this.permits = permits;
        root.getStylesheets().add(Theme.stylesheet(DeadLettersScreen.class, "deadletters.css"));
        ComboBox<String> queue = new ComboBox<>();
        queue.setId(DeadLettersIds.HISTORY_QUEUE);
        queue.setAccessibleText("Queue");
        model.queuesProperty().subscribe(names -> queue.getItems().setAll(names));
        queue.valueProperty().bindBidirectional(model.queueProperty());
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        // the buttons in it take the keys
        scroll.setFocusTraversable(false);
        StatePane body = new StatePane(DeadLettersIds.HISTORY_DIALOG + "-state", scroll, model::load);
        body.setPrefHeight(HEIGHT);
        body.bind(model.stateProperty());
        model.itemsProperty().subscribe(this::show);
        Button close = DialogParts.cancel(DeadLettersIds.HISTORY_CLOSE, model::close);
        close.setText("Close");
        close.setAccessibleText("Close");
        root.getChildren()
                .addAll(
                        DialogParts.field("Queue", queue),
                        body,
                        DialogParts.error(DeadLettersIds.HISTORY_ERROR, model.errorProperty()),
                        DialogParts.buttons(close));
    }

    Parent root() {
        return root;
    }

    private void show(List<PastAct> acts) {
        boolean focused = lines.isFocusWithin();
        lines.getChildren().clear();
        for (int i = 0; i < acts.size(); i++) {
            lines.getChildren().add(line(acts.get(i), i));
        }
        if (focused) {
            // the button that was pressed is gone
            root.lookup("#" + DeadLettersIds.HISTORY_CLOSE).requestFocus();
        }
    }

    private HBox line(PastAct act, int number) {
        Label when = new Label(Times.day(act.at()));
        when.getStyleClass().add("muted");
        when.setMinWidth(Region.USE_PREF_SIZE);
        Label more = DialogParts.wrapped(act.more());
        more.getStyleClass().add("muted");
        VBox words = new VBox(2, DialogParts.wrapped(act.what()), more);
        HBox.setHgrow(words, Priority.ALWAYS);
        HBox line = new HBox(12, when, words);
        @Nullable String label = act.action(model.now());
        if (label != null) {
            Button button = new Button(label);
            button.setId(DeadLettersIds.HISTORY_ACT + "-" + number);
            button.setAccessibleText(label + ": " + act.what());
            button.getStyleClass().add("small");
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> model.act(act));
            Button copy = new Button("Copy line");
            copy.setId(DeadLettersIds.HISTORY_LINE + "-" + number);
            copy.setAccessibleText("Copy the line that does this in a terminal: " + label);
            copy.getStyleClass().add("small");
            copy.setMinWidth(Region.USE_PREF_SIZE);
            copy.setOnAction(event -> DialogParts.copy(act.line()));
            line.getChildren().addAll(copy, new Guard(button, permits, actOf(act)));
        }
        line.setAlignment(Pos.TOP_LEFT);
        line.getStyleClass().add("past-act");
        return line;
    }

    private static String actOf(PastAct act) {
        return switch (act) {
            case PastAct.Sent _ -> Acts.STOP_REDRIVE;
            case PastAct.Gone _ -> Acts.UNDO_DISCARD;
        };
    }
}
