package dev.sluice.console.queues;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.queue.PurgePlan;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Shows what a purge would remove, of all events or by filter, and asks for a reason, and for the queue's name where
/// it has to; then shows how it goes.
final class PurgeDialog {
    private static final double WIDTH = 560;

    private final PurgeViewModel model;
    private final VBox root = new VBox(12);
    private final VBox content = new VBox(10);
    private final StatePane body;
    private final Label reasonName = new Label("Reason");
    private final TextField reason = new TextField();
    private final VBox reasonBox = new VBox(5, reasonName, reason);
    private final TextField name = new TextField();
    private final VBox nameBox = new VBox(5, new Label("Type the queue’s name to go on"), name);
    private final PurgeFilterFields filter;
    private final Button copy = new Button("Copy as command");
    private final Button confirm = new Button("Purge");
    private final Button cancel = new Button("Cancel", new KeyHint("Esc"));

    /// @param onCopy takes the command line of the same purge
    PurgeDialog(PurgeViewModel model, Consumer<String> onCopy) {
        this.model = model;
        filter = new PurgeFilterFields(model);
        root.setId(QueuesIds.PURGE_DIALOG);
        root.getStyleClass().add("queue-dialog");
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.setPrefWidth(WIDTH);
        Label title = new Label("Purge " + model.queue());
        title.getStyleClass().add("dialog-title");
        content.setId(QueuesIds.PURGE_PLAN);
        body = new StatePane(QueuesIds.PURGE_PLAN + "-state", content, model::plan);
        body.setMinHeight(96);
        input(reason, QueuesIds.PURGE_REASON, "Reason of the purge");
        reason.textProperty().bindBidirectional(model.reasonProperty());
        input(name, QueuesIds.PURGE_NAME, "Type the name of the queue");
        name.textProperty().bindBidirectional(model.typedNameProperty());

        Label error = new Label();
        error.setId(QueuesIds.PURGE_ERROR);
        error.getStyleClass().add("dialog-error");
        error.setWrapText(true);
        error.textProperty().bind(model.errorProperty());
        error.visibleProperty().bind(model.errorProperty().isNotEmpty());
        error.managedProperty().bind(error.visibleProperty());

        copy.setOnAction(event -> onCopy.accept(model.command()));
        root.getChildren().addAll(title, filter.root(), body, reasonBox, nameBox, error, buttons());
        reason.focusedProperty().subscribe(focused -> {
            if (focused) {
                filter.reachable();
            }
        });
        model.stageProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private void input(TextField field, String id, String text) {
        field.setId(id);
        field.setAccessibleText(text);
        field.setOnAction(event -> model.purge());
    }

    private HBox buttons() {
        cancel.setId(QueuesIds.PURGE_CANCEL);
        cancel.setContentDisplay(ContentDisplay.RIGHT);
        cancel.setAccessibleText("Cancel");
        cancel.setOnAction(event -> model.cancel());
        confirm.setId(QueuesIds.PURGE_CONFIRM);
        confirm.getStyleClass().add("danger");
        confirm.setMinWidth(Region.USE_PREF_SIZE);
        confirm.disableProperty().bind(model.readyProperty().not());
        confirm.setOnAction(event -> model.purge());
        copy.setId(QueuesIds.PURGE_COPY);
        copy.setAccessibleText("Copy the command that does this");
        copy.setMinWidth(Region.USE_PREF_SIZE);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox buttons = new HBox(8, copy, gap, cancel, confirm);
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private void show(PurgeStage stage) {
        boolean planned = false;
        boolean askName = false;
        switch (stage) {
            case PurgeStage.Planning() -> body.show(ViewState.LOADING);
            case PurgeStage.Failed(String text) -> body.show(new ViewState.Failed("nothing was purged", text, null));
            case PurgeStage.Planned(PurgePlan plan) -> {
                content.getChildren().setAll(PurgeText.plan(plan));
                body.show(ViewState.READY);
                planned = plan.count() > 0;
                askName = planned && plan.confirmName();
                setConfirm("Purge " + (plan.exact() ? "" : "≈") + Numbers.count(plan.count(), "event", "events"));
            }
            case PurgeStage.Running(long purged, long count, double rate) -> {
                content.getChildren().setAll(running(purged, count, rate));
                body.show(ViewState.READY);
            }
        }
        boolean running = stage instanceof PurgeStage.Running;
        show(reasonBox, planned);
        show(nameBox, askName);
        show(confirm, planned);
        show(copy, planned);
        show(filter.root(), !running);
        cancel.setText(running ? "Stop" : planned ? "Cancel" : "Close");
        if (planned && !filter.focused()) {
            reason.requestFocus();
        } else if (stage instanceof PurgeStage.Planned) {
            filter.reachable();
        }
    }

    private void setConfirm(String text) {
        confirm.setText(text);
        confirm.setAccessibleText(text);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Pane running(long purged, long count, double rate) {
        ProgressBar bar = new ProgressBar(count == 0 ? 1 : Math.min(1, (double) purged / count));
        bar.setId(QueuesIds.PURGE_PROGRESS);
        bar.setAccessibleText("Progress of the purge");
        bar.setMaxWidth(Double.MAX_VALUE);
        String speed = rate > 0 ? ", " + Numbers.measured(rate) + " /s" : "";
        return new VBox(
                8,
                new Label(Numbers.grouped(purged) + " of " + Numbers.grouped(count) + " events removed" + speed),
                bar);
    }
}
