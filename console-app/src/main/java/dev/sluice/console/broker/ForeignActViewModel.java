package dev.sluice.console.broker;

import dev.sluice.console.client.Failure;
import dev.sluice.console.client.UnreachableException;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Numbers;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.broker.BrokerAct;
import dev.sluice.model.broker.BrokerActDone;
import dev.sluice.model.broker.BrokerPlan;
import dev.sluice.model.error.ErrorCode;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The question before a queue that is not Sluice's is purged or deleted: a plan first, then a reason and the name. FX
/// thread only.
final class ForeignActViewModel {
    private final String act;
    private final BrokerRow.Key key;
    private final BrokerControl control;
    private final TaskRunner tasks;
    private final Notices notices;
    private final Runnable close;
    private final Runnable done;
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty typed = new SimpleStringProperty(this, "typed", "");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final ReadOnlyObjectWrapper<@Nullable BrokerPlan> plan = new ReadOnlyObjectWrapper<>(this, "plan");
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final BooleanExpression ready;

    /// @param close closes the dialog
    /// @param done called after the broker did it
    ForeignActViewModel(
            String act,
            BrokerRow.Key key,
            BrokerControl control,
            TaskRunner tasks,
            Notices notices,
            Runnable close,
            Runnable done) {
        this.act = act;
        this.key = key;
        this.control = control;
        this.tasks = tasks;
        this.notices = notices;
        this.close = close;
        this.done = done;
        this.ready = BooleanExpression.booleanExpression(Bindings.createBooleanBinding(
                () -> {
                    BrokerPlan planned = plan.get();
                    return planned != null
                            && !busy.get()
                            && !reason.get().isBlank()
                            && typed.get().equals(planned.confirm());
                },
                plan,
                busy,
                reason,
                typed));
        plan();
    }

    boolean purges() {
        return act.equals(BrokerAct.PURGE);
    }

    BrokerRow.Key key() {
        return key;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    StringProperty typedProperty() {
        return typed;
    }

    /// What the server or the broker said, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    /// null until it came
    ReadOnlyObjectProperty<@Nullable BrokerPlan> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /// Of the plan.
    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// There is a plan, a reason, and the name as it has to be.
    BooleanExpression readyProperty() {
        return ready;
    }

    String command() {
        return BrokerCommandLine.act(act, key, reason.get());
    }

    void cancel() {
        close.run();
    }

    /// Looks at the queue anew.
    void plan() {
        error.set("");
        look();
    }

    private void look() {
        plan.set(null);
        state.set(ViewState.LOADING);
        tasks.task("plan to " + act + " a queue", () -> control.plan(act, key.vhost(), key.name()))
                .onSuccess(made -> {
                    plan.set(made);
                    state.set(ViewState.READY);
                })
                .onFailure(e -> {
                    Failure failure = Failure.of(e);
                    state.set(new ViewState.Failed(failure.code(), failure.text(), failure.requestId()));
                })
                .latest("broker plan");
    }

    void run() {
        BrokerPlan planned = plan.get();
        if (planned == null || !ready.get()) {
            return;
        }
        busy.set(true);
        error.set("");
        String why = reason.get().strip();
        String name = typed.get();
        tasks.task(act + " a queue", () -> control.run(planned, why, name))
                .onSuccess(this::tell)
                .onFailure(this::failed)
                .onFinally(() -> busy.set(false))
                .run();
    }

    /// A plan that fits no more is made anew, and the name is asked for once more: the figures are other ones now.
    private void failed(Throwable cause) {
        Failure failure = Failure.of(cause);
        if (failure.code().equals(ErrorCode.PLAN_STALE.code())) {
            error.set(failure.text() + " It was looked at again: above is what there is now. Type the name once more.");
            typed.set("");
            look();
        } else if (cause instanceof UnreachableException) {
            error.set(failure.text() + " Whether it was begun is not known. A plan is used only once, so trying again"
                    + " does nothing twice; the audit tells.");
        } else {
            error.set(failure.text());
        }
    }

    private void tell(BrokerActDone what) {
        close.run();
        String messages =
                what.messages() == null ? "" : ", ≈ " + Numbers.count(what.messages(), "message", "messages") + " gone";
        notices.show(Notice.of(
                (purges() ? "Purged " : "Deleted ") + key.name() + messages + ". It cannot be undone.", Tone.WARNING));
        done.run();
    }
}
