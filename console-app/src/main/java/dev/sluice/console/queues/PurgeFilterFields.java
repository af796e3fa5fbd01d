package dev.sluice.console.queues;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Which events are meant; where only all of them can be, says what to do about it.
final class PurgeFilterFields {
    private static final double AGE_WIDTH = 90;

    private final PurgeViewModel model;
    private final VBox root = new VBox(5);
    private final List<Node> inputs = new ArrayList<>();

    PurgeFilterFields(PurgeViewModel model) {
        this.model = model;
        if (!model.filterable()) {
            Label all = new Label("All that waits goes. Pause the queue first to purge by type, source or age.");
            all.getStyleClass().addAll("muted", "purge-note");
            all.setWrapText(true);
            root.getChildren().add(all);
            return;
        }
        TextField type = field(QueuesIds.PURGE_TYPE, "payment.*", "Only events of these types", model.typeProperty());
        TextField source =
                field(QueuesIds.PURGE_SOURCE, "/shop/3", "Only events of this source", model.sourceProperty());
        TextField age = field(QueuesIds.PURGE_AGE, "2h", "Only events older than", model.olderThanProperty());
        age.setPrefWidth(AGE_WIDTH);
        age.setMinWidth(AGE_WIDTH);
        HBox.setHgrow(type, Priority.ALWAYS);
        HBox.setHgrow(source, Priority.ALWAYS);
        Button count = new Button("Count");
        count.setId(QueuesIds.PURGE_COUNT);
        count.setAccessibleText("Count the events that fit");
        count.setMinWidth(Region.USE_PREF_SIZE);
        count.setOnAction(event -> model.plan());
        reachLater(count);
        HBox line = new HBox(
                8,
                new VBox(5, new Label("Only type"), type),
                new VBox(5, new Label("source"), source),
                new VBox(5, new Label("older than"), age),
                count);
        line.getChildren().subList(0, 2).forEach(box -> HBox.setHgrow(box, Priority.ALWAYS));
        line.setAlignment(Pos.BOTTOM_LEFT);
        root.getChildren().add(line);
    }

    /// Lets the keyboard come here. Until then the dialog opens with its reason, which is always asked for.
    void reachable() {
        inputs.forEach(input -> input.setFocusTraversable(true));
    }

    private TextField field(String id, String prompt, String words, StringProperty text) {
        TextField field = new TextField();
        field.setId(id);
        field.setPromptText(prompt);
        field.setAccessibleText(words);
        field.textProperty().bindBidirectional(text);
        field.setOnAction(event -> model.plan());
        reachLater(field);
        return field;
    }

    private void reachLater(Node input) {
        input.setFocusTraversable(false);
        inputs.add(input);
    }

    Parent root() {
        return root;
    }

    /// true while somebody types here
    boolean focused() {
        return root.getScene() != null && root.lookupAll(".text-field").stream().anyMatch(field -> field.isFocused());
    }
}
