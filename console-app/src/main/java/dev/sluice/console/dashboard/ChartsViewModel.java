package dev.sluice.console.dashboard;

import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.feed.Past;
import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.ChartData;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// The charts on their one axis of time: live and remembered figures in one line, an earlier time beside them, the
/// moment that is looked at.
final class ChartsViewModel {
    private final FeedModel feed;
    private final ViewWindow window;
    private final Ticker ticker;
    private final Past<TelemetryHistory> past;
    private final Past<TelemetryHistory> earlier;
    private final Past<AuditPage> acts;
    private final ReadOnlyObjectWrapper<ChartData> rates = new ReadOnlyObjectWrapper<>(this, "rates", ChartData.NONE);
    private final ReadOnlyObjectWrapper<ChartData> depth = new ReadOnlyObjectWrapper<>(this, "depth", ChartData.NONE);
    private final ReadOnlyObjectWrapper<ChartData> latency =
            new ReadOnlyObjectWrapper<>(this, "latency", ChartData.NONE);
    private final ReadOnlyObjectWrapper<TimeLine> line = new ReadOnlyObjectWrapper<>(this, "line", TimeLine.NONE);
    private final ObjectProperty<Compare> compare = new SimpleObjectProperty<>(this, "compare", Compare.NONE);
    private final ObjectProperty<@Nullable Instant> cursor = new SimpleObjectProperty<>(this, "cursor");
    private final ReadOnlyObjectWrapper<@Nullable TelemetryWindow> moment = new ReadOnlyObjectWrapper<>(this, "moment");
    private Joined joined = new Joined(List.of(), Duration.ofSeconds(1));
    private Instant drawnAt = Instant.EPOCH;

    /// @param past,earlier what is shown, and what it is compared with
    /// @param acts of the time that is shown
    ChartsViewModel(
            FeedModel feed,
            ViewWindow window,
            Past<TelemetryHistory> past,
            Past<TelemetryHistory> earlier,
            Past<AuditPage> acts,
            Ticker ticker) {
        this.feed = feed;
        this.window = window;
        this.past = past;
        this.earlier = earlier;
        this.acts = acts;
        this.ticker = ticker;
    }

    ReadOnlyObjectProperty<ChartData> ratesProperty() {
        return rates.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ChartData> depthProperty() {
        return depth.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<ChartData> latencyProperty() {
        return latency.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<TimeLine> lineProperty() {
        return line.getReadOnlyProperty();
    }

    ObjectProperty<Compare> compareProperty() {
        return compare;
    }

    /// The moment somebody put the time cursor at, null for none.
    ObjectProperty<@Nullable Instant> cursorProperty() {
        return cursor;
    }

    /// What was known at the time cursor, or at the end of a view that stands still; null: now.
    ReadOnlyObjectProperty<@Nullable TelemetryWindow> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    ViewWindow window() {
        return window;
    }

    /// Follows what it shows until the subscription is closed.
    Subscription activate() {
        var range = window.rangeProperty().subscribe((before, now) -> show());
        var frozen = window.frozenAtProperty().subscribe((before, now) -> show());
        var compared = compare.subscribe((before, now) -> show());
        var answered = past.stateProperty().subscribe((before, now) -> draw());
        var answeredBefore = earlier.stateProperty().subscribe((before, now) -> draw());
        var acted = acts.stateProperty().subscribe((before, now) -> draw());
        var pointed = cursor.subscribe((before, now) -> showMoment());
        return () -> List.of(range, frozen, compared, answered, answeredBefore, acted, pointed)
                .forEach(javafx.util.Subscription::unsubscribe);
    }

    /// The present, as the server has it.
    Instant now() {
        return feed.serverNow(ticker.now());
    }

    void move(double ranges) {
        window.move(ranges, now());
    }

    void zoom(boolean longer, @Nullable Instant around) {
        window.zoom(longer, around, now());
    }

    void freeze() {
        if (!window.frozen()) {
            window.freeze(now());
        }
    }

    void goLive() {
        cursor.set(null);
        window.goLive();
    }

    /// the line that gives the same figures in a terminal
    String command() {
        Instant end = window.end(now());
        return "./sluice telemetry --from %s --to %s"
                .formatted(
                        Instant.ofEpochSecond(
                                end.minus(window.rangeProperty().get().length()).getEpochSecond()),
                        Instant.ofEpochSecond(end.getEpochSecond()));
    }

    /// Asks again for what could not be had; draws anew where no new figures come, so that a gap grows at the end.
    void timePassed() {
        if (!past.stateProperty().get().failure().isEmpty()
                || !earlier.stateProperty().get().failure().isEmpty()
                || !acts.stateProperty().get().failure().isEmpty()) {
            ask();
        }
        boolean late = Duration.between(drawnAt, now()).compareTo(Duration.ofSeconds(1)) >= 0;
        if (feed.stale() && !window.frozen() && late) {
            show();
        }
    }

    /// Something came, or another time is looked at.
    void show() {
        if (!feed.telemetryProperty().get().isEmpty()) {
            ask();
            draw();
        }
    }

    private void ask() {
        Instant end = window.end(now());
        Instant from = end.minus(window.rangeProperty().get().length());
        if (Joined.isLive(feed.telemetryProperty().get(), from)) {
            past.forget();
            acts.forget();
        } else {
            past.want(from, end, !window.frozen());
            acts.want(from, end, !window.frozen());
        }
        Compare with = compare.get();
        if (with == Compare.NONE) {
            earlier.forget();
        } else {
            earlier.want(from.minus(with.back()), end.minus(with.back()), !window.frozen());
        }
    }

    private void draw() {
        Instant end = window.end(now());
        Instant from = end.minus(window.rangeProperty().get().length());
        drawnAt = end;
        joined = join(past.stateProperty().get(), feed.telemetryProperty().get(), from, end);
        Compare with = compare.get();
        Joined before = with == Compare.NONE
                ? new Joined(List.of(), joined.step())
                : join(
                        earlier.stateProperty().get(),
                        TelemetryWindow.EMPTY,
                        from.minus(with.back()),
                        end.minus(with.back()));
        Charts charts = new Charts(
                from,
                end,
                joined.step(),
                new TelemetryWindow(joined.samples()),
                before.step(),
                new TelemetryWindow(before.shifted(with.back())),
                with.word());
        List<AuditRecord> records = records();
        rates.set(charts.rates(Acts.bands(records, queues(), false)));
        depth.set(charts.depth(Acts.bands(records, queues(), true)));
        latency.set(charts.latency());
        line.set(TimeLine.of(
                from,
                end,
                joined.step(),
                past.stateProperty().get(),
                earlier.stateProperty().get(),
                acts.stateProperty().get(),
                with));
        showMoment();
    }

    /// Those that came live, and those of the time that is shown.
    private List<AuditRecord> records() {
        Set<AuditRecord> records = new LinkedHashSet<>(feed.actsProperty().get());
        AuditPage page = acts.stateProperty().get().answer();
        if (page != null) {
            records.addAll(page.items());
        }
        return List.copyOf(records);
    }

    private static Joined join(Past.State<TelemetryHistory> state, TelemetryWindow live, Instant from, Instant to) {
        Past.@Nullable Stretch asked = state.asked();
        return Joined.of(state.answer(), asked == null ? null : asked.to(), live, from, to);
    }

    private void showMoment() {
        Instant at = cursor.get();
        Instant frozen = window.frozenAtProperty().get();
        moment.set(at != null ? joined.at(at) : frozen != null ? joined.at(frozen) : null);
    }

    private List<QueueState> queues() {
        return Objects.requireNonNullElse(feed.queuesProperty().get(), List.of());
    }
}
