package dev.sluice.console.deadletters;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.model.deadletter.DeadLetterGroup;
import dev.sluice.model.deadletter.GroupMark;
import dev.sluice.model.deadletter.GroupState;
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
import org.jspecify.annotations.Nullable;

/// What somebody says of a kind of dead letters. FX thread only.
final class MarkViewModel {
    private final DeadLetterGroup group;
    private final DeadLetterControl control;
    private final TaskRunner tasks;
    private final Runnable close;
    private final ObjectProperty<GroupState> state;
    private final StringProperty note;
    private final StringProperty owner;
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final StringBinding line;

    MarkViewModel(DeadLetterGroup group, DeadLetterControl control, TaskRunner tasks, Runnable close) {
        this.group = group;
        this.control = control;
        this.tasks = tasks;
        this.close = close;
        state = new SimpleObjectProperty<>(
                this, "state", GroupState.of(group.state()).orElse(GroupState.NEW));
        note = new SimpleStringProperty(this, "note", text(group.note()));
        owner = new SimpleStringProperty(this, "owner", text(group.owner()));
        line = Bindings.createStringBinding(
                () -> Lines.mark(group.queue(), group.fingerprint(), state.get().text(), note.get(), owner.get()),
                state,
                note,
                owner);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    String title() {
        return "Mark " + group.code() + " of " + group.queue();
    }

    ObjectProperty<GroupState> stateProperty() {
        return state;
    }

    StringProperty noteProperty() {
        return note;
    }

    StringProperty ownerProperty() {
        return owner;
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

    void mark() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        error.set("");
        GroupMark mark = new GroupMark(state.get().text(), given(note.get()), given(owner.get()));
        tasks.task(
                        "mark dead letters of " + group.queue(),
                        () -> control.mark(group.queue(), group.fingerprint(), mark))
                .onSuccess(done -> close.run())
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private static @Nullable String given(String value) {
        return value.isBlank() ? null : value.strip();
    }
}
