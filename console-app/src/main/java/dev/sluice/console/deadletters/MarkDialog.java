package dev.sluice.console.deadletters;

import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.model.deadletter.GroupState;
import java.util.List;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Asks what is to be said of a kind of dead letters.
final class MarkDialog {
    private final VBox root;

    MarkDialog(MarkViewModel model) {
        root = DialogParts.root(DeadLettersIds.MARK_DIALOG, model.title());
        SegmentedButtons<GroupState> state = new SegmentedButtons<>(
                DeadLettersIds.MARK_STATE, "State", List.of(GroupState.values()), GroupState::text);
        state.selectedProperty().bindBidirectional(model.stateProperty());
        Button confirm = DialogParts.confirm(DeadLettersIds.MARK_CONFIRM, "Mark", "accent", model::mark);
        confirm.disableProperty().bind(model.busyProperty());
        root.getChildren()
                .addAll(
                        DialogParts.wrapped("A fixed kind opens again by itself when another one dies."),
                        DialogParts.field("State", state),
                        DialogParts.field(
                                "Note",
                                DialogParts.input(
                                        DeadLettersIds.MARK_NOTE,
                                        "Note for the others",
                                        "for the others",
                                        model.noteProperty(),
                                        model::mark)),
                        DialogParts.field(
                                "Owner",
                                DialogParts.input(
                                        DeadLettersIds.MARK_OWNER,
                                        "Who takes care of it",
                                        "who takes care of it",
                                        model.ownerProperty(),
                                        model::mark)),
                        DialogParts.line(DeadLettersIds.MARK_LINE, model.lineProperty()),
                        DialogParts.error(DeadLettersIds.MARK_ERROR, model.errorProperty()),
                        DialogParts.buttons(DialogParts.cancel(DeadLettersIds.MARK_CANCEL, model::cancel), confirm));
    }

    Parent root() {
        return root;
    }
}
