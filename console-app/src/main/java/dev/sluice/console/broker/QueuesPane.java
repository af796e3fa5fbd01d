package dev.sluice.console.broker;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.broker.BrokerAct;
import java.util.List;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The queues: filter and acts above, the table, the chosen one beside it.
final class QueuesPane {
    private final BrokerViewModel model;
    private final BrokerControl control;
    private final TaskRunner tasks;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Permits permits;
    private final Consumer<String> openQueue;
    private final BrokerTable table;
    private final HBox bar;
    private final StatePane state;
    private final VBox root;

    QueuesPane(
            BrokerViewModel model,
            BrokerControl control,
            TaskRunner tasks,
            Dialogs dialogs,
            Notices notices,
            Permits permits,
            Consumer<String> openQueue) {
        this.model = model;
        this.control = control;
        this.tasks = tasks;
        this.dialogs = dialogs;
        this.notices = notices;
        this.permits = permits;
        this.openQueue = openQueue;
        table = new BrokerTable(model);
        HBox.setHgrow(table.root(), Priority.ALWAYS);
        HBox content = new HBox(12, table.root(), new QueueDetailView(model, acts()).root());
        VBox.setVgrow(content, Priority.ALWAYS);
        Label count = new Label();
        count.setId(BrokerIds.COUNT);
        count.getStyleClass().add("muted");
        count.textProperty().bind(model.countProperty());
        state = new StatePane(BrokerIds.STATE, new VBox(8, content, count), model::refresh);
        VBox.setVgrow(state, Priority.ALWAYS);
        state.bind(model.stateProperty());
        TextField filter = new TextField();
        filter.textProperty().bindBidirectional(model.textProperty());
        bar = bar(filter);
        root = new VBox(12, bar, state);
        BrokerParts.keys(root, filter, this::focus, table::clear);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    }

    Parent root() {
        return root;
    }

    /// Where the choice of what is shown goes.
    HBox bar() {
        return bar;
    }

    void focus() {
        state.focus(table.focusable());
    }

    private HBox bar(TextField filter) {
        ComboBox<String> vhost = new ComboBox<>(model.vhosts());
        vhost.setId(BrokerIds.VHOST);
        vhost.setAccessibleText("Virtual host");
        vhost.setPrefWidth(168);
        vhost.setValue(model.vhostProperty().get());
        vhost.valueProperty()
                .subscribe(chosen -> model.vhostProperty().set(chosen == null ? BrokerViewModel.ALL : chosen));
        var sort = new SegmentedButtons<>(
                BrokerIds.SORT, "Sort by", List.of(BrokerViewModel.Sort.values()), BrokerViewModel.Sort::label);
        sort.selectedProperty().bindBidirectional(model.sortProperty());
        Button copy = BrokerParts.button(
                BrokerIds.COPY, "Copy as command", "Copy as command", () -> BrokerParts.copy(model.command(), notices));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(
                8,
                BrokerParts.filter(filter, BrokerIds.FILTER, "Filter queues…", "Filter the queues", this::focus),
                vhost,
                sort,
                gap,
                copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private VBox acts() {
        Button pause = BrokerParts.button(BrokerIds.PAUSE, "Pause", "Pause", () -> {});
        Button undo = BrokerParts.button(BrokerIds.UNDO, "Undo", "Undo", () -> {});
        Button purge = BrokerParts.button(
                BrokerIds.PURGE, "Purge…", "⇧P", "Purge the chosen queue", () -> open(BrokerAct.PURGE));
        Button delete = BrokerParts.button(
                BrokerIds.DELETE, "Delete…", "Del", "Delete the chosen queue", () -> open(BrokerAct.DELETE));
        purge.getStyleClass().add("danger-outline");
        delete.getStyleClass().add("danger-outline");
        Button open = BrokerParts.button(BrokerIds.OPEN, "Open in Queues", "Open in Queues", this::openInQueues);
        model.chosenProperty().subscribe(now -> {
            open.setVisible(now.row() != null && now.row().pipeline() != null);
            open.setManaged(open.isVisible());
        });
        HBox acts = new HBox(
                8,
                ActGate.of(purge, model, BrokerAct.PURGE, permits, Acts.PURGE_FOREIGN),
                ActGate.of(delete, model, BrokerAct.DELETE, permits, Acts.DELETE_FOREIGN),
                ActGate.of(pause, model, BrokerAct.PAUSE),
                ActGate.of(undo, model, BrokerAct.UNDO));
        return new VBox(8, acts, open);
    }

    private void openInQueues() {
        BrokerRow row = model.chosenProperty().get().row();
        String pipeline = row == null ? null : row.pipeline();
        if (pipeline != null) {
            openQueue.accept(pipeline);
        }
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl
                || event.isControlDown()
                || event.isAltDown()
                || event.isMetaDown()
                || model.chosenProperty().get().row() == null) {
            return;
        }
        if (event.getCode() == KeyCode.P) {
            act(event, event.isShiftDown() ? BrokerAct.PURGE : BrokerAct.PAUSE);
        } else if (event.getCode() == KeyCode.DELETE) {
            act(event, BrokerAct.DELETE);
        }
    }

    private void act(KeyEvent event, String act) {
        open(act);
        event.consume();
    }

    private void open(String act) {
        BrokerRow.Key key = model.chosenProperty().get().key();
        String right = act.equals(BrokerAct.DELETE) ? Acts.DELETE_FOREIGN : Acts.PURGE_FOREIGN;
        BrokerAct known = model.act(act);
        if (key == null || known == null) {
            return;
        }
        if (!known.possible()) {
            notices.show(Notice.of(String.valueOf(known.why()), Tone.WARNING));
        } else if (!permits.refuses(right, notices)) {
            ForeignActViewModel question =
                    new ForeignActViewModel(act, key, control, tasks, notices, dialogs::close, model::refresh);
            dialogs.open(new ForeignActDialog(question, notices).root(), question::cancel);
        }
    }
}
