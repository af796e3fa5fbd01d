package dev.sluice.server.live;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import dev.sluice.server.telemetry.HealthChecks;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Publishes, each second, the seconds that are complete by then, queues, ledger, room and health.
///
/// A supplier that fails costs its own update only. Suppliers must answer at once from what is known: they are
/// asked on the sampler's one thread. `start` and `close` from one thread.
public final class TelemetrySampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetrySampler.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Supplier<List<TelemetrySample>> seconds;
    private final Supplier<List<QueueState>> queues;
    private final Supplier<Ledger> ledger;
    private final Supplier<StorageState> storage;
    private final HealthChecks health;
    private final LiveHub hub;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-sampler").daemon().factory());
    private boolean failing;

    /// @param seconds those that came to an end since it was asked before
    public TelemetrySampler(
            Supplier<List<TelemetrySample>> seconds,
            Supplier<List<QueueState>> queues,
            Supplier<Ledger> ledger,
            Supplier<StorageState> storage,
            HealthChecks health,
            LiveHub hub) {
        this.seconds = seconds;
        this.queues = queues;
        this.ledger = ledger;
        this.storage = storage;
        this.health = health;
        this.hub = hub;
    }

    public void start() {
        timer.scheduleAtFixedRate(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    void tick() {
        @Nullable List<TelemetrySample> samples = known("seconds", seconds);
        if (samples != null) {
            samples.forEach(sample -> hub.publish(new LiveUpdate.Telemetry(sample)));
        }
        @Nullable List<QueueState> states = known("queues", queues);
        if (states != null) {
            hub.publish(new LiveUpdate.Queues(states));
        }
        @Nullable Ledger account = known("ledger", ledger);
        if (account != null) {
            hub.publish(new LiveUpdate.Account(account));
        }
        @Nullable StorageState room = known("storage", storage);
        if (room != null) {
            hub.publish(new LiveUpdate.Storage(room));
        }
        hub.publish(new LiveUpdate.Health(health.report()));
    }

    /// The sampler must outlive every failure of what it watches; it is told once until all is well again.
    private <T> @Nullable T known(String what, Supplier<T> supplier) {
        try {
            T value = supplier.get();
            failing = false;
            return value;
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.warn("The live {} are not known: {}", what, e.toString());
            }
            failing = true;
            return null;
        }
    }
}
