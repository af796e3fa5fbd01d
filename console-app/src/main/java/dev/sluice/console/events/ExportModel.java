package dev.sluice.console.events;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.Failure;
import dev.sluice.console.task.RunningTask;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import java.nio.file.Path;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import org.jspecify.annotations.Nullable;

/// Writes the whole result into a file, one at a time. FX thread only.
final class ExportModel {
    private final EventSearch search;
    private final TaskRunner tasks;
    private final Notices notices;
    private final ReadOnlyBooleanWrapper running = new ReadOnlyBooleanWrapper(this, "running");
    private @Nullable RunningTask task;

    ExportModel(EventSearch search, TaskRunner tasks, Notices notices) {
        this.search = search;
        this.tasks = tasks;
        this.notices = notices;
    }

    ReadOnlyBooleanProperty runningProperty() {
        return running.getReadOnlyProperty();
    }

    /// @param csv false: NDJSON
    void export(EventQuery query, Path file, boolean csv) {
        if (running.get()) {
            return;
        }
        running.set(true);
        task = tasks.task("export events", () -> search.export(query, file, csv))
                .onSuccess(exported -> notices.show(Notice.of(
                        "Exported " + Numbers.count(exported.events(), "event", "events") + " to " + file.getFileName(),
                        Tone.ACCENT)))
                .onFailure(e ->
                        notices.show(Notice.of("Not exported: " + Failure.of(e).text(), Tone.DANGER)))
                .onCancelled(() -> notices.show(Notice.of("The export was stopped", Tone.WARNING)))
                .onFinally(() -> running.set(false))
                .run();
    }

    void stop() {
        if (task != null) {
            task.cancel();
        }
    }
}
