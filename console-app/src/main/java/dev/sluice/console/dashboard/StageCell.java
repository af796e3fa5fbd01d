package dev.sluice.console.dashboard;

import dev.sluice.console.widget.Tone;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/// One station of the pipeline card.
final class StageCell extends VBox {
    private final Label name = new Label();
    private final Label detail = new Label();
    private final Tooltip tooltip = new Tooltip();
    private Tone tone = Tone.MUTED;

    StageCell() {
        getStyleClass().addAll("stage", tone.styleClass());
        name.getStyleClass().add("stage-name");
        detail.getStyleClass().add("stage-detail");
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
        Tooltip.install(this, tooltip);
        getChildren().addAll(name, detail);
    }

    void show(StageRow row) {
        name.setText(row.name());
        detail.setText(row.detail());
        tooltip.setText(row.name() + ": " + row.detail());
        setAccessibleText(row.name() + ": " + row.detail());
        getStyleClass().remove(tone.styleClass());
        getStyleClass().add(row.tone().styleClass());
        tone = row.tone();
    }
}
