package dev.sluice.console.queues;

import dev.sluice.console.client.Failure;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Badge;
import dev.sluice.console.widget.Notice;
import dev.sluice.console.widget.Notices;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.Tone;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.queue.QueueState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javafx.beans.InvalidationListener;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/// What the Queues screen shows and does. FX thread only.
final class QueuesViewModel {
    private static final ViewState EMPTY = new ViewState.Empty(
            "No queue", "The server has no queue yet; it makes one called default by itself.", null);

    private final FeedModel feed;
    private final ViewWindow window;
    private final QueueControl control;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final Notices notices;
    private final PurgeHistory purges;
    private final QueuePast past;

    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
    private final ObservableList<QueueRow> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<@Nullable QueueDetail> detail = new ReadOnlyObjectWrapper<>(this, "detail");
    private final ReadOnlyObjectWrapper<Badge> badge = new ReadOnlyObjectWrapper<>(this, "badge", Badge.NONE);
    private String shownFilter = "";
    private @Nullable String chosen;
    private boolean closedByHand;

    QueuesViewModel(
            Feed feed, ViewWindow window, QueueControl control, TaskRunner tasks, Ticker ticker, Notices notices) {
        this.feed = feed.model();
        this.past = new QueuePast(feed.past("how a queue's depth went"));
        this.window = window;
        this.control = control;
        this.tasks = tasks;
        this.ticker = ticker;
        this.notices = notices;
        this.purges = new PurgeHistory(control, tasks, ticker, notices);
        filter.addListener(observable -> show());
        // the navigation shows the badge while another screen is open
        this.feed.queuesProperty().subscribe(queues -> badge.set(badge(queues)));
    }

    Subscription activate() {
        InvalidationListener changed = observable -> show();
        feed.queuesProperty().addListener(changed);
        feed.ageProperty().addListener(changed);
        window.rangeProperty().addListener(changed);
        window.frozenAtProperty().addListener(changed);
        Subscription answers = past.follow(this::showDetail);
        show();
        return () -> {
            answers.close();
            feed.queuesProperty().removeListener(changed);
            feed.ageProperty().removeListener(changed);
            window.rangeProperty().removeListener(changed);
            window.frozenAtProperty().removeListener(changed);
        };
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    StringProperty filterProperty() {
        return filter;
    }

    /// By name. A row is replaced where it stands, so the table keeps its place.
    ObservableList<QueueRow> rows() {
        return rows;
    }

    /// null when no queue is chosen
    ReadOnlyObjectProperty<@Nullable QueueDetail> detailProperty() {
        return detail.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Badge> badgeProperty() {
        return badge.getReadOnlyProperty();
    }

    @Nullable
    QueueRow chosen() {
        QueueDetail shown = detail.get();
        return shown == null ? null : shown.row();
    }

    void choose(@Nullable String name) {
        if (!Objects.equals(chosen, name)) {
            chosen = name;
            closedByHand = name == null;
            showDetail();
        }
    }

    /// Resumes the chosen queue at once; pausing it again is as easy.
    void resume() {
        QueueRow row = chosen();
        if (row == null || !row.paused()) {
            return;
        }
        String name = row.name();
        tasks.task("resume " + name, () -> {
                    control.resume(name);
                    return name;
                })
                .onSuccess(done -> notices.show(Notice.of("Resumed " + name, Tone.SUCCESS)))
                .onFailure(e -> notices.show(
                        Notice.of(name + " was not resumed: " + Failure.of(e).text(), Tone.DANGER)))
                .latest("resume " + name);
    }

    /// For the pause dialog of the chosen queue.
    PauseViewModel pauseDialog(String queue, Runnable close) {
        return new PauseViewModel(queue, control, tasks, ticker, notices, close);
    }

    TapViewModel tapDialog(QueueRow row, Runnable close) {
        return new TapViewModel(row.state(), control, tasks, ticker, notices, close);
    }

    /// For the dialog that shows a queue's head; looks at once.
    PeekViewModel peekDialog(String queue, Runnable close) {
        return new PeekViewModel(queue, control, tasks, close);
    }

    /// For the purge dialog; asks for the plan at once.
    PurgeViewModel purgeDialog(String queue, Runnable close) {
        boolean paused = rows.stream().anyMatch(row -> row.name().equals(queue) && row.paused());
        return new PurgeViewModel(queue, paused, control, tasks, ticker, notices, purges, close);
    }

    /// The last purges of the chosen queue.
    PurgeHistory purges() {
        return purges;
    }

    /// For the dialog that makes a queue.
    QueueFormViewModel newDialog(Runnable close) {
        return new QueueFormViewModel(null, known(), control, tasks, notices, close);
    }

    /// For the dialog that changes a queue.
    QueueFormViewModel changeDialog(QueueRow row, Runnable close) {
        return new QueueFormViewModel(row.state(), known(), control, tasks, notices, close);
    }

    DeleteViewModel deleteDialog(QueueRow row, Runnable close) {
        return new DeleteViewModel(row.state(), control, tasks, notices, close);
    }

    private List<QueueState> known() {
        List<QueueState> queues = feed.queuesProperty().get();
        return queues == null ? List.of() : queues;
    }

    /// What to type in a terminal to see the chosen queue.
    static String command(QueueRow row) {
        return "./sluice queues show " + row.name();
    }

    /// The query that finds what the queue stored.
    static String query(QueueRow row) {
        return "queue:" + row.name();
    }

    private void show() {
        List<QueueState> queues = feed.queuesProperty().get();
        state.set(viewState(queues));
        if (queues == null || window.frozen() && !rows.isEmpty() && sameFilter()) {
            return;
        }
        String wanted = filter.get().strip().toLowerCase(Locale.ROOT);
        List<QueueRow> next = queues.stream()
                .filter(queue -> queue.name().toLowerCase(Locale.ROOT).contains(wanted))
                .map(queue -> QueueRow.of(queue, feed.queueHistory().of(queue.name())))
                .toList();
        replace(next);
        shownFilter = filter.get();
        if (chosen == null && !closedByHand && !next.isEmpty()) {
            chosen = next.getFirst().name();
        }
        showDetail();
    }

    private boolean sameFilter() {
        return shownFilter.equals(filter.get());
    }

    private void replace(List<QueueRow> next) {
        boolean samePlaces = next.size() == rows.size();
        for (int i = 0; samePlaces && i < next.size(); i++) {
            samePlaces = next.get(i).name().equals(rows.get(i).name());
        }
        if (!samePlaces) {
            rows.setAll(next);
            return;
        }
        for (int i = 0; i < next.size(); i++) {
            rows.set(i, next.get(i));
        }
    }

    private void showDetail() {
        QueueRow row = rows.stream()
                .filter(each -> each.name().equals(chosen))
                .findFirst()
                .orElse(null);
        if (row == null) {
            detail.set(null);
            return;
        }
        Instant frozen = window.frozenAtProperty().get();
        Instant now = frozen == null ? feed.serverNow(ticker.now()) : frozen;
        Tone tone = row.pause() == null ? Tone.ACCENT : Tone.WARNING;
        Instant from = now.minus(window.rangeProperty().get().length());
        var seen = feed.queueHistory().of(row.name());
        detail.set(QueueDetails.of(row, past.chart(row.name(), seen, tone, from, now, frozen == null), now));
        purges.show(row.name());
    }

    private ViewState viewState(@Nullable List<QueueState> queues) {
        if (queues == null) {
            return ViewState.LOADING;
        }
        if (feed.stale()) {
            return new ViewState.Stale(Times.span(feed.ageProperty().get()));
        }
        return queues.isEmpty() ? EMPTY : ViewState.READY;
    }

    private static Badge badge(@Nullable List<QueueState> queues) {
        if (queues == null) {
            return Badge.NONE;
        }
        long wrong = queues.stream().filter(q -> !q.faults().isEmpty()).count();
        long full = queues.stream().filter(QueueRow::full).count();
        long paused = queues.stream().filter(queue -> queue.pause() != null).count();
        if (wrong > 0) {
            return new Badge(wrong + (wrong == 1 ? " fault" : " faults"), Tone.DANGER);
        }
        if (full > 0) {
            return new Badge(full + " full", Tone.DANGER);
        }
        return paused == 0 ? Badge.NONE : new Badge(paused + " paused", Tone.WARNING);
    }
}
