package dev.sluice.console.replay;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.model.replay.ReplayPlan;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// Asks where to, shows what would be sent, and asks for a reason, and for the target's name where it has to.
final class ReplayDialog {
    private static final double RATE_WIDTH = 150;

    private final ReplayViewModel model;
    private final VBox root = DialogParts.root(ReplayIds.DIALOG, "Replay events");
    private final TextField queue;
    private final VBox plan = new VBox(8);
    private final TextField reason;
    private final VBox reasonBox;
    private final Label nameTitle = new Label();
    private final TextField name;
    private final VBox nameBox;
    private final Button confirm;

    ReplayDialog(ReplayViewModel model) {
        this.model = model;
        root.getStyleClass().add("replay-dialog");
        root.getStylesheets().add(Theme.stylesheet(ReplayDialog.class, "replay.css"));
        Label what = DialogParts.wrapped(ReplayPlanText.what(model.query()));
        what.getStyleClass().add("mono");
        SegmentedButtons<ReplayTarget> target = new SegmentedButtons<>(
                ReplayIds.TARGET, "Where to", List.of(ReplayTarget.values()), ReplayTarget::label);
        target.selectedProperty().bindBidirectional(model.targetProperty());
        queue = input(ReplayIds.QUEUE, "Name of the queue on the broker", "not one of Sluice’s", model);
        queue.textProperty().bindBidirectional(model.queueProperty());
        VBox queueBox = DialogParts.field("Queue", queue);
        HBox.setHgrow(queueBox, Priority.ALWAYS);
        TextField rate = input(ReplayIds.EVENTS_A_SECOND, "Events a second at most", "1,000", model);
        rate.textProperty().bindBidirectional(model.rateProperty());
        VBox rateBox = DialogParts.field("Events a second", rate);
        rateBox.setMinWidth(RATE_WIDTH);
        rateBox.setMaxWidth(RATE_WIDTH);
        plan.setId(ReplayIds.PLAN);
        reason = input(ReplayIds.REASON, "Reason of the replay", "kept in the audit", model);
        reason.textProperty().bindBidirectional(model.reasonProperty());
        reasonBox = DialogParts.field("Reason", reason);
        name = input(ReplayIds.NAME, "The target once more", "", model);
        name.textProperty().bindBidirectional(model.nameProperty());
        nameBox = new VBox(5, nameTitle, name);
        Button cancel = DialogParts.cancel(ReplayIds.CANCEL, model::leave);
        confirm = DialogParts.confirm(ReplayIds.CONFIRM, "Count first", "accent", model::goOn);
        confirm.disableProperty().bind(model.readyProperty().not());
        root.getChildren()
                .addAll(
                        what,
                        DialogParts.field("Where to", target),
                        new HBox(12, queueBox, rateBox),
                        plan,
                        reasonBox,
                        nameBox,
                        DialogParts.line(ReplayIds.LINE, model.lineProperty()),
                        DialogParts.error(ReplayIds.ERROR, model.errorProperty()),
                        DialogParts.buttons(cancel, confirm));
        model.targetProperty().subscribe(now -> shown(queueBox, now == ReplayTarget.QUEUE));
        model.planProperty().subscribe(now -> show());
        model.askingProperty().subscribe(now -> show());
        model.planProperty().subscribe((before, now) -> {
            if (now != null && now.count() > 0) {
                reason.requestFocus();
            }
        });
    }

    Parent root() {
        return root;
    }

    private static TextField input(String id, String accessibleText, String prompt, ReplayViewModel model) {
        TextField field = new TextField();
        field.setId(id);
        field.setAccessibleText(accessibleText);
        field.setPromptText(prompt);
        field.setOnAction(event -> model.goOn());
        return field;
    }

    private void show() {
        @Nullable ReplayPlan made = model.planProperty().get();
        boolean asking = model.askingProperty().get();
        boolean some = made != null && made.count() > 0;
        plan.getChildren().setAll(text(made, asking));
        shown(plan, !plan.getChildren().isEmpty());
        shown(reasonBox, some);
        shown(nameBox, some && made.confirmName() != null);
        if (some && made.confirmName() != null) {
            nameTitle.setText(
                    made.queue() == null
                            ? "This is production. Type " + made.confirmName() + " to go on"
                            : "This is production. Type the queue’s name to go on");
        }
        confirm.setText(
                made == null
                        ? asking ? "Counting…" : "Count first"
                        : asking ? "Starting…" : "Replay " + ReplayPlanText.count(made));
        confirm.setAccessibleText(confirm.getText());
    }

    private static List<Node> text(@Nullable ReplayPlan made, boolean asking) {
        if (made == null) {
            return asking ? List.of(note("Counting; nothing is sent.")) : List.of();
        }
        if (made.count() == 0) {
            return List.of(DialogParts.wrapped(ReplayPlanText.nothing()));
        }
        List<Node> nodes = new ArrayList<>();
        nodes.add(DialogParts.wrapped(ReplayPlanText.sends(made)));
        VBox samples = new VBox();
        samples.getStyleClass().add("replay-samples");
        for (ReplayPlan.Sample sample : made.samples()) {
            Label line = new Label(ReplayPlanText.sample(sample));
            line.getStyleClass().add("mono");
            line.setMaxWidth(Double.MAX_VALUE);
            samples.getChildren().add(line);
        }
        nodes.add(samples);
        nodes.add(note(ReplayPlanText.happens(made)));
        return nodes;
    }

    private static Label note(String words) {
        Label note = DialogParts.wrapped(words);
        note.getStyleClass().add("muted");
        return note;
    }

    private static void shown(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
