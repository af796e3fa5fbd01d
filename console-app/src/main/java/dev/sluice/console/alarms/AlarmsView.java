package dev.sluice.console.alarms;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.Dialogs;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The alarms, the chosen one beside them with what to do and the way to acknowledge it. A goes to the note, Enter
/// acknowledges, D asks for how long to disable the rule, Escape goes back.
final class AlarmsView {
    private static final double DETAIL_WIDTH = 360;
    private static final double NAME_WIDTH = 70;

    private final AlarmsViewModel model;
    private final Dialogs dialogs;
    private final Notices notices;
    private final Permits permits;
    private final TableView<AlarmRow> table = new TableView<>();
    private final TextField note = new TextField();
    private final VBox lines = new VBox();
    private final Label rule = new Label();
    private final Pill severity = new Pill("", Tone.MUTED);
    private final HBox acting;
    private final VBox detail;
    private final StatePane state;
    private final VBox root;

    AlarmsView(AlarmsViewModel model, Dialogs dialogs, Notices notices, Permits permits) {
        this.model = model;
        this.dialogs = dialogs;
        this.permits = permits;
        this.notices = notices;
        build();
        acting = acting();
        detail = new VBox(10, title(), lines, acting, disabling());
        detail.setId(AlarmsIds.DETAIL);
        detail.getStyleClass().addAll("card", "alarms-detail");
        detail.setMinWidth(DETAIL_WIDTH);
        detail.setMaxWidth(DETAIL_WIDTH);
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        HBox.setHgrow(card, Priority.ALWAYS);
        HBox content = new HBox(12, card, detail);
        VBox.setVgrow(content, Priority.ALWAYS);
        Label count = new Label();
        count.setId(AlarmsIds.COUNT);
        count.getStyleClass().add("muted");
        count.textProperty().bind(model.countProperty());
        state = new StatePane(AlarmsIds.STATE, new VBox(10, content, count), model::refresh);
        VBox.setVgrow(state, Priority.ALWAYS);
        state.bind(model.stateProperty());
        root = new VBox(12, bar(), state);
        root.setId(AlarmsIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(AlarmsView.class, "alarms.css"));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        model.chosenProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    void focus() {
        state.focus(table);
        start();
    }

    private HBox bar() {
        var which = new SegmentedButtons<>(
                AlarmsIds.WHICH, "Which alarms", List.of(AlarmsViewModel.Which.values()), AlarmsViewModel.Which::label);
        which.selectedProperty().bindBidirectional(model.whichProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button copy = new Button("Copy as command");
        copy.setId(AlarmsIds.COPY);
        copy.setAccessibleText("Copy as command");
        copy.setOnAction(event -> copy());
        HBox bar = new HBox(8, which, gap, copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private HBox acting() {
        note.setId(AlarmsIds.NOTE);
        note.setPromptText("Note for whoever looks next");
        note.setAccessibleText("Note of the acknowledgement");
        note.textProperty().bindBidirectional(model.noteProperty());
        note.setOnAction(event -> acknowledge());
        KeyHint key = new KeyHint("A");
        key.setMouseTransparent(true);
        key.visibleProperty()
                .bind(note.textProperty().isEmpty().and(note.focusedProperty().not()));
        StackPane field = new StackPane(note, key);
        StackPane.setAlignment(key, Pos.CENTER_RIGHT);
        StackPane.setMargin(key, new Insets(0, 9, 0, 0));
        HBox.setHgrow(field, Priority.ALWAYS);
        Button ack = new Button("Acknowledge");
        ack.setId(AlarmsIds.ACK);
        ack.setAccessibleText("Acknowledge the chosen alarm");
        ack.getStyleClass().add("accent");
        ack.setOnAction(event -> acknowledge());
        HBox box = new HBox(8, field, new Guard(ack, permits, Acts.ACK_ALARM));
        box.setAlignment(Pos.CENTER_LEFT);
        return box;
    }

    private HBox disabling() {
        Button disable = new Button("Disable rule…", new KeyHint("D"));
        disable.setId(AlarmsIds.DISABLE);
        disable.setContentDisplay(ContentDisplay.RIGHT);
        disable.setAccessibleText("Disable the rule of the chosen alarm for a while");
        disable.setOnAction(event -> openDisable());
        return new HBox(new Guard(disable, permits, Acts.DISABLE_ALARM_RULE));
    }

    private void openDisable() {
        @Nullable AlarmRow row = model.chosenProperty().get();
        if (row != null && !permits.refuses(Acts.DISABLE_ALARM_RULE, notices)) {
            DisableViewModel question = model.disableDialog(row, dialogs::close);
            dialogs.open(new DisableDialog(question).root(), question::cancel);
        }
    }

    private void acknowledge() {
        model.acknowledge();
        focus();
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.command());
        Clipboard.getSystemClipboard().setContent(content);
        notices.show(Notice.of("Copied: " + model.command(), Tone.ACCENT));
    }

    private void build() {
        Columns.style(table, AlarmsIds.TABLE, "Alarms, those to be acted on first");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getColumns().add(Columns.fixed(Columns.pill("Severity", AlarmRow::severity, AlarmRow::tone), 92));
        TableColumn<AlarmRow, String> ruleColumn = Columns.fixed(Columns.text("Rule", AlarmRow::rule), 140);
        // the chosen alarm's stands beside the table
        ruleColumn.visibleProperty().bind(model.chosenProperty().isNull());
        table.getColumns().add(Columns.fixed(Columns.text("State", AlarmRow::state), 112));
        table.getColumns().add(Columns.wide(Columns.text("What", AlarmRow::text), 330));
        table.getColumns().add(ruleColumn);
        table.getColumns().add(Columns.fixed(Columns.text("Last came", AlarmRow::since), 120));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.rows().addListener((ListChangeListener<AlarmRow>) change -> select());
    }

    private HBox title() {
        rule.getStyleClass().add("detail-title");
        rule.setMinWidth(0);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        severity.setMinWidth(Region.USE_PREF_SIZE);
        HBox title = new HBox(8, rule, gap, severity);
        title.setAlignment(Pos.CENTER_LEFT);
        return title;
    }

    /// With nothing chosen, the first arrow key goes to the first line.
    private void start() {
        if (model.chosenProperty().get() == null) {
            table.getFocusModel().focus(-1);
        }
    }

    /// A worse one comes on top; the chosen one stays chosen.
    private void select() {
        @Nullable AlarmRow chosen = model.chosenProperty().get();
        if (chosen == null) {
            table.getSelectionModel().clearSelection();
            start();
            return;
        }
        for (int i = 0; i < model.rows().size(); i++) {
            if (model.rows().get(i).id().equals(chosen.id())
                    && table.getSelectionModel().getSelectedIndex() != i) {
                table.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private void show(@Nullable AlarmRow row) {
        boolean writing = note.isFocused();
        if (row != null) {
            rule.setText(row.rule());
            severity.show(row.severity(), row.tone());
            lines.getChildren()
                    .setAll(row.lines().stream().map(AlarmsView::line).toList());
        }
        detail.setVisible(row != null);
        detail.setManaged(row != null);
        acting.setVisible(model.acknowledgeable());
        acting.setManaged(model.acknowledgeable());
        select();
        if (writing && !model.acknowledgeable()) {
            // somebody else was first, so the note is gone
            focus();
        }
    }

    private static HBox line(AlarmRow.Line line) {
        Label name = new Label(line.name());
        name.getStyleClass().add("muted");
        name.setMinWidth(NAME_WIDTH);
        Label value = new Label(line.value());
        value.setWrapText(true);
        value.setMinHeight(Region.USE_PREF_SIZE);
        HBox box = new HBox(name, value);
        box.getStyleClass().add("definition");
        return box;
    }

    private void pressed(KeyEvent event) {
        boolean writing = event.getTarget() instanceof TextInputControl;
        if (event.getCode() == KeyCode.ESCAPE) {
            if (writing) {
                focus();
            } else {
                model.choose(null);
            }
            event.consume();
        }
    }

    /// The character, not the key: a key's character comes after it, and would be written into the note.
    private void typed(KeyEvent event) {
        if (event.getTarget() instanceof TextInputControl
                || event.isControlDown()
                || event.isAltDown()
                || event.isMetaDown()) {
            return;
        }
        if (event.getCharacter().equalsIgnoreCase("a") && model.acknowledgeable()) {
            note.requestFocus();
            event.consume();
        } else if (event.getCharacter().equalsIgnoreCase("d")) {
            openDisable();
            event.consume();
        }
    }
}
