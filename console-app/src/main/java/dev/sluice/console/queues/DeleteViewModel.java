package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.QueueRemoval;
import dev.sluice.model.queue.QueueState;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;

/// The question before a queue is deleted. FX thread only.
final class DeleteViewModel {
    private final QueueState queue;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable close;
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    DeleteViewModel(QueueState queue, QueueControl control, TaskRunner tasks, Notices notices, Runnable close) {
        this.queue = queue;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.close = close;
    }

    String queue() {
        return queue.name();
    }

    /// What happens, or why it cannot.
    String what() {
        long events = queue.depth().events();
        if (queue.name().equals(QueueForm.DEFAULT)) {
            return "default takes what no other queue takes; it cannot be deleted.";
        }
        if (events > 0) {
            return queue.name() + " holds " + Numbers.count(events, "event", "events")
                    + ". A queue goes only when it is empty: let them be stored, or purge them; change it to take no"
                    + " event types to keep new ones away meanwhile.";
        }
        return "New events of " + (queue.patterns().isEmpty() ? "its types" : String.join(", ", queue.patterns()))
                + " go to the next queue that takes them, or to default. What was stored from " + queue.name()
                + " stays. It is gone once every server knows, in a few seconds.";
    }

    /// It is empty as far as the console knows; the server looks again.
    boolean possible() {
        return queue.depth().events() == 0 && !queue.name().equals(QueueForm.DEFAULT);
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// What the server said, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    void cancel() {
        close.run();
    }

    void delete() {
        if (!possible() || busy.get()) {
            return;
        }
        String name = queue.name();
        busy.set(true);
        error.set("");
        tasks.task("delete " + name, () -> control.delete(name))
                .onSuccess(removal -> {
                    close.run();
                    notices.show(
                            removal.state().equals(QueueRemoval.REMOVED)
                                    ? Notice.of("Deleted " + name, Tone.SUCCESS)
                                    : Notice.of(name + " is removed once every server knows", Tone.WARNING));
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }
}
