package dev.sluice.console.access;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Stands around a button whose act takes a right: without it the button is disabled, whatever else its view says, and
/// the reason is its tooltip and its help for screen readers. A disabled node shows no tooltip, so this one does.
public final class Guard extends StackPane {
    private final Button button;
    private final StackPane gate;
    private final Tooltip tooltip = new Tooltip();

    /// @param act one of [Acts]
    public Guard(Button button, Permits permits, String act) {
        this.button = button;
        gate = new StackPane(button);
        gate.setMinWidth(USE_PREF_SIZE);
        setMinWidth(USE_PREF_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        setAlignment(Pos.CENTER);
        getChildren().add(gate);
        tooltip.setShowDelay(Duration.millis(200));
        managedProperty().bind(button.managedProperty());
        visibleProperty().bind(button.visibleProperty());
        permits.sessionProperty().subscribe(session -> show(permits.refusal(act)));
    }

    private void show(@Nullable String why) {
        gate.setDisable(why != null);
        button.setAccessibleHelp(why);
        Tooltip.uninstall(this, tooltip);
        if (why != null) {
            tooltip.setText(why);
            Tooltip.install(this, tooltip);
        }
    }
}
