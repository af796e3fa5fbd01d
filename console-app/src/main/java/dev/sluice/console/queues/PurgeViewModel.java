package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.queue.Purge;
import dev.sluice.model.queue.PurgeFilter;
import dev.sluice.model.queue.PurgePlan;
import dev.sluice.model.queue.PurgeRequest;
import java.time.Duration;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// A purge from its plan to its end. Nothing goes before the operator has seen the plan and, where there is no way
/// back, typed the queue's name. FX thread only.
final class PurgeViewModel {
    private static final Duration POLL = Duration.ofMillis(250);

    private final String queue;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Runnable close;
    private final ReadOnlyObjectWrapper<PurgeStage> stage =
            new ReadOnlyObjectWrapper<>(this, "stage", new PurgeStage.Planning());
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty typedName = new SimpleStringProperty(this, "typedName", "");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final StringProperty type = new SimpleStringProperty(this, "type", "");
    private final StringProperty source = new SimpleStringProperty(this, "source", "");
    private final StringProperty olderThan = new SimpleStringProperty(this, "olderThan", "");
    private final boolean filterable;
    private final PurgeHistory history;
    private final BooleanBinding ready;
    private @Nullable String running;
    private boolean unstoppable;
    private boolean open = true;

    /// @param filterable true when the queue is paused, as a purge by filter needs it
    /// @param history told when a purge has ended; does the undo
    PurgeViewModel(
            String queue,
            boolean filterable,
            QueueControl control,
            TaskRunner tasks,
            Ticker ticker,
            Notices notices,
            PurgeHistory history,
            Runnable close) {
        this.queue = queue;
        this.filterable = filterable;
        this.history = history;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.close = close;
        ready = Bindings.createBooleanBinding(this::isReady, stage, reason, typedName, type, source, olderThan);
        plan();
    }

    String queue() {
        return queue;
    }

    ReadOnlyObjectProperty<PurgeStage> stageProperty() {
        return stage.getReadOnlyProperty();
    }

    StringProperty reasonProperty() {
        return reason;
    }

    StringProperty typedNameProperty() {
        return typedName;
    }

    /// The queue is paused: only some of its events may go.
    boolean filterable() {
        return filterable;
    }

    StringProperty typeProperty() {
        return type;
    }

    StringProperty sourceProperty() {
        return source;
    }

    StringProperty olderThanProperty() {
        return olderThan;
    }

    /// What is typed, null for nothing.
    @Nullable
    PurgeFilter filter() {
        PurgeFilter typed = new PurgeFilter(textOf(type), textOf(source), textOf(olderThan));
        return typed.type() == null && typed.source() == null && typed.olderThan() == null ? null : typed;
    }

    private static @Nullable String textOf(StringProperty field) {
        return field.get().isBlank() ? null : field.get().strip();
    }

    /// What to type in a terminal for the same.
    String command() {
        return PurgeCommandLine.purge(queue, filter(), reason.get());
    }

    /// There is a plan with events, by what is typed, a reason, and the name where it is asked for.
    BooleanBinding readyProperty() {
        return ready;
    }

    /// What went wrong with the last step, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    void plan() {
        PurgeFilter filter = filter();
        String fault = filter == null ? null : filter.fault();
        if (fault != null) {
            error.set(fault);
            return;
        }
        error.set("");
        stage.set(new PurgeStage.Planning());
        tasks.task("plan purge of " + queue, () -> control.plan(queue, filter))
                .onSuccess(plan -> stage.set(new PurgeStage.Planned(plan)))
                .onFailure(e -> stage.set(new PurgeStage.Failed(Failure.of(e).text())))
                .latest("plan purge of " + queue);
    }

    /// Leaves the dialog; a purge under way is stopped first. What cannot be stopped is left on the second call.
    void cancel() {
        String id = running;
        if (id == null || unstoppable) {
            leave();
            return;
        }
        tasks.task("stop purge of " + queue, () -> {
                    control.stopPurge(queue, id);
                    return id;
                })
                .onFailure(e -> {
                    unstoppable = true;
                    error.set("It could not be stopped: " + Failure.of(e).text()
                            + " Once more leaves it; it may go on, and the queue’s last purges tell.");
                })
                .run();
    }

    void purge() {
        if (!(stage.get() instanceof PurgeStage.Planned(PurgePlan plan)) || !ready.get()) {
            return;
        }
        PurgeRequest request = new PurgeRequest(plan.plan(), reason.get().strip(), plan.confirmName() ? queue : null);
        error.set("");
        stage.set(new PurgeStage.Running(0, plan.count(), 0));
        tasks.task("purge " + queue, () -> control.purge(queue, request))
                .onSuccess(this::show)
                .onFailure(e -> refused(plan.plan(), Failure.of(e)))
                .run();
    }

    private void refused(String plan, Failure failure) {
        if (failure.unanswered()) {
            // a purge has the id of its plan, so the server can be asked whether it began
            running = plan;
            error.set(failure.text() + " The purge may have begun; looking again.");
            ticker.after(POLL.multipliedBy(8), this::poll);
            return;
        }
        stage.set(new PurgeStage.Failed(failure.text()));
    }

    private void show(Purge purge) {
        if (purge.state().equals(Purge.RUNNING)) {
            running = purge.id();
            stage.set(new PurgeStage.Running(purge.purged(), purge.planned(), purge.eventsPerSecond()));
            ticker.after(POLL, this::poll);
            return;
        }
        running = null;
        Notice notice = notice(purge);
        boolean undo = purge.undoUntil() != null;
        notices.show(undo ? new Notice(notice.text(), notice.tone(), "Undo", () -> history.undo(purge)) : notice);
        history.load(queue);
        leave();
    }

    private void poll() {
        String id = running;
        if (id == null) {
            return;
        }
        tasks.task("look after purge of " + queue, () -> control.purgeState(queue, id))
                .onSuccess(purge -> {
                    error.set("");
                    show(purge);
                })
                .onFailure(e -> unseen(Failure.of(e)))
                .run();
    }

    private void unseen(Failure failure) {
        if (failure.code().equals(ErrorCode.NOT_FOUND.code())) {
            running = null;
            error.set("");
            stage.set(new PurgeStage.Failed(failure.text()));
        } else if (open) {
            // the purge goes on at the server whether or not we can see it
            error.set(failure.text() + " The purge may still go on; looking again.");
            ticker.after(POLL.multipliedBy(8), this::poll);
        }
    }

    private Notice notice(Purge purge) {
        String count = Numbers.count(purge.purged(), "event", "events");
        return switch (purge.state()) {
            case Purge.DONE -> Notice.of("Purged " + count + " from " + queue, Tone.SUCCESS);
            case Purge.STOPPED ->
                Notice.of(
                        "Stopped: %s of %s purged from %s"
                                .formatted(Numbers.grouped(purge.purged()), Numbers.grouped(purge.planned()), queue),
                        Tone.WARNING);
            default -> {
                String detail = purge.detail();
                yield Notice.of(
                        "The purge of %s failed after %s%s"
                                .formatted(queue, count, detail == null ? "" : ": " + detail),
                        Tone.DANGER);
            }
        };
    }

    private void leave() {
        if (open) {
            open = false;
            close.run();
        }
    }

    private boolean isReady() {
        return stage.get() instanceof PurgeStage.Planned(PurgePlan plan)
                && plan.count() > 0
                && Objects.equals(plan.filter(), filter())
                && !reason.get().isBlank()
                && (!plan.confirmName() || typedName.get().strip().equals(queue));
    }
}
