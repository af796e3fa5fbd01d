package dev.sluice.console.feed;

import dev.sluice.console.client.ConnectionState;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What is known of the server now. Changes in batches, on the FX thread only.
public final class FeedModel {
    /// Data older than this is shown as stale: three updates have failed to come.
    public static final Duration STALE_AFTER = Duration.ofSeconds(3);

    private static final int MOST_ACTS = 50;

    private final ReadOnlyObjectWrapper<ConnectionState> connection =
            new ReadOnlyObjectWrapper<>(this, "connection", new ConnectionState.Connecting());
    private final ReadOnlyObjectWrapper<LiveUpdate.@Nullable Welcome> server =
            new ReadOnlyObjectWrapper<>(this, "server");
    private final ReadOnlyObjectWrapper<TelemetryWindow> telemetry =
            new ReadOnlyObjectWrapper<>(this, "telemetry", TelemetryWindow.EMPTY);
    private final ReadOnlyObjectWrapper<@Nullable List<QueueState>> queues =
            new ReadOnlyObjectWrapper<>(this, "queues");
    private final ReadOnlyObjectWrapper<@Nullable Ledger> ledger = new ReadOnlyObjectWrapper<>(this, "ledger");
    private final ReadOnlyObjectWrapper<@Nullable StorageState> storage = new ReadOnlyObjectWrapper<>(this, "storage");
    private final ReadOnlyObjectWrapper<@Nullable HealthReport> health = new ReadOnlyObjectWrapper<>(this, "health");
    private final ReadOnlyObjectWrapper<List<AuditRecord>> acts = new ReadOnlyObjectWrapper<>(this, "acts", List.of());
    private final ReadOnlyObjectWrapper<@Nullable Duration> age = new ReadOnlyObjectWrapper<>(this, "age");
    private final ReadOnlyLongWrapper missed = new ReadOnlyLongWrapper(this, "missed");
    private final QueueHistory queueHistory = new QueueHistory();
    private @Nullable Instant heardAt;

    public ReadOnlyObjectProperty<ConnectionState> connectionProperty() {
        return connection.getReadOnlyProperty();
    }

    /// null until the server has said who it is
    public ReadOnlyObjectProperty<LiveUpdate.@Nullable Welcome> serverProperty() {
        return server.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<TelemetryWindow> telemetryProperty() {
        return telemetry.getReadOnlyProperty();
    }

    /// by name; null until the first have come
    public ReadOnlyObjectProperty<@Nullable List<QueueState>> queuesProperty() {
        return queues.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable Ledger> ledgerProperty() {
        return ledger.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable StorageState> storageProperty() {
        return storage.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<@Nullable HealthReport> healthProperty() {
        return health.getReadOnlyProperty();
    }

    /// newest first, at most fifty
    public ReadOnlyObjectProperty<List<AuditRecord>> actsProperty() {
        return acts.getReadOnlyProperty();
    }

    /// How long ago the server was last heard; null when it never was. Moves on by itself.
    public ReadOnlyObjectProperty<@Nullable Duration> ageProperty() {
        return age.getReadOnlyProperty();
    }

    /// Updates this console missed since it was started, as the server counted them.
    public ReadOnlyLongProperty missedProperty() {
        return missed.getReadOnlyProperty();
    }

    public QueueHistory queueHistory() {
        return queueHistory;
    }

    public boolean connected() {
        return connection.get() instanceof ConnectionState.Connected;
    }

    public boolean stale() {
        Duration old = age.get();
        return old != null && old.compareTo(STALE_AFTER) > 0;
    }

    /// The server's present time: its last word and the time since. Charts end here, whatever this machine's
    /// clock says.
    public Instant serverNow(Instant now) {
        TelemetrySample last = telemetry.get().last();
        Duration old = age.get();
        return last == null ? now : old == null ? last.at() : last.at().plus(old);
    }

    void connection(ConnectionState next) {
        connection.set(next);
    }

    /// Time has passed.
    void tick(Instant now) {
        age.set(heardAt == null ? null : Duration.between(heardAt, now));
    }

    void apply(Inbox.Batch batch, Instant now) {
        if (batch.server() != null) {
            server.set(batch.server());
        }
        if (batch.heardAt() != null) {
            heardAt = batch.heardAt();
            tick(now);
        }
        if (!batch.samples().isEmpty()) {
            telemetry.set(telemetry.get().with(batch.samples()));
        }
        if (batch.queues() != null) {
            List<QueueState> sorted = batch.queues().stream()
                    .sorted(Comparator.comparing(QueueState::name))
                    .toList();
            queueHistory.add(serverNow(now), sorted);
            queues.set(sorted);
        }
        if (batch.ledger() != null) {
            ledger.set(batch.ledger());
        }
        if (batch.storage() != null) {
            storage.set(batch.storage());
        }
        if (batch.health() != null) {
            health.set(batch.health());
        }
        if (!batch.acts().isEmpty()) {
            addActs(batch.acts());
        }
        missed.set(missed.get() + batch.missed());
    }

    void addSamples(List<TelemetrySample> samples) {
        telemetry.set(telemetry.get().with(samples));
    }

    void addActs(List<AuditRecord> more) {
        Set<AuditRecord> all = new LinkedHashSet<>(more);
        all.addAll(acts.get());
        List<AuditRecord> sorted = new ArrayList<>(all);
        sorted.sort(Comparator.comparing(AuditRecord::at).reversed());
        acts.set(List.copyOf(sorted.subList(0, Math.min(MOST_ACTS, sorted.size()))));
    }
}
