package dev.sluice.console.events;

import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.Tone;
import java.util.Locale;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;
import org.jspecify.annotations.Nullable;

/// The chosen event: what it is, how it came in, its JSON. Lines of JSON are virtual, so a megabyte of it opens
/// at once.
final class EventDetailView {
    private static final double WIDTH = 330;
    private static final double LINE = 18;
    private static final double LETTER = 7.3;

    private final EventsViewModel model;
    private final Notices notices;
    private final VBox root = new VBox(8);
    private final Label type = new Label();
    private final Pill subject = new Pill("", Tone.MUTED);
    private final Label timing = new Label();
    private final ListView<JsonLine> json = new ListView<>();

    EventDetailView(EventsViewModel model, Notices notices) {
        this.model = model;
        this.notices = notices;
        root.setId(EventsIds.DETAIL);
        root.getStyleClass().addAll("card", "event-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        type.setId(EventsIds.DETAIL_TYPE);
        type.getStyleClass().add("detail-title");
        type.setMinWidth(60);
        subject.setMinWidth(0);
        subject.setMaxWidth(150);
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox title = new HBox(8, type, gap, subject);
        title.setAlignment(Pos.CENTER_LEFT);
        timing.getStyleClass().addAll("muted", "event-timing");
        timing.setWrapText(true);
        timing.setMinHeight(Region.USE_PREF_SIZE);
        json.setId(EventsIds.DETAIL_JSON);
        json.setAccessibleText("The event as JSON");
        json.getStyleClass().add("json-view");
        json.setFixedCellSize(LINE);
        json.setCellFactory(list -> new LineCell());
        Button copy = new Button("Copy JSON");
        copy.setId(EventsIds.COPY);
        copy.setAccessibleText("Copy the event's JSON");
        copy.setOnAction(event -> copy());
        HBox buttons = new HBox(8, copy);
        root.getChildren().addAll(title, timing, json, buttons);
        model.detailProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private void copy() {
        EventDetail detail = model.detailProperty().get();
        if (detail != null) {
            ClipboardContent content = new ClipboardContent();
            content.putString(detail.event().json());
            Clipboard.getSystemClipboard().setContent(content);
            notices.show(Notice.of("Copied the JSON of " + detail.type(), Tone.ACCENT));
        }
    }

    private void show(@Nullable EventDetail detail) {
        root.setVisible(detail != null);
        root.setManaged(detail != null);
        if (detail == null) {
            return;
        }
        type.setText(detail.type());
        subject.setText(detail.subject());
        subject.setVisible(!detail.subject().isEmpty());
        subject.setManaged(!detail.subject().isEmpty());
        timing.setText(detail.timing());
        json.getItems().setAll(detail.json());
        json.scrollTo(0);
        // no taller than its text, and never pushing the buttons out
        double tall = detail.json().size() * LINE + 34;
        json.setPrefHeight(tall);
        json.setMaxHeight(tall);
        json.setMinHeight(60);
        VBox.setVgrow(json, Priority.SOMETIMES);
    }

    private static final class LineCell extends ListCell<JsonLine> {
        private final TextFlow flow = new TextFlow();

        private LineCell() {
            flow.setMinWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(@Nullable JsonLine line, boolean empty) {
            super.updateItem(line, empty);
            if (line == null || empty) {
                setGraphic(null);
                return;
            }
            flow.getChildren().clear();
            flow.getChildren().add(text("  ".repeat(line.indent()), "json-mark"));
            int letters = line.indent() * 2;
            for (JsonLine.Token token : line.tokens()) {
                flow.getChildren()
                        .add(text(token.text(), "json-" + token.kind().name().toLowerCase(Locale.ROOT)));
                letters += token.text().length();
            }
            // one line each: a flow would wrap at the list's width
            flow.setPrefWidth(letters * LETTER + 24);
            setGraphic(flow);
        }

        private static Text text(String words, String style) {
            Text text = new Text(words);
            text.getStyleClass().addAll("json-text", style);
            return text;
        }
    }
}
