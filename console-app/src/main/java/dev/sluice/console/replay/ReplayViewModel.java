package dev.sluice.console.replay;

import dev.sluice.console.client.EventQuery;
import dev.sluice.console.client.Failure;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.replay.Replay;
import dev.sluice.model.replay.ReplayPlan;
import dev.sluice.model.replay.ReplayRequest;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A replay from the question to its start: where to, then a plan, which counts and sends nothing, then the start. A
/// plan is of one target and rate; when those change it is gone. FX thread only.
final class ReplayViewModel {
    private final EventQuery query;
    private final ReplayControl control;
    private final TaskRunner tasks;
    private final Consumer<Replay> onStarted;
    private final Runnable close;
    private final ObjectProperty<ReplayTarget> target;
    private final StringProperty queue;
    private final StringProperty rate;
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty name = new SimpleStringProperty(this, "name", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper(this, "asking");
    private final ReadOnlyObjectWrapper<@Nullable ReplayPlan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final BooleanBinding ready;
    private final StringBinding line;
    private long generation;
    private boolean open = true;

    /// @param onStarted takes the replay that began, also when the dialog was left meanwhile
    /// @param close closes the dialog
    ReplayViewModel(
            ReplayDraft draft, ReplayControl control, TaskRunner tasks, Consumer<Replay> onStarted, Runnable close) {
        this.query = draft.query();
        this.control = control;
        this.tasks = tasks;
        this.onStarted = onStarted;
        this.close = close;
        target = new SimpleObjectProperty<>(this, "target", draft.target());
        queue = new SimpleStringProperty(this, "queue", draft.queue());
        rate = new SimpleStringProperty(
                this, "rate", draft.rate() == null ? "" : draft.rate().toString());
        ready = Bindings.createBooleanBinding(this::canGoOn, asking, plan, target, queue, rate, name);
        line = Bindings.createStringBinding(
                () -> fits() ? ReplayLines.start(query, queueName(), ReplayRate.of(rate.get()), reason.get()) : "",
                target,
                queue,
                rate,
                reason);
        target.subscribe((before, now) -> changed());
        queue.subscribe((before, now) -> changed());
        rate.subscribe((before, now) -> changed());
    }

    EventQuery query() {
        return query;
    }

    ObjectProperty<ReplayTarget> targetProperty() {
        return target;
    }

    /// Name of the broker queue, when that is the target.
    StringProperty queueProperty() {
        return queue;
    }

    /// Events a second, empty for the server's default.
    StringProperty rateProperty() {
        return rate;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    /// The target once more, where the plan asks for it.
    StringProperty nameProperty() {
        return name;
    }

    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// The server is asked for a plan or a start.
    ReadOnlyBooleanProperty askingProperty() {
        return asking.getReadOnlyProperty();
    }

    /// null until the server made one for what is asked now
    ReadOnlyObjectProperty<@Nullable ReplayPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    BooleanBinding readyProperty() {
        return ready;
    }

    /// What does the same in a terminal, empty as long as something is missing.
    StringBinding lineProperty() {
        return line;
    }

    /// Counts first; what was counted is started.
    void goOn() {
        if (!ready.get()) {
            return;
        }
        ReplayPlan made = plan.get();
        if (made == null) {
            count();
        } else {
            start(made);
        }
    }

    /// Leaves the dialog; a start under way is not taken back.
    void leave() {
        if (open) {
            open = false;
            close.run();
        }
    }

    private void count() {
        long mine = ++generation;
        asking.set(true);
        error.set("");
        ReplayRequest request = ReplayRequest.plan(
                query.text(),
                query.from(),
                query.to(),
                query.zone() == null ? null : query.zone().getId(),
                target.get() == ReplayTarget.PIPELINE ? Replay.TO_PIPELINE : Replay.TO_QUEUE,
                queueName(),
                ReplayRate.of(rate.get()));
        tasks.task("plan a replay", () -> control.plan(request))
                .onSuccess(made -> {
                    if (mine == generation) {
                        asking.set(false);
                        plan.set(made);
                    }
                })
                .onFailure(e -> {
                    if (mine == generation) {
                        asking.set(false);
                        error.set(Failure.of(e).text());
                    }
                })
                .latest("replay-plan");
    }

    private void start(ReplayPlan made) {
        long mine = ++generation;
        asking.set(true);
        error.set("");
        ReplayRequest request = ReplayRequest.of(
                made.plan(),
                null,
                reason.get().isBlank() ? null : reason.get().strip(),
                made.confirmName() == null ? null : name.get().strip());
        tasks.task("start replay " + made.plan(), () -> control.start(request))
                .onSuccess(begun -> {
                    leave();
                    onStarted.accept(begun);
                })
                .onFailure(e -> {
                    if (mine == generation) {
                        asking.set(false);
                        notStarted(e);
                    }
                })
                .run();
    }

    private void notStarted(Exception e) {
        Failure failure = Failure.of(e);
        if (failure.code().equals(ErrorCode.PLAN_STALE.code())) {
            plan.set(null);
            error.set("The plan is too old; count again.");
        } else if (e instanceof UnreachableException) {
            error.set(failure.text() + " It may have begun all the same; going on again is safe, a plan starts once.");
        } else {
            error.set(failure.text());
        }
    }

    private void changed() {
        generation++;
        asking.set(false);
        plan.set(null);
        error.set("");
        name.set("");
    }

    private boolean canGoOn() {
        ReplayPlan made = plan.get();
        if (asking.get() || !fits()) {
            return false;
        }
        return made == null
                || made.count() > 0
                        && (made.confirmName() == null
                                || made.confirmName().equals(name.get().strip()));
    }

    private boolean fits() {
        return ReplayRate.fits(rate.get())
                && (target.get() == ReplayTarget.PIPELINE || !queue.get().isBlank());
    }

    private @Nullable String queueName() {
        return target.get() == ReplayTarget.PIPELINE ? null : queue.get().strip();
    }
}
