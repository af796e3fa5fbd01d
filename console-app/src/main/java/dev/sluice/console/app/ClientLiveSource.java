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
import org.jspecify.annotations.Nullable;

/// The feed's source over the network. Opened and hurried on the FX thread.
final class ClientLiveSource implements LiveSource {
    private static final int ACTS = 50;

    private final SluiceClient client;
    private @Nullable LiveClient live;

    ClientLiveSource(SluiceClient client) {
        this.client = client;
    }

    @Override
    public Subscription open(Consumer<LiveUpdate> updates, Consumer<ConnectionState> states) {
        LiveClient opened = new LiveClient(client.address(), updates, states);
        live = opened;
        return opened::close;
    }

    @Override
    public void retryNow() {
        if (live != null) {
            live.retryNow();
        }
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
