package dev.sluice.console.app;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.client.LiveClient;
import dev.sluice.console.client.SluiceClient;
import dev.sluice.console.feed.LiveSource;
import dev.sluice.console.task.Subscription;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import java.util.function.Consumer;

/// The feed's source over the network.
record ClientLiveSource(SluiceClient client) implements LiveSource {
    private static final int ACTS = 50;

    @Override
    public Subscription open(Consumer<LiveUpdate> updates, Consumer<ConnectionState> states) {
        LiveClient live = new LiveClient(client.address(), updates, states);
        return live::close;
    }

    @Override
    public TelemetryHistory telemetry() throws InterruptedException {
        return client.telemetry();
    }

    @Override
    public AuditPage acts() throws InterruptedException {
        return client.audit(ACTS);
    }
}
