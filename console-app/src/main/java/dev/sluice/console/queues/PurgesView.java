package dev.sluice.console.queues;

import dev.sluice.console.access.Acts;
import dev.sluice.console.access.Permits;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Times;
import dev.sluice.model.queue.Purge;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// The last purges of a queue, each with its way back.
final class PurgesView {
    private final PurgeHistory history;
    private final Permits permits;
    private final VBox root = new VBox();

    PurgesView(PurgeHistory history, Permits permits) {
        this.history = history;
        this.permits = permits;
        root.setId(QueuesIds.PURGES);
        history.itemsProperty().subscribe(this::show);
        permits.sessionProperty()
                .subscribe(session -> show(history.itemsProperty().get()));
    }

    Parent root() {
        return root;
    }

    private void show(List<Purge> purges) {
        root.setVisible(!purges.isEmpty());
        root.setManaged(!purges.isEmpty());
        boolean focused = root.isFocusWithin();
        Label caption = new Label("Last purges");
        caption.getStyleClass().add("card-title");
        root.getChildren().setAll(caption);
        IntStream.range(0, purges.size())
                .forEach(i -> root.getChildren().add(line(purges.get(i), QueuesIds.UNDO + "-" + i)));
        if (focused) {
            // the button that was pressed is gone; without this the screen's keys would be dead
            root.requestFocus();
        }
    }

    private HBox line(Purge purge, String id) {
        Label when = new Label(Times.day(purge.startedAt()));
        when.getStyleClass().add("muted");
        when.setMinWidth(Region.USE_PREF_SIZE);
        Label what = new Label(what(purge));
        HBox.setHgrow(what, Priority.ALWAYS);
        what.setMaxWidth(Double.MAX_VALUE);
        what.setTooltip(new Tooltip(words(purge)));
        HBox line = new HBox(8, when, what, end(purge, id));
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(30);
        line.getStyleClass().add("definition");
        return line;
    }

    private Node end(Purge purge, String id) {
        if (purge.undoUntil() != null && !purge.moves()) {
            Button undo = new Button("Undo");
            undo.setId(id);
            undo.getStyleClass().add("small");
            undo.setMinWidth(Region.USE_PREF_SIZE);
            undo.setAccessibleText("Put " + Numbers.count(purge.purged(), "event", "events") + " back");
            undo.setTooltip(new Tooltip("Until " + Times.day(purge.undoUntil()) + ". In a terminal: "
                    + PurgeCommandLine.undo(purge.queue(), purge.id())));
            undo.setOnAction(event -> history.undo(purge));
            String refusal = permits.refusal(Acts.UNDO_PURGE);
            if (refusal == null) {
                return undo;
            }
            undo.setDisable(true);
            undo.setAccessibleHelp(refusal);
            // a disabled node shows no tooltip, so what stands around it does
            StackPane around = new StackPane(undo);
            Tooltip.install(around, new Tooltip(refusal));
            return around;
        }
        Label word = new Label(purge.moves() ? Numbers.measured(purge.eventsPerSecond()) + " /s" : word(purge));
        word.getStyleClass().add("muted");
        word.setMinWidth(Region.USE_PREF_SIZE);
        return word;
    }

    private static String word(Purge purge) {
        return purge.state().equals(Purge.UNDONE) ? "undone" : "no undo";
    }

    private static String what(Purge purge) {
        return switch (purge.state()) {
            case Purge.RUNNING ->
                Numbers.grouped(purge.purged()) + " of " + Numbers.grouped(purge.planned()) + " removed";
            case Purge.UNDOING -> Numbers.grouped(purge.undone()) + " of " + Numbers.grouped(purge.purged()) + " back";
            case Purge.STOPPED, Purge.FAILED -> Numbers.count(purge.purged(), "event", "events") + ", " + purge.state();
            default -> Numbers.count(purge.purged(), "event", "events");
        };
    }

    /// All that is known of it, for the tooltip.
    static String words(Purge purge) {
        StringBuilder words = new StringBuilder(purge.state());
        add(words, "by ", purge.by());
        add(words, "reason: ", purge.reason());
        add(words, "only ", purge.filter() == null ? null : purge.filter().text());
        add(words, "", purge.detail());
        add(words, "no undo: ", purge.noUndo());
        return words.toString();
    }

    private static void add(StringBuilder words, String name, String value) {
        if (value != null) {
            words.append('\n').append(name).append(value);
        }
    }
}
