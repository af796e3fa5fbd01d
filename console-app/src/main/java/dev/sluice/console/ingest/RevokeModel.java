package dev.sluice.console.ingest;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/// The question before a key is revoked. FX thread only.
final class RevokeModel {
    private final KeyRow row;
    private final IngestControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable changed;
    private final Runnable close;
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");

    RevokeModel(
            KeyRow row, IngestControl control, TaskRunner tasks, Notices notices, Runnable changed, Runnable close) {
        this.row = row;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.changed = changed;
        this.close = close;
    }

    KeyRow row() {
        return row;
    }

    BooleanProperty busyProperty() {
        return busy;
    }

    /// What went wrong, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    void cancel() {
        close.run();
    }

    void revoke() {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        error.set("");
        tasks.task("revoke key " + row.name(), () -> control.revoke(row.key().id()))
                .onSuccess(key -> {
                    close.run();
                    notices.show(Notice.of("Revoked key " + key.name(), Tone.WARNING));
                    changed.run();
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }
}
