package dev.sluice.console.deadletters;

import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.SegmentedButtons;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Asks which dead letters are to go, and why.
final class DiscardDialog {
    private final VBox root;

    DiscardDialog(DiscardViewModel model) {
        root = DialogParts.root(DeadLettersIds.DISCARD_DIALOG, "Discard dead letters of " + model.queue());
        SegmentedButtons<Scope> scope =
                new SegmentedButtons<>(DeadLettersIds.DISCARD_SCOPE, "Which", model.scopes(), Scope::label);
        scope.selectedProperty().bindBidirectional(model.scopeProperty());
        Button confirm = DialogParts.confirm(DeadLettersIds.DISCARD_CONFIRM, "Discard", "danger", model::discard);
        confirm.disableProperty().bind(model.busyProperty());
        root.getChildren()
                .addAll(
                        DialogParts.wrapped("They count as purged. It can be undone for 7 days; then their bytes go."),
                        DialogParts.field("Which", scope),
                        DialogParts.field(
                                "Reason",
                                DialogParts.input(
                                        DeadLettersIds.DISCARD_REASON,
                                        "Reason of the discard",
                                        "kept in the audit",
                                        model.reasonProperty(),
                                        model::discard)),
                        DialogParts.line(DeadLettersIds.DISCARD_LINE, model.lineProperty()),
                        DialogParts.error(DeadLettersIds.DISCARD_ERROR, model.errorProperty()),
                        DialogParts.buttons(DialogParts.cancel(DeadLettersIds.DISCARD_CANCEL, model::cancel), confirm));
    }

    Parent root() {
        return root;
    }
}
