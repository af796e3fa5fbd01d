package dev.sluice.console.audit;

import dev.sluice.console.theme.Theme;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.SegmentedButtons;
import dev.sluice.console.widget.StatePane;
import dev.sluice.console.widget.Tone;
import java.util.List;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
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

/// The filter above, the records below, the chosen one beside them.
final class AuditView {
    private static final double DETAIL_WIDTH = 330;
    private static final double NAME_WIDTH = 76;

    private final AuditViewModel model;
    private final Notices notices;
    private final TableView<AuditRow> table = new TableView<>();
    private final TextField filter = new TextField();
    private final VBox lines = new VBox();
    private final VBox detail = new VBox(10, lines);
    private final VBox root;
    private final StatePane state;

    AuditView(AuditViewModel model, Notices notices) {
        this.model = model;
        this.notices = notices;
        build();
        StackPane card = new StackPane(table);
        card.getStyleClass().addAll("card", "table-card");
        HBox.setHgrow(card, Priority.ALWAYS);
        detail.setId(AuditIds.DETAIL);
        detail.getStyleClass().addAll("card", "audit-detail");
        detail.setMinWidth(DETAIL_WIDTH);
        detail.setMaxWidth(DETAIL_WIDTH);
        HBox content = new HBox(12, card, detail);
        VBox.setVgrow(content, Priority.ALWAYS);
        state = new StatePane(AuditIds.STATE, new VBox(10, content, foot()), model::refresh);
        VBox.setVgrow(state, Priority.ALWAYS);
        state.bind(model.stateProperty());
        root = new VBox(12, bar(), state);
        root.setId(AuditIds.ROOT);
        root.setPadding(new Insets(14));
        root.getStylesheets().add(Theme.stylesheet(AuditView.class, "audit.css"));
        root.addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        root.addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        show(null);
    }

    Parent root() {
        return root;
    }

    void focus() {
        state.focus(table);
    }

    private HBox bar() {
        filter.setId(AuditIds.FILTER);
        filter.setPromptText("Filter by who, act, target, reason…");
        filter.setAccessibleText("Filter the audit");
        filter.textProperty().bindBidirectional(model.textProperty());
        filter.setPrefWidth(300);
        filter.setOnAction(event -> table.requestFocus());
        KeyHint slash = new KeyHint("/");
        slash.setMouseTransparent(true);
        slash.visibleProperty().bind(filter.textProperty().isEmpty());
        StackPane field = new StackPane(filter, slash);
        StackPane.setAlignment(slash, Pos.CENTER_RIGHT);
        StackPane.setMargin(slash, new Insets(0, 9, 0, 0));
        var range = new SegmentedButtons<>(
                AuditIds.RANGE, "Of the last", List.of(AuditViewModel.Range.values()), AuditViewModel.Range::label);
        range.selectedProperty().bindBidirectional(model.rangeProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button copy = new Button("Copy as command");
        copy.setId(AuditIds.COPY);
        copy.setAccessibleText("Copy as command");
        copy.setOnAction(event -> copy());
        HBox bar = new HBox(8, field, range, gap, copy);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.setMinHeight(36);
        return bar;
    }

    private HBox foot() {
        Label count = new Label();
        count.setId(AuditIds.COUNT);
        count.getStyleClass().add("muted");
        count.textProperty().bind(model.countProperty());
        Button older = new Button("Show older");
        older.setId(AuditIds.OLDER);
        older.setAccessibleText("Show older records");
        older.setOnAction(event -> model.older());
        older.visibleProperty().bind(model.moreProperty());
        older.managedProperty().bind(older.visibleProperty());
        HBox foot = new HBox(10, count, older);
        foot.setAlignment(Pos.CENTER_LEFT);
        return foot;
    }

    private void copy() {
        ClipboardContent content = new ClipboardContent();
        content.putString(model.command());
        Clipboard.getSystemClipboard().setContent(content);
        notices.show(Notice.of("Copied: " + model.command(), Tone.ACCENT));
    }

    private void build() {
        Columns.style(table, AuditIds.TABLE, "What operators did, newest first");
        table.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        table.getColumns().add(Columns.wide(Columns.text("Time", AuditRow::at), 108));
        table.getColumns().add(Columns.wide(Columns.text("Who", AuditRow::who), 92));
        table.getColumns().add(Columns.wide(Columns.text("Act", AuditRow::act), 92));
        table.getColumns().add(Columns.wide(Columns.text("Target", AuditRow::target), 140));
        table.getColumns().add(Columns.wide(Columns.cells("Outcome", OutcomeCell::new), 140));
        table.getColumns().add(Columns.wide(Columns.text("Reason", AuditRow::reason), 170));
        table.setItems(model.rows());
        table.getSelectionModel().selectedItemProperty().subscribe(this::show);
    }

    private void show(@Nullable AuditRow row) {
        boolean shown = row != null;
        detail.setVisible(shown);
        detail.setManaged(shown);
        if (row != null) {
            lines.getChildren().setAll(row.lines().stream().map(AuditView::line).toList());
        }
    }

    private static HBox line(AuditRow.Line line) {
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
        if (event.getCode() == KeyCode.ESCAPE) {
            if (event.getTarget() instanceof TextInputControl) {
                filter.clear();
                table.requestFocus();
            } else {
                table.getSelectionModel().clearSelection();
            }
            event.consume();
        }
    }

    /// The character, not the key: on many keyboards the slash is on another key, with Shift.
    private void typed(KeyEvent event) {
        if (event.getCharacter().equals("/") && !(event.getTarget() instanceof TextInputControl)) {
            filter.requestFocus();
            event.consume();
        }
    }

    /// A pill only for what did not go well: a column of pills says nothing.
    private static final class OutcomeCell extends TableCell<AuditRow, AuditRow> {
        private final Pill pill = new Pill("", Tone.MUTED);

        @Override
        protected void updateItem(@Nullable AuditRow row, boolean empty) {
            super.updateItem(row, empty);
            boolean plain = row == null || row.tone() == Tone.MUTED;
            setText(empty || row == null || !plain ? null : row.outcome());
            if (row != null && !plain) {
                pill.show(row.outcome(), row.tone());
            }
            setGraphic(empty || plain ? null : pill);
        }
    }
}
