package dev.sluice.console.replay;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.client.EventQuery;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.replay.Replay;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// Replays, and the chosen one beside them; opens the dialog that starts one. FX thread only.
public final class ReplaysScreen implements Screen {
    private final ReplayControl control;
    private final TaskRunner tasks;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Permits permits;
    private final Consumer<Screen> show;
    private final ReplaysViewModel model;
    private final ReplaysTable table;
    private final VBox root;

    /// @param show brings this screen to the front when a replay was started from another one
    public ReplaysScreen(
            ReplayControl control,
            TaskRunner tasks,
            Ticker ticker,
            Dialogs dialogs,
            Notices notices,
            Permits permits,
            Consumer<Screen> show) {
        this.control = control;
        this.tasks = tasks;
        this.dialogs = dialogs;
        this.notices = notices;
        this.permits = permits;
        this.show = show;
        model = new ReplaysViewModel(control, tasks, ticker, notices);
        table = new ReplaysTable(model);
        var detail = new ReplayDetailView(
                model, permits, new ReplayDetailView.Acting(this::pauseOrResume, this::stop, this::again));
        HBox content = new HBox(12, table.root(), detail.root());
        HBox.setHgrow(table.root(), Priority.ALWAYS);
        VBox.setVgrow(content, Priority.ALWAYS);
        StatePane state = new StatePane(ReplayIds.STATE, new VBox(10, content, foot()), model::refresh);
        state.bind(model.stateProperty());
        VBox.setVgrow(state, Priority.ALWAYS);
        // what is not seen yet takes no focus
        model.stateProperty().subscribe((before, now) -> {
            if (before == ViewState.LOADING && now == ViewState.READY) {
                table.focus();
            }
        });
        root = new VBox(12, bar(), state);
        root.setId(ReplayIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(ReplaysScreen.class, "replay.css"));
        // before the table, whose own handling of Escape would swallow it
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Opens the dialog that replays what was searched for.
    public void replay(EventQuery query) {
        open(ReplayDraft.of(query));
    }

    @Override
    public String id() {
        return "replays";
    }

    @Override
    public String title() {
        return "Replays";
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public Subscription activate() {
        Subscription active = model.activate();
        table.focus();
        return active;
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return new ReadOnlyObjectWrapper<>(Badge.NONE);
    }

    private HBox bar() {
        Label what = new Label("Stored events that were sent again. A replay is started from the Events screen.");
        what.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button copy = new Button("Copy as command");
        copy.setId(ReplayIds.COPY);
        copy.setAccessibleText("Copy as command");
        copy.setOnAction(event -> {
            DialogParts.copy(model.command());
            notices.show(Notice.of("Copied: " + model.command(), Tone.ACCENT));
        });
        HBox bar = new HBox(8, what, gap, copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private HBox foot() {
        Label count = new Label();
        count.setId(ReplayIds.COUNT);
        count.getStyleClass().add("muted");
        count.textProperty().bind(model.countProperty());
        Button older = new Button("Show older");
        older.setId(ReplayIds.OLDER);
        older.setAccessibleText("Show older replays");
        older.setOnAction(event -> model.older());
        older.visibleProperty().bind(model.moreProperty());
        older.managedProperty().bind(older.visibleProperty());
        HBox foot = new HBox(10, count, older);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.chosenProperty().get() != null) {
            if (event.getTarget() instanceof TextInputControl) {
                table.focus();
            } else {
                model.choose(null);
                table.clear();
            }
            event.consume();
            return;
        }
        if (event.getTarget() instanceof TextInputControl
                || event.isControlDown()
                || event.isAltDown()
                || event.isMetaDown()) {
            return;
        }
        switch (event.getCode()) {
            case P -> act(event, this::pauseOrResume);
            case S -> act(event, this::stop);
            case A -> act(event, this::again);
            default -> {}
        }
    }

    private static void act(KeyEvent event, Runnable act) {
        act.run();
        event.consume();
    }

    private void pauseOrResume() {
        ReplayRow row = model.chosenProperty().get();
        if (row == null) {
            return;
        }
        if (row.replay().state().equals(Replay.RUNNING)) {
            if (!permits.refuses(Acts.PAUSE_REPLAY, notices)) {
                model.pause();
            }
        } else if (row.replay().resumable() && !permits.refuses(Acts.RESUME_REPLAY, notices)) {
            model.resume();
            table.focus();
        }
    }

    private void stop() {
        ReplayRow row = model.chosenProperty().get();
        if (row == null || row.replay().over() || permits.refuses(Acts.STOP_REPLAY, notices)) {
            return;
        }
        StopDialog question = new StopDialog(row, model::stop, dialogs::close);
        dialogs.open(question.root(), dialogs::close);
        question.focus();
    }

    private void again() {
        ReplayRow row = model.chosenProperty().get();
        if (row != null && row.replay().over()) {
            open(ReplayDraft.of(row.replay()));
        }
    }

    private void open(ReplayDraft draft) {
        if (permits.refuses(Acts.REPLAY, notices)) {
            return;
        }
        ReplayViewModel question = new ReplayViewModel(draft, control, tasks, this::begun, dialogs::close);
        dialogs.open(new ReplayDialog(question).root(), question::leave);
    }

    private void begun(Replay replay) {
        model.open(replay);
        show.accept(this);
        notices.show(Notice.of("The replay runs; it goes on when the console is closed.", Tone.ACCENT));
    }
}
