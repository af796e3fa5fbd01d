package dev.sluice.console.deadletters;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.model.deadletter.Redrive;
import dev.sluice.model.deadletter.RedriveRequest;
import java.time.Duration;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A redrive from the question to its end. It goes on at the server when the dialog is left. FX thread only.
final class RedriveViewModel {
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MAX_RATE = 100_000;

    private final String queue;
    private final List<Scope> scopes;
    private final DeadLetterControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Runnable close;
    private final ObjectProperty<Scope> scope;
    private final StringProperty rate = new SimpleStringProperty(this, "rate", "");
    private final StringProperty threshold = new SimpleStringProperty(this, "threshold", "20");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyObjectWrapper<@Nullable Redrive> redrive = new ReadOnlyObjectWrapper<>(this, "redrive");
    private final ObjectProperty<Boolean> asked = new SimpleObjectProperty<>(this, "asked", false);
    private final BooleanBinding ready;
    private final StringBinding line;
    private boolean open = true;

    RedriveViewModel(
            String queue,
            List<Scope> scopes,
            DeadLetterControl control,
            TaskRunner tasks,
            Ticker ticker,
            Runnable close) {
        this.queue = queue;
        this.scopes = scopes;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.close = close;
        scope = new SimpleObjectProperty<>(this, "scope", scopes.getFirst());
        ready = Bindings.createBooleanBinding(
                () -> !asked.get() && rateFits() && thresholdFits(), asked, rate, threshold);
        line = Bindings.createStringBinding(
                () -> rateFits() && thresholdFits()
                        ? Lines.redrive(queue, scope.get().which(), rateValue(), share(), reason.get())
                        : "",
                scope,
                rate,
                threshold,
                reason);
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

    /// Events a second, empty for as fast as the steps allow.
    StringProperty rateProperty() {
        return rate;
    }

    /// Per cent that may come back.
    StringProperty thresholdProperty() {
        return threshold;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// null until the server took it
    ReadOnlyObjectProperty<@Nullable Redrive> redriveProperty() {
        return redrive.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    /// What does the same in a terminal.
    StringBinding lineProperty() {
        return line;
    }

    void redrive() {
        if (!ready.get()) {
            return;
        }
        asked.set(true);
        error.set("");
        RedriveRequest request = RedriveRequest.of(
                scope.get().which(),
                rateValue(),
                share(),
                reason.get().isBlank() ? null : reason.get().strip());
        tasks.task("redrive dead letters of " + queue, () -> control.redrive(queue, request))
                .onSuccess(this::show)
                .onFailure(e -> {
                    error.set(Failure.of(e).text());
                    asked.set(false);
                })
                .run();
    }

    private void show(Redrive now) {
        redrive.set(now);
        if (now.state().equals(Redrive.RUNNING) && open) {
            ticker.after(POLL, this::poll);
        }
    }

    private void poll() {
        Redrive now = redrive.get();
        if (now == null || !open) {
            return;
        }
        tasks.task("look after a redrive of " + queue, () -> control.redriveState(queue, now.id()))
                .onSuccess(next -> {
                    error.set("");
                    show(next);
                })
                .onFailure(e -> {
                    error.set(Failure.of(e).text() + " The redrive may still go on; looking again.");
                    ticker.after(POLL.multipliedBy(8), this::poll);
                })
                .run();
    }

    /// Asks the server to stop it.
    void stop() {
        Redrive now = redrive.get();
        if (now != null && now.state().equals(Redrive.RUNNING)) {
            tasks.task("stop a redrive of " + queue, () -> control.stop(queue, now.id()))
                    .onFailure(e -> error.set(
                            "It could not be stopped: " + Failure.of(e).text()))
                    .run();
        }
    }

    /// Leaves the dialog; a redrive under way goes on.
    void leave() {
        if (open) {
            open = false;
            close.run();
        }
    }

    private boolean rateFits() {
        String text = rate.get().strip();
        return text.isEmpty()
                || text.matches("[0-9]{1,6}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_RATE;
    }

    private @Nullable Integer rateValue() {
        String text = rate.get().strip();
        return text.isEmpty() ? null : Integer.valueOf(text);
    }

    private boolean thresholdFits() {
        String text = threshold.get().strip();
        return text.matches("[0-9]{1,3}") && Integer.parseInt(text) <= 100;
    }

    private Double share() {
        return Integer.parseInt(threshold.get().strip()) / 100.0;
    }
}
