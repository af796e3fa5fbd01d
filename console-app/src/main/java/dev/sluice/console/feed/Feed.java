package dev.sluice.console.feed;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.task.Subscription;
import dev.sluice.console.task.TaskRunner;
import dev.sluice.console.task.Throttle;
import dev.sluice.console.task.Ticker;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.live.TelemetryHistory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a [FeedModel] up to date from a [LiveSource]: history first, then what is pushed. Whenever the connection
/// comes back, what was missed is fetched. Started and closed on the FX thread.
public final class Feed {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);
    private static final Duration DRAIN_GAP = Duration.ofMillis(100);
    private static final Duration AGE_STEP = Duration.ofMillis(200);

    private final LiveSource source;
    private final TaskRunner tasks;
    private final Ticker ticker;
    private final FeedModel model = new FeedModel();
    private final Inbox inbox = new Inbox();
    private final AtomicReference<ConnectionState> state = new AtomicReference<>(new ConnectionState.Connecting());
    private final Throttle throttle;

    public Feed(LiveSource source, TaskRunner tasks, Ticker ticker) {
        this.source = source;
        this.tasks = tasks;
        this.ticker = ticker;
        throttle = new Throttle(ticker, DRAIN_GAP, this::drain);
    }

    public FeedModel model() {
        return model;
    }

    /// A view's own way back in time.
    ///
    /// @param name of what is asked for, for the log
    public Past<TelemetryHistory> past(String name) {
        return new Past<>(name, source::telemetry, tasks, ticker);
    }

    /// What operators did in the time that a view goes back to, newest first.
    public Past<AuditPage> pastActs(String name) {
        return new Past<>(name, source::acts, tasks, ticker);
    }

    public Subscription start() {
        Subscription ages = ticker.every(AGE_STEP, () -> model.tick(ticker.now()));
        Subscription link = source.open(
                update -> {
                    inbox.add(update, ticker.now());
                    throttle.request();
                },
                next -> {
                    state.set(next);
                    throttle.request();
                });
        return Subscription.of(ages, link);
    }

    /// Fetches the history and the acts anew; without a connection, tries to get one now.
    public void refresh() {
        if (!model.connected()) {
            source.retryNow();
            return;
        }
        tasks.task("load telemetry", source::telemetry)
                .onSuccess(history -> model.addSamples(history.items()))
                .onFailure(e -> LOG.warn("The telemetry of the last minutes could not be loaded: {}", e.getMessage()))
                .latest("telemetry");
        tasks.task("load acts", source::acts)
                .onSuccess(page -> model.addActs(page.items()))
                .onFailure(e -> LOG.warn("The newest acts could not be loaded: {}", e.getMessage()))
                .latest("acts");
    }

    private void drain() {
        boolean before = model.connected();
        model.connection(state.get());
        model.apply(inbox.drain(), ticker.now());
        if (model.connected() && !before) {
            refresh();
        }
    }
}
