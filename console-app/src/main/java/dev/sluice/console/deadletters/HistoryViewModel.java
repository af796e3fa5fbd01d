package dev.sluice.console.deadletters;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.deadletter.Redrive;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The last redrives and discards of a queue: stops what runs, takes back what is gone. Asks again each second while a
/// redrive runs, for as long as it is open. FX thread only.
final class HistoryViewModel {
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final ViewState EMPTY = new ViewState.Empty(
            "Nothing was done yet", "Redrives and discards of this queue will be listed here.", null);

    private final DeadLetterControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Runnable close;
    private final ReadOnlyObjectWrapper<List<String>> queues = new ReadOnlyObjectWrapper<>(this, "queues", List.of());
    private final ObjectProperty<@Nullable String> queue = new SimpleObjectProperty<>(this, "queue");
    private final ReadOnlyObjectWrapper<List<PastAct>> items = new ReadOnlyObjectWrapper<>(this, "items", List.of());
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private boolean open = true;

    /// @param first the queue to begin with, null: the first there is
    HistoryViewModel(
            DeadLetterControl control, TaskRunner tasks, Ticker ticker, @Nullable String first, Runnable close) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.close = close;
        queue.subscribe(chosen -> {
            if (chosen != null) {
                state.set(ViewState.LOADING);
                items.set(List.of());
                load();
            }
        });
        tasks.task("queues with dead letters", control::queues)
                .onSuccess(names -> {
                    queues.set(names);
                    queue.set(
                            first != null && names.contains(first) ? first : names.isEmpty() ? null : names.getFirst());
                })
                .onFailure(this::failed)
                .run();
    }

    /// Their names, in order.
    ReadOnlyObjectProperty<List<String>> queuesProperty() {
        return queues.getReadOnlyProperty();
    }

    ObjectProperty<@Nullable String> queueProperty() {
        return queue;
    }

    /// Newest first.
    ReadOnlyObjectProperty<List<PastAct>> itemsProperty() {
        return items.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// What went wrong with the last act, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    Instant now() {
        return ticker.now();
    }

    void load() {
        String name = queue.get();
        if (name == null || !open) {
            return;
        }
        tasks.task("redrives and discards of " + name, () -> acts(name))
                .onSuccess(acts -> {
                    if (name.equals(queue.get())) {
                        items.set(acts);
                        state.set(acts.isEmpty() ? EMPTY : ViewState.READY);
                        if (acts.stream().anyMatch(HistoryViewModel::runs)) {
                            ticker.after(POLL, this::load);
                        }
                    }
                })
                .onFailure(this::failed)
                .latest("redrives and discards of a queue");
    }

    private List<PastAct> acts(String name) throws InterruptedException {
        return Stream.<PastAct>concat(
                        control.redrives(name).stream().map(PastAct.Sent::new),
                        control.discards(name).stream().map(PastAct.Gone::new))
                .sorted(Comparator.comparing(PastAct::at).reversed())
                .toList();
    }

    private static boolean runs(PastAct act) {
        return act instanceof PastAct.Sent(Redrive redrive) && redrive.state().equals(Redrive.RUNNING);
    }

    private void failed(Throwable cause) {
        Failure failure = Failure.of(cause);
        state.set(new ViewState.Failed(failure.code(), failure.text(), failure.requestId()));
    }

    /// Does what [PastAct#action] offers.
    void act(PastAct act) {
        error.set("");
        tasks.task("act on " + act.id(), () -> {
                    switch (act) {
                        case PastAct.Sent(var redrive) -> control.stop(redrive.queue(), redrive.id());
                        case PastAct.Gone(var discard) -> control.undo(discard.queue(), discard.id());
                    }
                    return act;
                })
                .onSuccess(done -> load())
                .onFailure(e -> error.set(Failure.of(e).text()))
                .run();
    }

    void close() {
        open = false;
        close.run();
    }
}
