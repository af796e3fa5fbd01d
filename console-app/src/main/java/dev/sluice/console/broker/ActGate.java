package dev.sluice.console.broker;

import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.model.broker.BrokerAct;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.StackPane;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/// Stands around a button that acts on the chosen queue: without a queue, or when the broker does not allow it, the
/// button is disabled and the reason is its tooltip and its help for screen readers. A right that is missing comes
/// first.
final class ActGate extends StackPane {
    private final BrokerViewModel model;
    private final Button button;
    private final String act;
    private final Tooltip tooltip = new Tooltip();

    private ActGate(Node inside, Button button, BrokerViewModel model, String act) {
        super(inside);
        this.model = model;
        this.button = button;
        this.act = act;
        setMinWidth(USE_PREF_SIZE);
        setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
        tooltip.setShowDelay(Duration.millis(200));
        tooltip.setWrapText(true);
        tooltip.setMaxWidth(360);
    }

    /// @param right one of the routes of [dev.sluice.console.access.Acts]
    static ActGate of(Button button, BrokerViewModel model, String act, Permits permits, String right) {
        ActGate gate = new ActGate(new Guard(button, permits, right), button, model, act);
        permits.sessionProperty().subscribe(session -> gate.show(permits.refusal(right)));
        model.chosenProperty().subscribe(now -> gate.show(permits.refusal(right)));
        model.overviewProperty().subscribe(now -> gate.show(permits.refusal(right)));
        return gate;
    }

    /// For what is possible to nobody.
    static ActGate of(Button button, BrokerViewModel model, String act) {
        ActGate gate = new ActGate(button, button, model, act);
        model.chosenProperty().subscribe(now -> gate.show(null));
        model.overviewProperty().subscribe(now -> gate.show(null));
        return gate;
    }

    private void show(@Nullable String missingRight) {
        BrokerAct known = model.act(act);
        boolean possible = known != null && known.possible();
        @Nullable String why = known == null || possible ? null : known.why();
        button.setDisable(model.chosenProperty().get().row() == null || !possible);
        button.setAccessibleHelp(missingRight == null ? why : missingRight);
        Tooltip.uninstall(this, tooltip);
        if (why != null && missingRight == null) {
            tooltip.setText(why);
            Tooltip.install(this, tooltip);
        }
    }
}
