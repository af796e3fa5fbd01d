package dev.sluice.console.queues;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Guard;
import dev.sluice.console.queues.QueuesScreen.Surroundings;
import dev.sluice.console.widget.Crosshair;
import dev.sluice.console.widget.KeyHint;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Pill;
import dev.sluice.console.widget.StripChart;
import dev.sluice.console.widget.Tone;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/// The chosen queue: its state, why it is paused, how its depth went, what it is.
final class QueueDetailView {
    private static final double WIDTH = 330;
    private static final double NAME_WIDTH = 104;

    private final QueuesViewModel model;
    private final Surroundings surroundings;
    private final VBox root = new VBox(10);
    private final Label name = new Label();
    private final Pill state = new Pill("", Tone.MUTED);
    private final Label why = new Label();
    private final Label until = new Label();
    private final HBox banner = new HBox(10);
    private final Label faults = new Label();
    private final StripChart depth = new StripChart(QueuesIds.CHART, new Crosshair(), Numbers::measured, 1);
    private final VBox lines = new VBox();
    private List<String> shownNames = List.of();

    QueueDetailView(QueuesViewModel model, Surroundings surroundings, Runnable look) {
        this.model = model;
        this.surroundings = surroundings;
        root.setId(QueuesIds.DETAIL);
        root.getStyleClass().addAll("card", "queue-detail");
        root.setMinWidth(WIDTH);
        root.setMaxWidth(WIDTH);
        name.setId(QueuesIds.DETAIL_NAME);
        name.getStyleClass().add("detail-title");
        state.setId(QueuesIds.DETAIL_STATE);
        depth.setMinHeight(122);
        depth.setPrefHeight(122);
        depth.setMaxHeight(122);
        depth.name("Events that waited in this queue over time");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox title = new HBox(8, name, gap, state);
        title.setAlignment(Pos.CENTER_LEFT);
        Label caption = new Label("Waiting, events");
        caption.getStyleClass().add("card-title");
        root.getChildren()
                .addAll(
                        title,
                        faults(),
                        banner(),
                        caption,
                        depth,
                        lines,
                        new PurgesView(model.purges(), surroundings.permits()).root(),
                        buttons(look));
        model.detailProperty().subscribe(this::show);
    }

    Parent root() {
        return root;
    }

    private Label faults() {
        faults.setId(QueuesIds.FAULTS);
        faults.setWrapText(true);
        faults.getStyleClass().add("fault-banner");
        faults.setMinHeight(Region.USE_PREF_SIZE);
        return faults;
    }

    private HBox banner() {
        why.setWrapText(true);
        until.setWrapText(true);
        VBox words = new VBox(1, why, until);
        HBox.setHgrow(words, Priority.ALWAYS);
        Button resume = new Button("Resume");
        resume.setId(QueuesIds.RESUME);
        resume.setAccessibleText("Resume this queue");
        resume.setMinWidth(Region.USE_PREF_SIZE);
        resume.setOnAction(event -> model.resume());
        banner.setId(QueuesIds.BANNER);
        banner.getStyleClass().add("pause-banner");
        banner.setAlignment(Pos.CENTER_LEFT);
        banner.getChildren().addAll(words, new Guard(resume, surroundings.permits(), Acts.RESUME));
        return banner;
    }

    private FlowPane buttons(Runnable look) {
        Button copy = new Button("Copy as command");
        copy.setId(QueuesIds.COPY);
        copy.setAccessibleText("Copy the command that shows this queue");
        copy.setOnAction(event -> copy());
        Button events = new Button("Open in Events");
        events.setId(QueuesIds.OPEN_EVENTS);
        events.setAccessibleText("Show the stored events of this queue");
        events.setOnAction(event -> {
            QueueRow row = model.chosen();
            if (row != null) {
                surroundings.openEvents().accept(QueuesViewModel.query(row));
            }
        });
        Button peek = new Button("Look in", new KeyHint("L"));
        peek.setId(QueuesIds.PEEK);
        peek.setContentDisplay(ContentDisplay.RIGHT);
        peek.setAccessibleText("Look at the head of this queue");
        peek.setOnAction(event -> look.run());
        for (Button each : List.of(copy, events, peek)) {
            each.setMinWidth(Region.USE_PREF_SIZE);
        }
        return new FlowPane(8, 8, copy, events, new Guard(peek, surroundings.permits(), Acts.PEEK));
    }

    private void copy() {
        QueueRow row = model.chosen();
        if (row != null) {
            copy(QueuesViewModel.command(row));
        }
    }

    /// Puts a command line where it can be pasted from, and says so.
    void copy(String command) {
        ClipboardContent content = new ClipboardContent();
        content.putString(command);
        Clipboard.getSystemClipboard().setContent(content);
        surroundings.notices().show(Notice.of("Copied: " + command, Tone.ACCENT));
    }

    private void show(@Nullable QueueDetail detail) {
        root.setVisible(detail != null);
        root.setManaged(detail != null);
        if (detail == null) {
            return;
        }
        name.setText(detail.row().name());
        state.show(detail.stateWord(), detail.row().tone());
        faults.setText(String.join("\n", detail.faults()));
        faults.setVisible(!detail.faults().isEmpty());
        faults.setManaged(!detail.faults().isEmpty());
        QueueDetail.Banner pause = detail.banner();
        banner.setVisible(pause != null);
        banner.setManaged(pause != null);
        if (pause != null) {
            why.setText(pause.why());
            until.setText(pause.until());
        }
        depth.show(detail.depth());
        showLines(detail.lines());
    }

    /// Nodes stay; only their words change, each second.
    private void showLines(List<QueueDetail.Line> next) {
        List<String> names = next.stream().map(QueueDetail.Line::name).toList();
        if (!names.equals(shownNames)) {
            shownNames = names;
            lines.getChildren().setAll(next.stream().map(QueueDetailView::line).toList());
        }
        for (int i = 0; i < next.size(); i++) {
            HBox line = (HBox) lines.getChildren().get(i);
            ((Label) line.getChildren().get(1)).setText(next.get(i).value());
        }
    }

    private static HBox line(QueueDetail.Line line) {
        Label label = new Label(line.name());
        label.getStyleClass().add("muted");
        label.setMinWidth(NAME_WIDTH);
        Label value = new Label();
        value.setWrapText(true);
        value.getStyleClass().add(line.mono() ? "mono" : "plain");
        HBox box = new HBox(label, value);
        box.getStyleClass().add("definition");
        return box;
    }
}
