package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.IngestStopRequest;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.queue.ThrottleRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/// How a queue's taps are to stand other than by a pause: slower, closed to producers, open. FX thread only.
final class TapViewModel {
    private final QueueState queue;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Runnable close;
    private final ObjectProperty<Act> act = new SimpleObjectProperty<>(this, "act", Act.THROTTLE);
    private final StringProperty rate = new SimpleStringProperty(this, "rate", "");
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final ObjectProperty<Length> length = new SimpleObjectProperty<>(this, "length", Length.HOUR);
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final BooleanBinding ready;
    private final StringBinding command;

    enum Act {
        THROTTLE("Slow down", "No more than so many events a second are stored, over all instances. The rest waits."),
        REFUSE("Refuse", "Producers get 503 with Retry-After at once. What waits in the queue is still stored."),
        HOLD("Hold", "Up to 1,000 requests wait for 8 seconds at most, then producers get 503. Nothing is spooled."),
        OPEN("Open all", "Ends the throttle and takes events again. A pause stays.");

        private final String label;
        private final String meaning;

        Act(String label, String meaning) {
            this.label = label;
            this.meaning = meaning;
        }

        String label() {
            return label;
        }

        String meaning() {
            return meaning;
        }

        static List<Act> all() {
            return List.of(values());
        }
    }

    enum Length {
        MINUTES_15("15 min", Duration.ofMinutes(15), "15m"),
        HOUR("1 h", Duration.ofHours(1), "1h"),
        HOURS_8("8 h", Duration.ofHours(8), "8h");

        private final String label;
        private final Duration time;
        private final String option;

        Length(String label, Duration time, String option) {
            this.label = label;
            this.time = time;
            this.option = option;
        }

        String label() {
            return label;
        }

        static List<Length> all() {
            return List.of(values());
        }
    }

    TapViewModel(
            QueueState queue, QueueControl control, TaskRunner tasks, Ticker ticker, Notices notices, Runnable close) {
        this.queue = queue;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.close = close;
        ready = Bindings.createBooleanBinding(this::isReady, act, rate, reason, busy);
        command = Bindings.createStringBinding(this::line, act, rate, reason, length);
    }

    String queue() {
        return queue.name();
    }

    /// How the taps stand now, in words.
    String standing() {
        String taps = QueueDetails.taps(queue);
        return taps.isEmpty() ? "All taps are open." : "Now: " + taps + ".";
    }

    ObjectProperty<Act> actProperty() {
        return act;
    }

    StringProperty rateProperty() {
        return rate;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    ObjectProperty<Length> lengthProperty() {
        return length;
    }

    /// All that the act needs is there, and nothing is under way.
    BooleanBinding readyProperty() {
        return ready;
    }

    /// What does the same in a terminal.
    StringBinding commandProperty() {
        return command;
    }

    /// What went wrong, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    private boolean isReady() {
        if (busy.get()) {
            return false;
        }
        return switch (act.get()) {
            case THROTTLE -> perSecond() != null && !reason.get().isBlank();
            case REFUSE, HOLD -> !reason.get().isBlank();
            case OPEN -> true;
        };
    }

    private @Nullable Double perSecond() {
        try {
            double value = Double.parseDouble(rate.get().strip().replace(",", ""));
            return value > 0 && value < Double.POSITIVE_INFINITY ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private String line() {
        String name = queue.name();
        String why = reason.get().isBlank() ? "…" : reason.get().strip();
        String end = " --until " + length.get().option + " --reason " + quoted(why);
        return switch (act.get()) {
            case THROTTLE ->
                "./sluice queues throttle " + name + " --rate "
                        + (rate.get().isBlank() ? "N" : rate.get().strip()) + end;
            case REFUSE -> "./sluice queues ingest " + name + " refuse" + end;
            case HOLD -> "./sluice queues ingest " + name + " hold" + end;
            case OPEN -> "./sluice queues throttle " + name + " --off; ./sluice queues ingest " + name + " open";
        };
    }

    /// As a POSIX shell reads it back.
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }

    void cancel() {
        close.run();
    }

    void go() {
        if (!ready.get()) {
            return;
        }
        Act chosen = act.get();
        Double perSecond = perSecond();
        String why = reason.get().strip();
        Instant until = ticker.now().plus(length.get().time);
        String name = queue.name();
        busy.set(true);
        error.set("");
        tasks.task("tap " + name, () -> {
                    switch (chosen) {
                        case THROTTLE -> control.throttle(name, new ThrottleRequest(perSecond, until, why));
                        case REFUSE ->
                            control.stopIngest(name, new IngestStopRequest(QueueState.Ingest.REFUSE, why, until));
                        case HOLD ->
                            control.stopIngest(name, new IngestStopRequest(QueueState.Ingest.HOLD, why, until));
                        case OPEN -> open(name);
                    }
                    return name;
                })
                .onSuccess(done -> {
                    close.run();
                    notices.show(Notice.of(told(chosen, name), chosen == Act.OPEN ? Tone.SUCCESS : Tone.WARNING));
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }

    private void open(String name) throws InterruptedException {
        control.throttle(name, new ThrottleRequest(null, null, null));
        control.stopIngest(name, new IngestStopRequest(QueueState.Ingest.OPEN, null, null));
    }

    private String told(Act chosen, String name) {
        return switch (chosen) {
            case THROTTLE -> name + " is stored from at " + rate.get().strip() + " /s for " + length.get().label;
            case REFUSE -> name + " refuses new events for " + length.get().label;
            case HOLD -> name + " holds new events for " + length.get().label;
            case OPEN -> name + " is open";
        };
    }
}
