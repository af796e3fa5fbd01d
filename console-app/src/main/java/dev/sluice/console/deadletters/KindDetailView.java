package dev.sluice.console.deadletters;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Columns;
import dev.sluice.console.widget.DialogParts;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Tone;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TableView;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen kind: why, its letters, the bytes of one and a place to mend them.
final class KindDetailView {
    private static final double WIDTH = 372;
    private static final double LETTERS_HEIGHT = 150;

    private final BoardViewModel model;
    private final Permits permits;
    private final VBox root = new VBox(8);
    private final Label title = new Label();
    private final Pill state = new Pill("", Tone.MUTED);
    private final Label why = DialogParts.wrapped("");
    private final Label figures = DialogParts.wrapped("");
    private final Label marked = DialogParts.wrapped("");
    private final TableView<LetterRow> letters = new TableView<>();
    private final TextArea body = new TextArea();
    private final Label result = DialogParts.wrapped("");

    KindDetailView(BoardViewModel model, Permits permits) {
        this.model = model;
        this.permits = permits;
        root.setId(DeadLettersIds.DETAIL);
        root.getStyleClass().addAll("card", "dead-letters-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        title.getStyleClass().add("detail-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox top = new HBox(8, title, gap, state);
        top.setAlignment(Pos.CENTER_LEFT);
        why.setId(DeadLettersIds.WHY);
        figures.getStyleClass().add("muted");
        marked.setId(DeadLettersIds.MARKED);
        marked.getStyleClass().add("muted");
        buildLetters();
        body.setId(DeadLettersIds.BODY);
        body.setAccessibleText("The bytes of the letter, to be edited");
        body.getStyleClass().add("mono");
        body.setWrapText(true);
        body.setMinHeight(90);
        body.textProperty().bindBidirectional(model.bodyProperty());
        VBox.setVgrow(body, Priority.ALWAYS);
        result.setId(DeadLettersIds.RESULT);
        result.getStyleClass().add("toned-text");
        root.getChildren().addAll(top, why, figures, marked, lettersCard(), body, result, editing());
        root.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER && event.isShortcutDown()) {
                model.edit();
                event.consume();
            }
        });
        model.chosenProperty().subscribe(this::show);
        model.resultProperty().subscribe((before, now) -> {
            result.getStyleClass().remove(before.tone().styleClass());
            show(now);
        });
        show(model.resultProperty().get());
    }

    Parent root() {
        return root;
    }

    private void buildLetters() {
        letters.setId(DeadLettersIds.LETTERS);
        letters.setAccessibleText("Letters of the chosen kind");
        letters.setFixedCellSize(27);
        letters.setColumnResizePolicy(TableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        letters.getColumns().add(Columns.text("Letter", LetterRow::id));
        letters.getColumns().add(Columns.fixed(Columns.text("Died (UTC)", LetterRow::died), 178));
        letters.getColumns().add(Columns.fixed(Columns.text("Attempt", LetterRow::attempt), 70));
        letters.setItems(model.letters());
        letters.getSelectionModel().selectedItemProperty().addListener((property, before, now) -> {
            if (now != null) {
                model.choose(now);
            }
        });
        model.letters().addListener((ListChangeListener<LetterRow>) change -> select());
        model.letterProperty().addListener(observable -> select());
    }

    private StackPane lettersCard() {
        StackPane card = new StackPane(letters);
        card.getStyleClass().addAll("card", "table-card");
        card.setMinHeight(LETTERS_HEIGHT);
        card.setPrefHeight(LETTERS_HEIGHT);
        card.setMaxHeight(LETTERS_HEIGHT);
        return card;
    }

    private void select() {
        LetterRow chosen = model.letterProperty().get();
        for (int i = 0; chosen != null && i < model.letters().size(); i++) {
            if (model.letters().get(i).id().equals(chosen.id())
                    && letters.getSelectionModel().getSelectedIndex() != i) {
                letters.getSelectionModel().clearAndSelect(i);
            }
        }
    }

    private HBox editing() {
        Button copy = button(DeadLettersIds.COPY, "Copy", "Copy the bytes of this letter");
        copy.setOnAction(event -> DialogParts.copy(body.getText()));
        Button line = button(DeadLettersIds.EDIT_LINE, "Copy line", "Copy the line that sends this text in a terminal");
        line.disableProperty().bind(model.readyProperty().not());
        line.setOnAction(event -> DialogParts.copy(model.editLine()));
        TextField reason = DialogParts.input(
                DeadLettersIds.EDIT_REASON, "Reason of the edit", "reason", model.reasonProperty(), model::edit);
        HBox.setHgrow(reason, Priority.ALWAYS);
        Button send = button(DeadLettersIds.EDIT, "Send", "Send this letter with the edited text");
        send.setGraphic(new KeyHint("Ctrl ⏎"));
        send.setContentDisplay(ContentDisplay.RIGHT);
        send.getStyleClass().add("accent");
        send.disableProperty().bind(model.readyProperty().not());
        send.setOnAction(event -> model.edit());
        HBox buttons = new HBox(8, copy, line, reason, new Guard(send, permits, Acts.EDIT_LETTER));
        buttons.setAlignment(Pos.CENTER_RIGHT);
        return buttons;
    }

    private static Button button(String id, String text, String accessibleText) {
        Button button = new Button(text);
        button.setId(id);
        button.setAccessibleText(accessibleText);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }

    private void show(BoardViewModel.Result now) {
        result.setText(now.text());
        result.setVisible(!now.text().isEmpty());
        result.setManaged(!now.text().isEmpty());
        result.getStyleClass().add(now.tone().styleClass());
    }

    private void show(@Nullable GroupRow row) {
        root.setVisible(row != null);
        root.setManaged(row != null);
        if (row == null) {
            return;
        }
        title.setText(row.code() + " · " + row.queue());
        state.show(row.state(), row.tone());
        why.setText(row.why());
        figures.setText(row.figures());
        marked.setText(row.marked());
        marked.setVisible(!row.marked().isEmpty());
        marked.setManaged(!row.marked().isEmpty());
    }
}
