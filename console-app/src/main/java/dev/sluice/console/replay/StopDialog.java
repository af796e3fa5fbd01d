package dev.sluice.console.replay;

import dev.sluice.console.widget.DialogParts;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.layout.VBox;

/// Asks once more, since a stopped replay cannot be resumed.
final class StopDialog {
    private final VBox root = DialogParts.root(ReplayIds.STOP_DIALOG, "Stop the replay");
    private final Button confirm;

    /// @param close closes the dialog
    StopDialog(ReplayRow row, Runnable stop, Runnable close) {
        confirm = DialogParts.confirm(ReplayIds.STOP_CONFIRM, "Stop for good", "danger", () -> {
            close.run();
            stop.run();
        });
        root.getChildren()
                .addAll(
                        DialogParts.wrapped("Ends the replay to " + row.target() + " for good, " + row.progress()
                                + " sent. What was sent stays sent; the rest takes a new replay. To go on later, pause"
                                + " it instead."),
                        DialogParts.line(
                                ReplayIds.STOP_LINE,
                                new ReadOnlyStringWrapper(
                                        ReplayLines.act("stop", row.replay().id()))),
                        DialogParts.buttons(DialogParts.cancel(ReplayIds.STOP_CANCEL, close), confirm));
    }

    Parent root() {
        return root;
    }

    void focus() {
        confirm.requestFocus();
    }
}
