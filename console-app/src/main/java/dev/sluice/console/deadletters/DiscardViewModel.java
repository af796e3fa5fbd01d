package dev.sluice.console.deadletters;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.deadletter.Discard;
import dev.sluice.model.deadletter.DiscardRequest;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// The question before dead letters are discarded; the notice afterwards brings them back. FX thread only.
final class DiscardViewModel {
    private final String queue;
    private final List<Scope> scopes;
    private final DeadLetterControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable close;
    private final ObjectProperty<Scope> scope;
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final StringBinding line;

    DiscardViewModel(
            String queue,
            List<Scope> scopes,
            DeadLetterControl control,
            TaskRunner tasks,
            Notices notices,
            Runnable close) {
        this.queue = queue;
        this.scopes = scopes;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.close = close;
        scope = new SimpleObjectProperty<>(this, "scope", scopes.getFirst());
        line = Bindings.createStringBinding(
                () -> Lines.discard(queue, scope.get().which(), reason.get()), scope, reason);
    }

    String queue() {
        return queue;
    }

    List<Scope> scopes() {
        return scopes;
    }

    ObjectProperty<Scope> scopeProperty() {
        return scope;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    BooleanProperty busyProperty() {
        return busy;
    }

    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// What does the same in a terminal.
    StringBinding lineProperty() {
        return line;
    }

    void cancel() {
        close.run();
    }

    void discard() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        error.set("");
        DiscardRequest request = DiscardRequest.of(
                scope.get().which(),
                reason.get().isBlank() ? null : reason.get().strip());
        tasks.task("discard dead letters of " + queue, () -> control.discard(queue, request))
                .onSuccess(done -> {
                    notices.show(new Notice(
                            "Discarded " + Numbers.count(done.discarded(), "dead letter", "dead letters") + " of "
                                    + queue,
                            Tone.WARNING,
                            "Undo",
                            () -> undo(done)));
                    close.run();
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private void undo(Discard done) {
        tasks.task("undo a discard of " + queue, () -> control.undo(queue, done.id()))
                .onSuccess(undone -> {
                    long restored = undone.restored() == null ? 0 : undone.restored();
                    notices.show(Notice.of(
                            Numbers.count(restored, "dead letter waits", "dead letters wait") + " again in " + queue,
                            Tone.SUCCESS));
                    close.run();
                })
                .onFailure(e -> notices.show(Notice.of(
                        "The discard of " + queue + " was not undone: "
                                + Failure.of(e).text(),
                        Tone.DANGER)))
                .run();
    }
}
