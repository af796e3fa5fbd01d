package dev.sluice.console.events;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.search.SavedSearch;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/// The searches the team shares, and saving the one in the query bar. FX thread only.
final class SavedModel {
    private final EventSearch search;
    private final TaskRunner tasks;
    private final Notices notices;
    private final ObservableList<SavedSearch> searches = FXCollections.observableArrayList();
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper(this, "problem", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");

    SavedModel(EventSearch search, TaskRunner tasks, Notices notices) {
        this.search = search;
        this.tasks = tasks;
        this.notices = notices;
    }

    ObservableList<SavedSearch> searches() {
        return searches;
    }

    /// Why the list may be old, empty when it is not.
    ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    StringProperty nameProperty() {
        return name;
    }

    /// Why it was not saved, empty when nothing is wrong.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// Reads the list anew.
    void load() {
        tasks.task("list saved searches", search::saved)
                .onSuccess(all -> {
                    searches.setAll(all);
                    problem.set("");
                })
                .onFailure(
                        e -> problem.set("Could not be read: " + Failure.of(e).text()))
                .latest("saved-searches");
    }

    /// Begins a dialog.
    void begin() {
        name.set("");
        error.set("");
    }

    /// What has the name already, in words; empty when it is free.
    String taken() {
        return searches.stream()
                .filter(saved -> saved.name().equals(name.get().strip()))
                .map(saved -> "Replaces what " + saved.savedBy() + " saved under this name: " + saved.query())
                .findFirst()
                .orElse("");
    }

    /// @param onSaved called when the team has it
    void save(String query, Runnable onSaved) {
        if (busy.get() || name.get().isBlank()) {
            return;
        }
        busy.set(true);
        error.set("");
        tasks.task("save a search", () -> search.save(name.get().strip(), query))
                .onSuccess(saved -> {
                    notices.show(Notice.of("Saved for the team: " + saved.name(), Tone.ACCENT));
                    load();
                    onSaved.run();
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }
}
