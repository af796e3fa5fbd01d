package dev.sluice.console.dashboard;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.feed.FeedModel;
import dev.sluice.console.feed.TelemetryWindow;
import dev.sluice.console.feed.ViewWindow;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.Ticker;
import dev.sluice.console.widget.ChartData;
import dev.sluice.console.widget.Times;
import dev.sluice.console.widget.ViewState;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What the dashboard shows. While the window of time is frozen nothing changes save the state of the connection.
final class DashboardViewModel {
    private static final ViewState EMPTY = new ViewState.Empty(
            "No event has arrived yet",
            "Send a first one from a terminal; it shows here within a second.",
            "echo '{\"id\":\"1\",\"source\":\"/me\",\"type\":\"hello\"}' | ./sluice send -");

    private final FeedModel feed;
    private final ViewWindow window;
    private final Ticker ticker;
    private final ReadOnlyObjectWrapper<ViewState> state =
            new ReadOnlyObjectWrapper<>(this, "state", ViewState.LOADING);
    private final ReadOnlyObjectWrapper<Tiles> tiles =
            new ReadOnlyObjectWrapper<>(this, "tiles", Tiles.of(TelemetryWindow.EMPTY));
    private final ReadOnlyObjectWrapper<ChartData> rates = new ReadOnlyObjectWrapper<>(this, "rates", ChartData.NONE);
    private final ReadOnlyObjectWrapper<ChartData> depth = new ReadOnlyObjectWrapper<>(this, "depth", ChartData.NONE);
    private final ReadOnlyObjectWrapper<ChartData> latency =
            new ReadOnlyObjectWrapper<>(this, "latency", ChartData.NONE);
    private final ReadOnlyObjectWrapper<String> drain = new ReadOnlyObjectWrapper<>(this, "drain", "empty");
    private final ReadOnlyObjectWrapper<Stages.Pipeline> pipeline =
            new ReadOnlyObjectWrapper<>(this, "pipeline", Stages.Pipeline.NONE);
    private final ReadOnlyObjectWrapper<List<ActRow>> acts = new ReadOnlyObjectWrapper<>(this, "acts", List.of());
    private Instant drawnAt = Instant.EPOCH;

    DashboardViewModel(FeedModel feed, ViewWindow window, Ticker ticker) {
        this.feed = feed;
        this.window = window;
        this.ticker = ticker;
    }

    ReadOnlyObjectProperty<ViewState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Tiles> tilesProperty() {
        return tiles.getReadOnlyProperty();
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
        var range = window.rangeProperty().subscribe(this::showCharts);
        var frozen = window.frozenAtProperty().subscribe(this::showAll);
        var link = feed.connectionProperty().subscribe(this::showState);
        var ledger = feed.ledgerProperty().subscribe(this::showState);
        var age = feed.ageProperty().subscribe(this::timePassed);
        showAll();
        return () -> List.of(telemetry, queues, health, storage, records, range, frozen, link, ledger, age)
                .forEach(javafx.util.Subscription::unsubscribe);
    }

    private void showAll() {
        showNumbers();
        showQueues();
        showActs();
        showCharts();
        showState();
    }

    private void showNumbers() {
        if (!window.frozen()) {
            tiles.set(Tiles.of(feed.telemetryProperty().get()));
            showCharts();
            showStages();
        }
        showState();
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
            showCharts();
        }
    }

    private void showCharts() {
        TelemetryWindow telemetry = feed.telemetryProperty().get();
        Duration length = window.rangeProperty().get().length();
        Instant frozen = window.frozenAtProperty().get();
        drawnAt = frozen == null ? feed.serverNow(ticker.now()) : frozen;
        var records = feed.actsProperty().get();
        rates.set(Charts.rates(telemetry, drawnAt, length, Acts.bands(records, queues(), false)));
        depth.set(Charts.depth(telemetry, drawnAt, length, Acts.bands(records, queues(), true)));
        latency.set(Charts.latency(telemetry, drawnAt, length));
    }

    // Without new data the charts still move on, and show a growing gap at their end.
    private void timePassed() {
        showState();
        if (feed.stale() && !window.frozen()) {
            Instant now = feed.serverNow(ticker.now());
            if (Duration.between(drawnAt, now).compareTo(Duration.ofSeconds(1)) >= 0) {
                showCharts();
            }
        }
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
