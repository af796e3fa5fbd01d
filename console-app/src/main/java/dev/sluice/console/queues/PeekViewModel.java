package dev.sluice.console.queues;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.json.Json;
import dev.sluice.model.queue.PeekPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The events at the head of a queue, as they were read last. FX thread only.
final class PeekViewModel {
    private static final ViewState EMPTY = new ViewState.Empty(
            "Nothing to see", "No frame was at the head of the queue when it was looked into.", null);

    private final String queue;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Runnable close;
    private final ObservableList<Line> lines = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper(this, "about", "");

    /// @param at when it was received, or that it is unreadable
    /// @param what the event in one line
    /// @param text all of it
    record Line(String at, String what, String text) {
        /// Nothing of an event may act on the screen.
        static Line of(PeekPage.Item item) {
            String event = item.event();
            String at = item.receivedAt() == null ? "unreadable" : Times.second(item.receivedAt());
            if (event == null) {
                String problem = EventSummary.printable(String.valueOf(item.problem()));
                return new Line(at, problem, problem);
            }
            return new Line(at, summary(event), event);
        }

        private static String summary(String event) {
            try {
                var tree = Json.tree(event.getBytes(StandardCharsets.UTF_8));
                return EventSummary.printable(tree.path("type").asText()) + "  " + EventSummary.of(tree);
            } catch (IOException e) {
                return EventSummary.printable(event);
            }
        }
    }

    PeekViewModel(String queue, QueueControl control, TaskRunner tasks, Runnable close) {
        this.queue = queue;
        this.control = control;
        this.tasks = tasks;
        this.close = close;
        look();
    }

    String queue() {
        return queue;
    }

    /// What does the same in a terminal.
    String command() {
        return "./sluice queues peek " + queue + " --limit " + QueueControl.PEEKED;
    }

    ObservableList<Line> lines() {
        return lines;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// When it was looked and what to know of it.
    ReadOnlyStringProperty aboutProperty() {
        return about.getReadOnlyProperty();
    }

    void look() {
        state.set(ViewState.LOADING);
        tasks.task("look into " + queue, () -> control.peek(queue))
                .onSuccess(this::show)
                .onFailure(e -> {
                    Failure failure = Failure.of(e);
                    state.set(new ViewState.Failed(failure.code(), failure.text(), failure.requestId()));
                })
                .latest("peek");
    }

    private void show(PeekPage page) {
        lines.setAll(page.items().stream().map(Line::of).toList());
        about.set(size(page.items(), "event") + " of " + page.frames() + (page.frames() == 1 ? " frame" : " frames")
                + " at the head, as of " + Times.second(page.at()) + ". The same look answers everybody until "
                + Times.second(page.freshAt()) + "." + (page.note() == null ? "" : " " + page.note()));
        state.set(lines.isEmpty() ? EMPTY : ViewState.READY);
    }

    private static String size(List<?> items, String word) {
        return items.size() + " " + word + (items.size() == 1 ? "" : "s");
    }

    void close() {
        close.run();
    }
}
