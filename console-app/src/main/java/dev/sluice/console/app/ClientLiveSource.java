package dev.sluice.console.app;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.client.LiveClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.client.TelemetryClient;
import dev.sluice.console.feed.LiveSource;
import dev.sluice.console.feed.Past;
import dev.sluice.console.task.Subscription;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.audit.AuditQuery;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The feed's source over the network. Opened and hurried on the FX thread.
final class ClientLiveSource implements LiveSource {
    private static final int ACTS = 50;
    private static final int COARSE_SECONDS = 5;
    /// in a stretch of time; more marks than that cannot be told apart
    private static final int MARKED_ACTS = 200;

    private final SluiceClient client;
    private @Nullable LiveClient live;
    private Consumer<LiveUpdate> updates = update -> {};
    private Consumer<ConnectionState> states = state -> {};

    ClientLiveSource(SluiceClient client) {
        this.client = client;
    }

    @Override
    public Subscription open(Consumer<LiveUpdate> nextUpdates, Consumer<ConnectionState> nextStates) {
        updates = nextUpdates;
        states = nextStates;
        live = new LiveClient(client.address(), updates, states);
        return this::close;
    }

    /// Connects anew with the client's present token.
    void renew() {
        if (live != null) {
            live.close();
            live = new LiveClient(client.address(), updates, states);
        }
    }

    private void close() {
        if (live != null) {
            live.close();
            live = null;
        }
    }

    @Override
    public void retryNow() {
        if (live != null) {
            live.retryNow();
        }
    }

    @Override
    public TelemetryHistory telemetry() throws InterruptedException {
        return client.telemetry().history(TelemetryClient.Query.NEWEST);
    }

    @Override
    public TelemetryHistory telemetry(Past.Stretch stretch) throws InterruptedException {
        return client.telemetry()
                .history(new TelemetryClient.Query(stretch.from(), stretch.to(), step(stretch), stretch.queue(), null));
    }

    /// Seconds of an hour are megabytes, and more than a chart can show; all else the server chooses.
    private static @Nullable Integer step(Past.Stretch stretch) {
        Duration length = Duration.between(stretch.from(), stretch.to());
        boolean many = length.compareTo(Duration.ofMinutes(20)) > 0 && length.compareTo(Duration.ofHours(2)) <= 0;
        return many ? COARSE_SECONDS : null;
    }

    @Override
    public AuditPage acts() throws InterruptedException {
        return client.audit(ACTS);
    }

    @Override
    public AuditPage acts(Past.Stretch stretch) throws InterruptedException {
        AuditQuery query = new AuditQuery(null, null, null, null, stretch.from(), stretch.to());
        return client.audit(query, MARKED_ACTS, null);
    }
}
