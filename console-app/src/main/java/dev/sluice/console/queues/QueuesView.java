package dev.sluice.console.queues;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.queues.QueuesScreen.Surroundings;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.StatePane;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The filter and the acts above, the table below, the chosen queue beside it.
final class QueuesView {
    private final QueuesViewModel model;
    private final Surroundings surroundings;
    private final QueuesTable table;
    private final QueueDetailView detail;
    private final TextField filter = new TextField();
    private final Button make = new Button("New queue…");
    private final Button change = new Button("Change…");
    private final Button delete = new Button("Delete…");
    private final Button pause = new Button("Pause…");
    private final Button tap = new Button("Taps…");
    private final Button purge = new Button("Purge…");
    private final StatePane root;

    QueuesView(QueuesViewModel model, Surroundings surroundings, Runnable retry) {
        this.model = model;
        this.surroundings = surroundings;
        table = new QueuesTable(model);
        detail = new QueueDetailView(model, surroundings, this::openPeek);
        HBox content = new HBox(12, table.root(), detail.root());
        HBox.setHgrow(table.root(), Priority.ALWAYS);
        VBox.setVgrow(content, Priority.ALWAYS);
        VBox page = new VBox(12, bar(), content);
        page.setId(QueuesIds.ROOT);
        root = new StatePane(QueuesIds.STATE, page, retry);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(QueuesView.class, "queues.css"));
        root.bind(model.stateProperty());
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        model.detailProperty().subscribe(this::arm);
    }

    Parent root() {
        return root;
    }

    void focus() {
        root.focus(table.focusable());
    }

    private HBox bar() {
        filter.setId(QueuesIds.FILTER);
        filter.setPromptText("Filter queues…");
        filter.setAccessibleText("Filter queues by name");
        filter.textProperty().bindBidirectional(model.filterProperty());
        filter.setPrefWidth(300);
        filter.setOnAction(event -> focus());
        KeyHint slash = new KeyHint("/");
        slash.setMouseTransparent(true);
        slash.visibleProperty().bind(filter.textProperty().isEmpty());
        StackPane field = new StackPane(filter, slash);
        field.setMaxWidth(300);
        StackPane.setAlignment(slash, Pos.CENTER_RIGHT);
        StackPane.setMargin(slash, new Insets(0, 9, 0, 0));

        act(make, QueuesIds.NEW, "N");
        make.setAccessibleText("Make a queue");
        make.setOnAction(event -> openNew());
        act(change, QueuesIds.EDIT, "E");
        change.setAccessibleText("Change the chosen queue");
        change.setOnAction(event -> openChange());
        act(delete, QueuesIds.DELETE, "Del");
        delete.getStyleClass().add("danger-outline");
        delete.setAccessibleText("Delete the chosen queue");
        delete.setOnAction(event -> openDelete());
        act(pause, QueuesIds.PAUSE, "P");
        pause.setOnAction(event -> pauseOrResume());
        act(tap, QueuesIds.TAP, "T");
        tap.setAccessibleText("Slow down or close the chosen queue");
        tap.setOnAction(event -> openTap());
        act(purge, QueuesIds.PURGE, "⇧P");
        purge.getStyleClass().add("danger-outline");
        purge.setAccessibleText("Purge the chosen queue");
        purge.setOnAction(event -> openPurge());

        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox bar = new HBox(
                8,
                field,
                gap,
                guarded(make, Acts.DEFINE_QUEUE),
                guarded(change, Acts.DEFINE_QUEUE),
                guarded(pause, Acts.PAUSE),
                guarded(tap, Acts.THROTTLE),
                guarded(purge, Acts.PURGE),
                guarded(delete, Acts.DELETE_QUEUE));
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private Guard guarded(Button button, String act) {
        return new Guard(button, surroundings.permits(), act);
    }

    private boolean refused(String act) {
        return surroundings.permits().refuses(act, surroundings.notices());
    }

    private static void act(Button button, String id, String key) {
        button.setId(id);
        button.setGraphic(new KeyHint(key));
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
    }

    private void arm(QueueDetail detail) {
        boolean none = detail == null;
        boolean paused = !none && detail.row().paused();
        change.setDisable(none);
        delete.setDisable(none);
        pause.setDisable(none);
        tap.setDisable(none);
        purge.setDisable(none);
        pause.setText(paused ? "Resume" : "Pause…");
        pause.setAccessibleText((paused ? "Resume" : "Pause") + " the chosen queue");
    }

    private void pressed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl) {
            if (event.getCode() == KeyCode.ESCAPE) {
                filter.clear();
                focus();
                event.consume();
            }
            return;
        }
        if (event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case P -> {
                if (event.isShiftDown()) {
                    openPurge();
                } else {
                    pauseOrResume();
                }
                event.consume();
            }
            case T -> {
                openTap();
                event.consume();
            }
            case L -> {
                openPeek();
                event.consume();
            }
            case N -> {
                openNew();
                event.consume();
            }
            case E -> {
                openChange();
                event.consume();
            }
            case DELETE -> {
                openDelete();
                event.consume();
            }
            case ESCAPE -> {
                table.clear();
                event.consume();
            }
            case ENTER -> {
                table.open();
                event.consume();
            }
            default -> {}
        }
    }

    /// The character, not the key: on many keyboards the slash is on another key, with Shift.
    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextInputControl)) {
            filter.requestFocus();
            event.consume();
        }
    }

    private void pauseOrResume() {
        QueueRow row = model.chosen();
        if (row == null || refused(row.paused() ? Acts.RESUME : Acts.PAUSE)) {
            return;
        }
        if (row.paused()) {
            model.resume();
            return;
        }
        PauseViewModel question = model.pauseDialog(row.name(), surroundings.dialogs()::close);
        open(new PauseDialog(question).root(), question::cancel);
    }

    private void openTap() {
        QueueRow row = model.chosen();
        if (row != null && !refused(Acts.THROTTLE)) {
            TapViewModel question = model.tapDialog(row, surroundings.dialogs()::close);
            open(new TapDialog(question).root(), question::cancel);
        }
    }

    private void openPeek() {
        QueueRow row = model.chosen();
        if (row != null && !refused(Acts.PEEK)) {
            PeekViewModel look = model.peekDialog(row.name(), surroundings.dialogs()::close);
            open(new PeekDialog(look).root(), look::close);
        }
    }

    private void openPurge() {
        QueueRow row = model.chosen();
        if (row == null || refused(Acts.PURGE)) {
            return;
        }
        PurgeViewModel question = model.purgeDialog(row.name(), surroundings.dialogs()::close);
        open(new PurgeDialog(question, detail::copy).root(), question::cancel);
    }

    private void openNew() {
        if (refused(Acts.DEFINE_QUEUE)) {
            return;
        }
        QueueFormViewModel question = model.newDialog(surroundings.dialogs()::close);
        open(new QueueFormDialog(question).root(), question::cancel);
    }

    private void openChange() {
        QueueRow row = model.chosen();
        if (row != null && !refused(Acts.DEFINE_QUEUE)) {
            QueueFormViewModel question = model.changeDialog(row, surroundings.dialogs()::close);
            open(new QueueFormDialog(question).root(), question::cancel);
        }
    }

    private void openDelete() {
        QueueRow row = model.chosen();
        if (row != null && !refused(Acts.DELETE_QUEUE)) {
            DeleteViewModel question = model.deleteDialog(row, surroundings.dialogs()::close);
            open(new DeleteDialog(question).root(), question::cancel);
        }
    }

    private void open(Node dialog, Runnable cancel) {
        surroundings.dialogs().open((Parent) dialog, cancel);
    }
}
