package dev.sluice.console.ingest;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.model.access.IngestKey;
import dev.sluice.model.access.KeyRate;
import dev.sluice.model.access.KeyRequest;
import java.util.Arrays;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The questions before a key is made, and then its secret, once. FX thread only.
final class KeyDialogModel {
    private final IngestControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Runnable changed;
    private final Runnable close;
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final StringProperty sources = new SimpleStringProperty(this, "sources", "");
    private final StringProperty queues = new SimpleStringProperty(this, "queues", "");
    private final StringProperty rate = new SimpleStringProperty(this, "rate", "");
    private final ObjectProperty<KeyLife> life = new SimpleObjectProperty<>(this, "life", KeyLife.OPEN);
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyStringWrapper token = new ReadOnlyStringWrapper(this, "token", "");
    private final BooleanBinding ready;

    /// @param changed called when a key was made
    KeyDialogModel(IngestControl control, TaskRunner tasks, Ticker ticker, Runnable changed, Runnable close) {
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.changed = changed;
        this.close = close;
        ready = Bindings.createBooleanBinding(
                () -> !name.get().isBlank()
                        && !words(sources.get()).isEmpty()
                        && !busy.get()
                        && token.get().isEmpty(),
                name,
                sources,
                busy,
                token);
    }

    StringProperty nameProperty() {
        return name;
    }

    /// Patterns with spaces or commas between.
    StringProperty sourcesProperty() {
        return sources;
    }

    /// Names with spaces or commas between; empty: every queue.
    StringProperty queuesProperty() {
        return queues;
    }

    /// Events a second; empty: no limit.
    StringProperty rateProperty() {
        return rate;
    }

    /// How long it may be used.
    ObjectProperty<KeyLife> lifeProperty() {
        return life;
    }

    /// What went wrong, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// Empty until the key was made.
    ReadOnlyStringProperty tokenProperty() {
        return token.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    void close() {
        close.run();
    }

    void create() {
        if (!ready.get()) {
            return;
        }
        String number = rate.get().strip();
        if (!number.isEmpty() && !number.matches("[1-9][0-9]{0,6}")) {
            error.set("The rate is a whole number of events a second, or nothing.");
            return;
        }
        @Nullable
        KeyRate limit = number.isEmpty() ? null : new KeyRate(Integer.parseInt(number), Integer.parseInt(number));
        List<String> names = words(queues.get());
        KeyRequest request = new KeyRequest(
                name.get().strip(),
                IngestKey.INGEST,
                words(sources.get()),
                names.isEmpty() ? List.of(IngestKey.ANY) : names,
                limit,
                life.get().end(ticker.now()));
        busy.set(true);
        error.set("");
        tasks.task("make key " + request.name(), () -> control.issue(request))
                .onSuccess(made -> {
                    token.set(made.token());
                    changed.run();
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[\\s,]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
