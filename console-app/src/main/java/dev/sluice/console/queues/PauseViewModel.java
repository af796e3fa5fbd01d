package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Tone;
import dev.sluice.model.queue.PauseRequest;
import java.time.Duration;
import java.time.Instant;
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

/// The question before a queue is paused: why, and for how long. FX thread only.
final class PauseViewModel {
    private final String queue;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final Runnable close;
    private final StringProperty reason = new SimpleStringProperty(this, "reason", "");
    private final StringProperty depth = new SimpleStringProperty(this, "depth", "");
    private final ObjectProperty<Length> length = new SimpleObjectProperty<>(this, "length", Length.OPEN);
    private final BooleanProperty busy = new SimpleBooleanProperty(this, "busy");
    private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
    private final BooleanBinding ready;

    /// How long a pause lasts.
    enum Length {
        OPEN("Until resumed", null),
        MINUTES_15("15 min", Duration.ofMinutes(15)),
        HOUR("1 h", Duration.ofHours(1)),
        HOURS_8("8 h", Duration.ofHours(8));

        private final String label;
        private final @Nullable Duration time;

        Length(String label, @Nullable Duration time) {
            this.label = label;
            this.time = time;
        }

        String label() {
            return label;
        }

        static List<Length> all() {
            return List.of(values());
        }
    }

    PauseViewModel(
            String queue, QueueControl control, TaskRunner tasks, Ticker ticker, Notices notices, Runnable close) {
        this.queue = queue;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.close = close;
        ready = Bindings.createBooleanBinding(
                () -> !reason.get().isBlank() && (depth.get().isBlank() || events() != null) && !busy.get(),
                reason,
                depth,
                busy);
    }

    String queue() {
        return queue;
    }

    StringProperty reasonProperty() {
        return reason;
    }

    ObjectProperty<Length> lengthProperty() {
        return length;
    }

    /// How many events may wait before it resumes by itself, as typed; empty for any number.
    StringProperty depthProperty() {
        return depth;
    }

    private @Nullable Long events() {
        try {
            long events = Long.parseLong(depth.get().strip().replace(",", ""));
            return events > 0 ? events : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /// There is a reason, and nothing is under way.
    BooleanBinding readyProperty() {
        return ready;
    }

    /// What went wrong, empty for nothing.
    ReadOnlyStringProperty errorProperty() {
        return error.getReadOnlyProperty();
    }

    void cancel() {
        close.run();
    }

    void pause() {
        if (!ready.get()) {
            return;
        }
        Duration time = length.get().time;
        Instant until = time == null ? null : ticker.now().plus(time);
        PauseRequest request = new PauseRequest(reason.get().strip(), until, events());
        busy.set(true);
        error.set("");
        tasks.task("pause " + queue, () -> {
                    control.pause(queue, request);
                    return queue;
                })
                .onSuccess(done -> {
                    close.run();
                    notices.show(Notice.of("Paused " + queue, Tone.WARNING));
                })
                .onFailure(e -> error.set(Failure.of(e).text()))
                .onFinally(() -> busy.set(false))
                .run();
    }
}
