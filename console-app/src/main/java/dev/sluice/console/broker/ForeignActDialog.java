package dev.sluice.console.broker;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StatePane;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.queue.ByteSize;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// Shows what a purge or a deletion of a foreign queue would remove, and asks for a reason and the name.
final class ForeignActDialog {
    private static final double WIDTH = 560;
    private static final int MOST_APPLICATIONS = 5;

    private final ForeignActViewModel model;
    private final VBox root = new VBox(12);
    private final VBox content = new VBox(10);
    private final TextField reason = new TextField();
    private final TextField name = new TextField();
    private final Button confirm = new Button();

    ForeignActDialog(ForeignActViewModel model, Notices notices) {
        this.model = model;
        root.setId(BrokerIds.DIALOG);
        root.getStyleClass().add("broker-dialog");
        root.getStylesheets().add(Theme.stylesheet(BrokerScreen.class, "broker.css"));
        root.setPrefWidth(WIDTH);
        Label title = BrokerParts.wrapped(
                (model.purges() ? "Purge " : "Delete ")
                        + EventSummary.printable(model.key().name()),
                "dialog-title");
        content.setId(BrokerIds.DIALOG_PLAN);
        StatePane body = new StatePane(BrokerIds.DIALOG_PLAN + "-state", content, model::plan);
        body.setMinHeight(96);
        body.bind(model.stateProperty());
        VBox reasonBox = field(reason, BrokerIds.DIALOG_REASON, "Reason", "Reason, kept in the audit");
        reason.textProperty().bindBidirectional(model.reasonProperty());
        VBox nameBox =
                field(name, BrokerIds.DIALOG_NAME, "Type the queue’s name to go on", "Type the name of the queue");
        name.textProperty().bindBidirectional(model.typedProperty());
        Label error = BrokerParts.wrapped("", "dialog-error");
        error.setId(BrokerIds.DIALOG_ERROR);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());
        HBox buttons = buttons(notices);
        root.getChildren().addAll(title, body, reasonBox, nameBox, error, buttons);
        model.planProperty().subscribe(plan -> {
            show(plan, reasonBox, nameBox, confirm);
            if (plan != null) {
                draw(plan);
                (model.reasonProperty().get().isBlank() ? reason : name).requestFocus();
            }
        });
    }

    Parent root() {
        return root;
    }

    private VBox field(TextField field, String id, String title, String accessibleText) {
        field.setId(id);
        field.setAccessibleText(accessibleText);
        field.setOnAction(event -> model.run());
        return new VBox(5, new Label(title), field);
    }

    private HBox buttons(Notices notices) {
        Button copy = BrokerParts.button(
                BrokerIds.DIALOG_COPY,
                "Copy as command",
                "Copy the command that does this",
                () -> BrokerParts.copy(model.command(), notices));
        Button cancel = new Button("Cancel", new KeyHint("Esc"));
        cancel.setId(BrokerIds.DIALOG_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setMinWidth(Region.USE_PREF_SIZE);
        cancel.setOnAction(event -> model.cancel());
        confirm.setId(BrokerIds.DIALOG_CONFIRM);
        confirm.getStyleClass().add("danger");
        confirm.setMnemonicParsing(false);
        confirm.setAccessibleText(model.purges() ? "Purge" : "Delete");
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.run());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox buttons = new HBox(8, copy, gap, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private static void show(@Nullable BrokerPlan plan, Node... nodes) {
        for (Node node : nodes) {
            node.setVisible(plan != null);
            node.setManaged(plan != null);
        }
    }

    private void draw(BrokerPlan plan) {
        @Nullable Long going = model.purges() ? plan.ready() : plan.messages();
        String messages = going == null ? "all messages" : "≈ " + Numbers.count(going, "message", "messages");
        String act = model.purges() ? "Purge " + messages : "Delete the queue";
        confirm.setText(act);
        confirm.setAccessibleText(act);
        Text count = new Text(messages);
        count.getStyleClass().addAll("plan-text", "strong");
        TextFlow what = new TextFlow(
                text(model.purges() ? "This removes " : "This deletes the queue with "),
                count,
                text((plan.bytes() == null || going != null && going == 0
                                ? ""
                                : " (" + ByteSize.text(plan.bytes()) + " of bodies)")
                        + ", in virtual host " + EventSummary.printable(plan.vhost()) + ". " + meanwhile(plan)));
        content.getChildren().setAll(what);
        if (!plan.applications().isEmpty()) {
            content.getChildren().add(applications(plan));
        }
        plan.notes().forEach(note -> content.getChildren()
                .add(BrokerParts.wrapped(EventSummary.printable(note), "muted", "plan-note")));
    }

    private static String meanwhile(BrokerPlan plan) {
        return Numbers.count(plan.consumers(), "consumer takes", "consumers take") + " from it, "
                + Numbers.count(plan.bindings(), "binding leads", "bindings lead") + " to it"
                + (plan.publishedPerSecond() == null || plan.publishedPerSecond() == 0
                        ? "."
                        : ", " + Numbers.measured(plan.publishedPerSecond()) + " messages /s arrive.");
    }

    private static VBox applications(BrokerPlan plan) {
        VBox box = new VBox();
        box.getStyleClass().add("plan-applications");
        int shown = Math.min(MOST_APPLICATIONS, plan.applications().size());
        plan.applications().stream().limit(shown).forEach(application -> box.getChildren()
                .add(mono(application)));
        if (plan.consumers() > shown) {
            box.getChildren().add(mono("and more"));
        }
        return box;
    }

    private static Label mono(String text) {
        Label label = new Label(EventSummary.printable(text));
        label.getStyleClass().addAll("mono", "plan-application");
        label.setMaxWidth(Double.MAX_VALUE);
        return label;
    }

    private static Text text(String words) {
        Text text = new Text(words);
        text.getStyleClass().add("plan-text");
        return text;
    }
}
