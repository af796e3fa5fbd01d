package dev.sluice.console.feed;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.console.task.Subscription;
import dev.sluice.model.audit.AuditPage;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import java.util.function.Consumer;

/// Where the feed gets its state from. The real one is the client; tests bring their own.
public interface LiveSource {
    /// Opens the live connection and keeps it open, trying again by itself, until the subscription is closed. Both
    /// consumers are called on any thread, one call at a time.
    Subscription open(Consumer<LiveUpdate> updates, Consumer<ConnectionState> states);

    /// A lost connection is tried again at once rather than when its time comes.
    void retryNow();

    /// The samples the server still holds. Blocks.
    TelemetryHistory telemetry() throws InterruptedException;

    /// What was, in steps that suit the stretch. Blocks.
    TelemetryHistory telemetry(Past.Stretch stretch) throws InterruptedException;

    /// The newest acts. Blocks.
    AuditPage acts() throws InterruptedException;

    /// The newest acts of a stretch of time. Blocks.
    AuditPage acts(Past.Stretch stretch) throws InterruptedException;
}
