package dev.sluice.console.deadletters;

import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.deadletter.Redrive;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Asks how to send dead letters again; then shows how it goes, until it ends or is left.
final class RedriveDialog {
    private final VBox root;
    private final VBox question = new VBox(12);
    private final VBox progress = new VBox(10);
    private final ProgressBar bar = new ProgressBar(0);
    private final Label figures = DialogParts.wrapped("");
    private final Label detail = DialogParts.wrapped("");
    private final Button cancel;
    private final Button stop;
    private final Button confirm;
    private Tone tone = Tone.MUTED;

    RedriveDialog(RedriveViewModel model) {
        root = DialogParts.root(DeadLettersIds.REDRIVE_DIALOG, "Redrive dead letters of " + model.queue());
        Label what = DialogParts.wrapped("Sends their bytes as they came to " + model.queue()
                + " again, in steps of 1, 2, 5, 10 … 500. Each step is waited for; when too many come back, it stops by"
                + " itself.");
        SegmentedButtons<Scope> scope =
                new SegmentedButtons<>(DeadLettersIds.REDRIVE_SCOPE, "Which", model.scopes(), Scope::label);
        scope.selectedProperty().bindBidirectional(model.scopeProperty());
        VBox rate = DialogParts.field(
                "Events a second",
                DialogParts.input(
                        DeadLettersIds.REDRIVE_RATE,
                        "Events a second at most",
                        "no limit",
                        model.rateProperty(),
                        model::redrive));
        VBox threshold = DialogParts.field(
                "Stop when more than % come back",
                DialogParts.input(
                        DeadLettersIds.REDRIVE_THRESHOLD,
                        "Stop when more than so many per cent come back",
                        "20",
                        model.thresholdProperty(),
                        model::redrive));
        HBox.setHgrow(rate, Priority.ALWAYS);
        HBox.setHgrow(threshold, Priority.ALWAYS);
        question.getChildren()
                .addAll(
                        what,
                        DialogParts.field("Which", scope),
                        new HBox(12, rate, threshold),
                        DialogParts.field(
                                "Reason",
                                DialogParts.input(
                                        DeadLettersIds.REDRIVE_REASON,
                                        "Reason of the redrive",
                                        "kept in the audit",
                                        model.reasonProperty(),
                                        model::redrive)),
                        DialogParts.line(DeadLettersIds.REDRIVE_LINE, model.lineProperty()));
        bar.setId(DeadLettersIds.REDRIVE_PROGRESS);
        bar.setAccessibleText("Progress of the redrive");
        bar.setMaxWidth(Double.MAX_VALUE);
        figures.setId(DeadLettersIds.REDRIVE_FIGURES);
        detail.getStyleClass().addAll("toned-text", tone.styleClass());
        progress.getChildren().addAll(figures, bar, detail);
        cancel = DialogParts.cancel(DeadLettersIds.REDRIVE_CANCEL, model::leave);
        stop = DialogParts.confirm(DeadLettersIds.REDRIVE_STOP, "Stop", "danger-outline", model::stop);
        confirm = DialogParts.confirm(DeadLettersIds.REDRIVE_CONFIRM, "Redrive", "accent", model::redrive);
        confirm.disableProperty().bind(model.readyProperty().not());
        root.getChildren()
                .addAll(
                        question,
                        progress,
                        DialogParts.error(DeadLettersIds.REDRIVE_ERROR, model.errorProperty()),
                        DialogParts.buttons(stop, cancel, confirm));
        model.redriveProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private void show(@Nullable Redrive redrive) {
        boolean running = redrive != null && redrive.state().equals(Redrive.RUNNING);
        shown(question, redrive == null);
        shown(progress, redrive != null);
        shown(stop, running);
        shown(confirm, redrive == null);
        cancel.setText(redrive == null ? "Cancel" : running ? "Leave it running" : "Close");
        cancel.setAccessibleText(cancel.getText());
        if (redrive == null) {
            return;
        }
        if (!running || !cancel.isFocused()) {
            cancel.requestFocus();
        }
        bar.setProgress(redrive.total() == 0 ? 1 : (double) redrive.redriven() / redrive.total());
        figures.setText("%s of %s sent · %s came back dead · %s"
                .formatted(
                        Numbers.grouped(redrive.redriven()),
                        Numbers.grouped(redrive.total()),
                        Numbers.grouped(redrive.returned()),
                        running
                                ? "a step of " + redrive.step()
                                : redrive.state().replace('-', ' ')));
        detail.getStyleClass().remove(tone.styleClass());
        tone = tone(redrive);
        detail.getStyleClass().add(tone.styleClass());
        detail.setText(text(redrive));
        shown(detail, !detail.getText().isEmpty());
    }

    private static String text(Redrive redrive) {
        if (redrive.detail() != null) {
            return redrive.detail();
        }
        return redrive.state().equals(Redrive.DONE) ? "None came back." : "";
    }

    private static Tone tone(Redrive redrive) {
        return switch (redrive.state()) {
            case Redrive.RUNNING -> Tone.MUTED;
            case Redrive.DONE -> redrive.returned() == 0 ? Tone.SUCCESS : Tone.WARNING;
            case Redrive.STOPPED -> Tone.WARNING;
            default -> Tone.DANGER;
        };
    }

    private static void shown(javafx.scene.Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
