package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.QueueRequest;
import dev.sluice.model.queue.QueueState;
import java.util.List;
import javafx.beans.InvalidationListener;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A queue's definition, new or changed, and what it would do. FX thread only.
final class QueueFormViewModel {
    private static final int RECENT = 300;

    private final @Nullable QueueState present;
    private final List<QueueState> queues;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable close;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty patterns = new SimpleStringProperty(this, "patterns", "");
    private final StringProperty position = new SimpleStringProperty(this, "position", "");
    private final StringProperty limit = new SimpleStringProperty(this, "limit", "");
    private final StringProperty tried = new SimpleStringProperty(this, "tried", "");
    private final ReadOnlyObjectWrapper<QueueForm> form;
    private final ReadOnlyObjectWrapper<TypePreview> preview =
            new ReadOnlyObjectWrapper<>(this, "preview", TypePreview.LOADING);
    private final ReadOnlyStringWrapper trial = new ReadOnlyStringWrapper(this, "trial", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final BooleanBinding ready;
    private @Nullable List<TypeCount> recent;

    /// @param present the queue to change, null for a new one
    /// @param queues all as they are
    QueueFormViewModel(
            @Nullable QueueState present,
            List<QueueState> queues,
            QueueControl control,
            TaskRunner tasks,
            Notices notices,
            Runnable close) {
        this.present = present;
        this.queues = queues;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.close = close;
        if (present != null) {
            name.set(present.name());
            patterns.set(String.join("\n", present.patterns()));
            position.set(isDefault() ? "" : Integer.toString(present.position()));
            limit.set(QueueForm.limitText(present.limits()));
        }
        form = new ReadOnlyObjectWrapper<>(this, "form", read());
        ready = Bindings.createBooleanBinding(() -> form.get().complete() && !busy.get(), form, busy);
        InvalidationListener changed = observable -> show();
        List.of(name, patterns, position, limit, tried).forEach(p -> p.addListener(changed));
        tasks.task("look at the newest types", () -> control.recentTypes(RECENT))
                .onSuccess(types -> {
                    recent = types;
                    show();
                })
                .onFailure(e -> preview.set(new TypePreview(
                        "The newest events cannot be shown: " + Failure.of(e).text(), List.of(), List.of())))
                .run();
    }

    boolean isNew() {
        return present == null;
    }

    /// Patterns and place of `default` are fixed.
    boolean isDefault() {
        return present != null && present.name().equals(QueueForm.DEFAULT);
    }

    /// What the server holds a queue to that has no limit of its own, null when it is not known.
    @Nullable
    Long defaultLimit() {
        return queues.stream()
                .map(QueueState::limits)
                .filter(l -> l != null && !l.own())
                .map(l -> l.maxBytes())
                .findFirst()
                .orElse(null);
    }

    StringProperty nameProperty() {
        return name;
    }

    /// One a line.
    StringProperty patternsProperty() {
        return patterns;
    }

    StringProperty positionProperty() {
        return position;
    }

    StringProperty limitProperty() {
        return limit;
    }

    /// A type to try.
    StringProperty triedProperty() {
        return tried;
    }

    /// What is typed, with what is wrong with it.
    ReadOnlyObjectProperty<QueueForm> formProperty() {
        return form.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TypePreview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /// Where the tried type would go, empty for none.
    ReadOnlyStringProperty trialProperty() {
        return trial.getReadOnlyProperty();
    }

    /// What the server said, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    void cancel() {
        close.run();
    }

    void save() {
        if (!ready.get()) {
            return;
        }
        String queue = form.get().name();
        QueueRequest request = form.get().request(isDefault());
        busy.set(true);
        error.set("");
        tasks.task("define " + queue, () -> {
                    control.define(queue, request);
                    return queue;
                })
                .onSuccess(done -> {
                    close.run();
                    notices.show(Notice.of((isNew() ? "Made " : "Changed ") + queue, Tone.SUCCESS));
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private QueueForm read() {
        return QueueForm.read(
                name.get(),
                patterns.get(),
                position.get(),
                limit.get(),
                isNew() ? queues.stream().map(QueueState::name).toList() : List.of());
    }

    private void show() {
        QueueForm now = read();
        form.set(now);
        TypePreview.Route wanted =
                new TypePreview.Route(now.name().isEmpty() ? "this queue" : now.name(), now.patterns(), place(now));
        List<TypeCount> types = recent;
        if (types != null) {
            preview.set(TypePreview.of(queues, wanted, types));
        }
        String type = tried.get().strip();
        trial.set(type.isEmpty() ? "" : TypePreview.tell(TypePreview.routes(queues, wanted), type));
    }

    /// Without one, the server puts a new queue last.
    private int place(QueueForm now) {
        Integer typed = now.position();
        return typed != null ? typed : present != null ? present.position() : Integer.MAX_VALUE - 1;
    }
}
