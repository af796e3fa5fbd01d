package dev.sluice.console.deadletters;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Screen;
import dev.sluice.console.widget.StatePane;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/// The acts above, the board below, the chosen kind beside it. FX thread only.
public final class DeadLettersScreen implements Screen {
    private final BoardViewModel model;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Permits permits;
    private final BoardTable table;
    private final StatePane state;
    private final VBox root;

    public DeadLettersScreen(
            DeadLetterControl control,
            TaskRunner tasks,
            Ticker ticker,
            Dialogs dialogs,
            Notices notices,
            Permits permits) {
        this.dialogs = dialogs;
        this.notices = notices;
        this.permits = permits;
        model = new BoardViewModel(control, tasks, ticker, notices);
        table = new BoardTable(model);
        HBox content = new HBox(12, table.root(), new KindDetailView(model, permits).root());
        HBox.setHgrow(table.root(), Priority.ALWAYS);
        state = new StatePane(DeadLettersIds.STATE, content, model::refresh);
        VBox.setVgrow(state, Priority.ALWAYS);
        state.bind(model.stateProperty());
        root = new VBox(12, bar(), state);
        root.setId(DeadLettersIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(DeadLettersScreen.class, "deadletters.css"));
        // before the table, whose own handling of Escape would swallow it
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    }

    /// Counts letters that nobody has looked at for the navigation for as long as the server is connected.
    public Subscription watch() {
        return model.watch();
    }

    @Override
    public String id() {
        return "dead-letters";
    }

    @Override
    public String title() {
        return "Dead letters";
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public Subscription activate() {
        Subscription active = model.activate();
        table.focus(state);
        return active;
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public ObservableValue<Badge> badge() {
        return model.badgeProperty();
    }

    private HBox bar() {
        Label what = new Label("Events that could not be stored, by kind: queue, code and reason.");
        what.getStyleClass().add("muted");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button redrive = act(DeadLettersIds.REDRIVE, "Redrive…", "R", "Send dead letters again", this::openRedrive);
        Button mark = act(DeadLettersIds.MARK, "Mark…", "M", "Say something of the chosen kind", this::openMark);
        Button discard = act(DeadLettersIds.DISCARD, "Discard…", "D", "Discard dead letters", this::openDiscard);
        discard.getStyleClass().add("danger-outline");
        Button history = button(DeadLettersIds.HISTORY, "History…", "H", "Show the last redrives and discards");
        history.setOnAction(event -> openHistory());
        HBox bar = new HBox(
                8,
                what,
                gap,
                history,
                new Guard(redrive, permits, Acts.REDRIVE),
                new Guard(mark, permits, Acts.MARK_LETTERS),
                new Guard(discard, permits, Acts.DISCARD));
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private Button act(String id, String text, String key, String accessibleText, Consumer<GroupRow> act) {
        Button button = button(id, text, key, accessibleText);
        button.disableProperty().bind(model.chosenProperty().isNull());
        button.setOnAction(event -> withChosen(act));
        return button;
    }

    private static Button button(String id, String text, String key, String accessibleText) {
        Button button = new Button(text, new KeyHint(key));
        button.setId(id);
        button.setContentDisplay(ContentDisplay.RIGHT);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setMnemonicParsing(false);
        button.setAccessibleText(accessibleText);
        return button;
    }

    private void pressed(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && model.chosenProperty().get() != null) {
            model.choose((GroupRow) null);
            table.clear();
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
            case R -> act(event, this::openRedrive);
            case M -> act(event, this::openMark);
            case D -> act(event, this::openDiscard);
            case H -> {
                openHistory();
                event.consume();
            }
            default -> {}
        }
    }

    private void act(KeyEvent event, Consumer<GroupRow> act) {
        withChosen(act);
        event.consume();
    }

    private void withChosen(Consumer<GroupRow> act) {
        GroupRow row = model.chosenProperty().get();
        if (row != null) {
            act.accept(row);
        }
    }

    private void openHistory() {
        HistoryViewModel history = model.historyDialog(model.chosenProperty().get(), dialogs::close);
        dialogs.open(new HistoryDialog(history, permits).root(), history::close);
    }

    private void openRedrive(GroupRow row) {
        if (permits.refuses(Acts.REDRIVE, notices)) {
            return;
        }
        RedriveViewModel question = model.redriveDialog(row, dialogs::close);
        dialogs.open(new RedriveDialog(question).root(), question::leave);
    }

    private void openMark(GroupRow row) {
        if (permits.refuses(Acts.MARK_LETTERS, notices)) {
            return;
        }
        MarkViewModel question = model.markDialog(row, dialogs::close);
        dialogs.open(new MarkDialog(question).root(), question::cancel);
    }

    private void openDiscard(GroupRow row) {
        if (permits.refuses(Acts.DISCARD, notices)) {
            return;
        }
        DiscardViewModel question = model.discardDialog(row, dialogs::close);
        dialogs.open(new DiscardDialog(question).root(), question::cancel);
    }
}
