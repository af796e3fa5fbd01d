package dev.sluice.console.widget;

import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/// The names of a chart's lines, each with its colour.
public final class Legend extends HBox {
    public Legend() {
        getStyleClass().add("legend");
        setMinWidth(USE_PREF_SIZE);
    }

    public Legend entry(String name, Tone tone) {
        Region line = new Region();
        line.getStyleClass().addAll("legend-line", tone.styleClass());
        Label label = new Label(name);
        label.setMinWidth(USE_PREF_SIZE);
        HBox entry = new HBox(line, label);
        entry.getStyleClass().add("legend-entry");
        getChildren().add(entry);
        return this;
    }
}
