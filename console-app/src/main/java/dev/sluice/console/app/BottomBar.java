package dev.sluice.console.app;

import dev.sluice.console.widget.StatusDot;
import dev.sluice.console.widget.Tone;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import org.controlsfx.control.StatusBar;

/// Always in sight: is this connected, how old is it, does the account add up, are the broker and the database well.
final class BottomBar extends StatusBar {
    BottomBar(ShellViewModel model) {
        getStyleClass().add("bottom-bar");
        setText("");
        setFocusTraversable(false);
        Label zone = new Label("UTC");
        zone.setId(ShellIds.ZONE);
        zone.getStyleClass().add("status-text");
        HBox link = withDot(ShellIds.LINK, model.linkProperty(), false);
        // The age changes its width with each digit; what stands behind it shall not move.
        link.setMinWidth(176);
        getLeftItems().addAll(link, text(ShellIds.LEDGER, model.ledgerProperty()));
        getRightItems()
                .addAll(
                        withDot(ShellIds.BROKER, model.brokerProperty(), true),
                        withDot(ShellIds.DATABASE, model.databaseProperty(), true),
                        zone);
    }

    private static HBox withDot(String id, ObservableValue<StatusText> status, boolean dotLast) {
        Label label = text(id, status);
        StatusDot dot = new StatusDot(Tone.MUTED);
        status.subscribe(next -> dot.show(next.tone()));
        HBox box = dotLast ? new HBox(5, label, dot) : new HBox(5, dot, label);
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private static Label text(String id, ObservableValue<StatusText> status) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add("status-text");
        label.setMinWidth(USE_PREF_SIZE);
        Tooltip tooltip = new Tooltip();
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(420);
        label.setTooltip(tooltip);
        status.subscribe(next -> {
            label.setText(next.text());
            label.setAccessibleText(next.text() + ". " + next.detail());
            tooltip.setText(next.detail());
            label.getStyleClass().removeAll("tone-danger", "tone-warning", "toned-text");
            if (next.tone() == Tone.DANGER || next.tone() == Tone.WARNING) {
                label.getStyleClass().addAll("toned-text", next.tone().styleClass());
            }
        });
        return label;
    }
}
