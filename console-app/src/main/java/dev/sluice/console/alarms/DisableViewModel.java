package dev.sluice.console.alarms;

import dev.sluice.console.client.EventSummary;
import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.alarm.AlarmRule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// The question before a rule is disabled for a while: how long, and why. FX thread only.
final class DisableViewModel {
    private final String rule;
    private final AlarmControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Runnable close;
    private final ObjectProperty<Length> length = new SimpleObjectProperty<>(this, "length", Length.HOUR);
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final ReadOnlyStringWrapper now = new ReadOnlyStringWrapper(this, "now", "");
    private final ReadOnlyBooleanWrapper disabled = new ReadOnlyBooleanWrapper(this, "disabled");
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final StringBinding line;

    /// The server takes seven days at most.
    enum Length {
        HOUR("1 h", "1h", Duration.ofHours(1)),
        HOURS_8("8 h", "8h", Duration.ofHours(8)),
        DAY("1 day", "1d", Duration.ofDays(1)),
        DAYS_3("3 days", "3d", Duration.ofDays(3));

        private final String label;
        private final String option;
        private final Duration time;

        Length(String label, String option, Duration time) {
            this.label = label;
            this.option = option;
            this.time = time;
        }

        String label() {
            return label;
        }
    }

    DisableViewModel(
            String rule, AlarmControl control, TaskRunner tasks, Ticker ticker, Notices notices, Runnable close) {
        this.rule = rule;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.close = close;
        line = Bindings.createStringBinding(
                () -> "./sluice alarms disable " + rule + " --until " + length.get().option
                        + (said() == null ? "" : " --reason " + quoted(Objects.requireNonNull(said()))),
                length,
                reason);
        tasks.task("read the alarm rules", control::rules)
                .onSuccess(this::show)
                .onFailure(e -> error.set(Failure.of(e).text()))
                .run();
    }

    String rule() {
        return rule;
    }

    ObjectProperty<Length> lengthProperty() {
        return length;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    /// How the rule stands, one sentence; empty until that is known.
    ReadOnlyStringProperty nowProperty() {
        return now.getReadOnlyProperty();
    }

    /// true when it is disabled for a while already
    ReadOnlyBooleanProperty disabledProperty() {
        return disabled.getReadOnlyProperty();
    }

    ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /// What went wrong, empty for nothing.
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

    void disable() {
        Instant until = ticker.now().plus(length.get().time);
        @Nullable String why = said();
        act(
                "disable",
                until,
                why,
                Notice.of("Rule " + rule + " is disabled until " + Times.day(until) + " UTC", Tone.WARNING));
    }

    /// Ends it before its time.
    void enable() {
        act("enable", null, null, Notice.of("Rule " + rule + " works again", Tone.SUCCESS));
    }

    private void act(String name, @Nullable Instant until, @Nullable String why, Notice done) {
        if (busy.get()) {
            return;
        }
        busy.set(true);
        error.set("");
        tasks.task(name + " alarm rule " + rule, () -> control.disable(rule, until, why))
                .onSuccess(after -> {
                    close.run();
                    notices.show(done);
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private void show(List<AlarmRule> rules) {
        @Nullable
        AlarmRule found = rules.stream()
                .filter(each -> each.id().equals(rule))
                .findFirst()
                .orElse(null);
        boolean asleep = found != null && found.enabled() && !found.active(ticker.now());
        disabled.set(asleep);
        if (found == null) {
            now.set("Somebody deleted this rule; there is nothing to disable.");
        } else if (!found.enabled()) {
            now.set("It is disabled for good; an admin enables it with ./sluice alarms set " + rule + " --enabled.");
        } else if (asleep) {
            String why = found.disabledReason();
            now.set("It is disabled until " + Times.day(Objects.requireNonNull(found.disabledUntil())) + " UTC by "
                    + EventSummary.printable(Objects.requireNonNullElse(found.disabledBy(), "somebody"))
                    + (why == null ? "." : ": " + EventSummary.printable(why)));
        } else {
            now.set("It works now, for " + EventSummary.printable(found.target()) + ".");
        }
    }

    private @Nullable String said() {
        String said = reason.get().strip();
        return said.isEmpty() ? null : said;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
