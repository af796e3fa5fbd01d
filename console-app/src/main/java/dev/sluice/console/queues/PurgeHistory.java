package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.Purge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// The last purges of the chosen queue, and taking one back. FX thread only.
final class PurgeHistory {
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration FRESH = Duration.ofSeconds(15);
    private static final int SHOWN = 3;

    private final QueueControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final ReadOnlyObjectWrapper<List<Purge>> items = new ReadOnlyObjectWrapper<>(this, "items", List.of());
    private @Nullable String queue;
    private Instant loadedAt = Instant.EPOCH;

    PurgeHistory(QueueControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
    }

    /// Newest first, of the queue that was shown last.
    ReadOnlyObjectProperty<List<Purge>> itemsProperty() {
        return items.getReadOnlyProperty();
    }

    /// Shows the purges of a queue; asks the server when it has another one, or an old answer.
    void show(String name) {
        if (!name.equals(queue)) {
            items.set(List.of());
            load(name);
        } else if (Duration.between(loadedAt, ticker.now()).compareTo(FRESH) > 0) {
            load(name);
        }
    }

    /// Asks again, and keeps asking while one of them moves.
    void load(String name) {
        queue = name;
        loadedAt = ticker.now();
        tasks.task("purges of " + name, () -> control.purges(name))
                .onSuccess(purges -> {
                    if (name.equals(queue)) {
                        items.set(purges.stream().limit(SHOWN).toList());
                        if (purges.stream().anyMatch(Purge::moves)) {
                            ticker.after(POLL, () -> again(name));
                        }
                    }
                })
                // an older server has none; the rest of the screen says when there is no connection
                .onFailure(e -> items.set(List.of()))
                .latest("purges of a queue");
    }

    private void again(String name) {
        if (name.equals(queue)) {
            load(name);
        }
    }

    /// Puts what it removed back, and tells when that is done.
    void undo(Purge purge) {
        tasks.task("undo purge of " + purge.queue(), () -> control.undo(purge.queue(), purge.id()))
                .onSuccess(this::follow)
                .onFailure(e -> notices.show(Notice.of(
                        "The purge of " + purge.queue()
                                + (Failure.of(e).unanswered() ? " may or may not be undone: " : " was not undone: ")
                                + Failure.of(e).text(),
                        Tone.DANGER)))
                .latest("undo purge " + purge.id());
    }

    private void follow(Purge purge) {
        if (purge.queue().equals(queue)) {
            load(purge.queue());
        }
        if (purge.moves()) {
            ticker.after(POLL, () -> tasks.task(
                            "look after undo of " + purge.queue(), () -> control.purgeState(purge.queue(), purge.id()))
                    .onSuccess(this::follow)
                    .onFailure(e -> notices.show(Notice.of(
                            "The undo may still go on: " + Failure.of(e).text(), Tone.WARNING)))
                    .run());
            return;
        }
        boolean done = purge.state().equals(Purge.UNDONE);
        String count = Numbers.count(purge.undone(), "event", "events");
        notices.show(Notice.of(
                done
                        ? "Put " + count + " back into " + purge.queue()
                        : "The undo of " + purge.queue() + " ended as " + purge.state() + " after " + count,
                done ? Tone.SUCCESS : Tone.DANGER));
    }
}
