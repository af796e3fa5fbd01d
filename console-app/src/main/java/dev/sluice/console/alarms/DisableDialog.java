package dev.sluice.console.alarms;

import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.SegmentedButtons;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;

/// Asks for how long a rule is to be disabled, and why; or ends that.
final class DisableDialog {
    private final VBox root;

    DisableDialog(DisableViewModel model) {
        root = DialogParts.root(AlarmsIds.DISABLE_DIALOG, "Disable " + model.rule());
        Label now = DialogParts.wrapped("");
        now.setId(AlarmsIds.DISABLE_NOW);
        now.getStyleClass().add("muted");
        now.textProperty().bind(model.nowProperty());
        now.visibleProperty().bind(model.nowProperty().isNotEmpty());
        now.managedProperty().bind(now.visibleProperty());
        var length = new SegmentedButtons<>(
                AlarmsIds.DISABLE_LENGTH,
                "How long",
                List.of(DisableViewModel.Length.values()),
                DisableViewModel.Length::label);
        length.selectedProperty().bindBidirectional(model.lengthProperty());
        Button end = DialogParts.confirm(AlarmsIds.DISABLE_END, "Let it work again", "plain", model::enable);
        end.visibleProperty().bind(model.disabledProperty());
        end.managedProperty().bind(end.visibleProperty());
        end.disableProperty().bind(model.busyProperty());
        Button confirm =
                DialogParts.confirm(AlarmsIds.DISABLE_CONFIRM, "Disable " + model.rule(), "accent", model::disable);
        confirm.disableProperty().bind(model.busyProperty());
        root.getChildren()
                .addAll(
                        DialogParts.wrapped("Until then the rule raises nothing, whatever its target, and what it"
                                + " raised counts as over. Afterwards it works again by itself."),
                        now,
                        DialogParts.field("For how long", length),
                        DialogParts.field(
                                "Reason",
                                DialogParts.input(
                                        AlarmsIds.DISABLE_REASON,
                                        "Why the rule is disabled",
                                        "everybody sees it",
                                        model.reasonProperty(),
                                        model::disable)),
                        DialogParts.line(AlarmsIds.DISABLE_LINE, model.lineProperty()),
                        DialogParts.error(AlarmsIds.DISABLE_ERROR, model.errorProperty()),
                        DialogParts.buttons(DialogParts.cancel(AlarmsIds.DISABLE_CANCEL, model::cancel), end, confirm));
    }

    Parent root() {
        return root;
    }
}
