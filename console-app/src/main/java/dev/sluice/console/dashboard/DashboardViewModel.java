package dev.sluice.console.dashboard;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.Feed;
import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows. While the window of time is frozen nothing changes save the state of the connection; the
/// tiles then show its end, or the moment of the time cursor.
final class DashboardViewModel {
    private static final ViewState EMPTY = new ViewState.Empty(
            "No event has arrived yet",
            "Send a first one from a terminal; it shows here within a second.",
            "echo '{\"id\":\"1\",\"source\":\"/me\",\"type\":\"hello\"}' | ./sluice send -");

    private final FeedModel feed;
    private final ViewWindow window;
    private final ChartsViewModel charts;
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyObjectWrapper<Tiles> tiles =
            new ReadOnlyObjectWrapper<>(this, "tiles", Tiles.of(TelemetryWindow.EMPTY));
    private final ReadOnlyObjectWrapper<String> drain = new ReadOnlyObjectWrapper<>(this, "drain", "empty");
    private final ReadOnlyObjectWrapper<Stages.Pipeline> pipeline =
            new ReadOnlyObjectWrapper<>(this, "pipeline", Stages.Pipeline.NONE);
    private final ReadOnlyObjectWrapper<List<ActRow>> acts = new ReadOnlyObjectWrapper<>(this, "acts", List.of());

    DashboardViewModel(Feed feed, ViewWindow window, Ticker ticker) {
        this.feed = feed.model();
        this.window = window;
        charts = new ChartsViewModel(
                feed.model(),
                window,
                feed.past("telemetry of the past"),
                feed.past("telemetry to compare with"),
                feed.pastActs("acts of the past"),
                ticker);
    }

    ChartsViewModel charts() {
        return charts;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Tiles> tilesProperty() {
        return tiles.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<String> drainProperty() {
        return drain.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Stages.Pipeline> pipelineProperty() {
        return pipeline.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<ActRow>> actsProperty() {
        return acts.getReadOnlyProperty();
    }

    /// Follows the feed until the subscription is closed.
    Subscription activate() {
        var telemetry = feed.telemetryProperty().subscribe(this::showNumbers);
        var queues = feed.queuesProperty().subscribe(this::showQueues);
        var health = feed.healthProperty().subscribe(this::showQueues);
        var storage = feed.storageProperty().subscribe(this::showQueues);
        var records = feed.actsProperty().subscribe(this::showActs);
        Subscription drawn = charts.activate();
        var moment = charts.momentProperty().subscribe(this::showTiles);
        var frozen = window.frozenAtProperty().subscribe(this::showAll);
        var link = feed.connectionProperty().subscribe(this::showState);
        var ledger = feed.ledgerProperty().subscribe(this::showState);
        var age = feed.ageProperty().subscribe(this::timePassed);
        showAll();
        return () -> {
            drawn.close();
            List.of(telemetry, queues, health, storage, records, moment, frozen, link, ledger, age)
                    .forEach(javafx.util.Subscription::unsubscribe);
        };
    }

    private void showAll() {
        showNumbers();
        showQueues();
        showActs();
        charts.show();
        showState();
    }

    private void showNumbers() {
        if (!window.frozen()) {
            charts.show();
            showTiles();
            showStages();
        }
        showState();
    }

    private void showTiles() {
        TelemetryWindow moment = charts.momentProperty().get();
        tiles.set(Tiles.of(moment == null ? feed.telemetryProperty().get() : moment));
    }

    private void showQueues() {
        if (!window.frozen()) {
            drain.set(Stages.drain(queues()));
            showStages();
        }
    }

    private void showStages() {
        TelemetryWindow telemetry = feed.telemetryProperty().get();
        Stages.Pipeline next = Stages.of(
                Tiles.rate(telemetry, TelemetrySample::accepted),
                Tiles.rate(telemetry, TelemetrySample::stored),
                queues(),
                feed.healthProperty().get(),
                feed.storageProperty().get());
        if (!next.equals(pipeline.get())) {
            pipeline.set(next);
        }
    }

    private void showActs() {
        if (!window.frozen()) {
            acts.set(feed.actsProperty().get().stream().map(ActRow::of).toList());
            charts.show();
        }
    }

    private void timePassed() {
        showState();
        charts.timePassed();
    }

    private void showState() {
        ViewState next = stateNow();
        if (!next.equals(state.get())) {
            state.set(next);
        }
    }

    private ViewState stateNow() {
        if (feed.connectionProperty().get() instanceof ConnectionState.Refused(var problem)) {
            return new ViewState.Failed(problem.code(), problem.detail(), problem.requestId());
        }
        if (feed.telemetryProperty().get().isEmpty()) {
            return ViewState.LOADING;
        }
        Duration age = feed.ageProperty().get();
        if (feed.stale() && age != null) {
            return new ViewState.Stale(Times.spanOfSeconds((double) age.toSeconds()));
        }
        return nothingYet() ? EMPTY : ViewState.READY;
    }

    private boolean nothingYet() {
        Ledger ledger = feed.ledgerProperty().get();
        return ledger != null
                && ledger.accepted() == 0
                && feed.telemetryProperty().get().samples().stream().allMatch(sample -> sample.accepted() == 0);
    }

    private List<QueueState> queues() {
        @Nullable List<QueueState> queues = feed.queuesProperty().get();
        return Objects.requireNonNullElse(queues, List.of());
    }
}
