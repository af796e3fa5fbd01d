package dev.sluice.server.live;

import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.live.LiveUpdate;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.LatencyQuantiles;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.PipelineMeters.Flow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one sample each second, keeps 15 minutes of them, and publishes sample, queues, ledger and health.
///
/// A supplier that fails costs its own update only. Suppliers must answer at once from what is known: they are
/// asked on the sampler's one thread. `start` and `close` from one thread; `history` from any.
public final class TelemetrySampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TelemetrySampler.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final int KEPT = 15 * 60;

    private record Totals(long accepted, long stored, long duplicate, long deadLettered, long rejected, long nanos) {}

    private final PipelineMeters meters;
    private final Supplier<List<QueueState>> queues;
    private final Supplier<Ledger> ledger;
    private final Supplier<StorageState> storage;
    private final HealthChecks health;
    private final LiveHub hub;
    private final InstantSource clock;
    private final TelemetryRing ring = new TelemetryRing(KEPT);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("live-sampler").daemon().factory());
    private Totals last;
    private boolean failing;

    public TelemetrySampler(
            PipelineMeters meters,
            Supplier<List<QueueState>> queues,
            Supplier<Ledger> ledger,
            Supplier<StorageState> storage,
            HealthChecks health,
            LiveHub hub,
            InstantSource clock) {
        this.meters = meters;
        this.queues = queues;
        this.ledger = ledger;
        this.storage = storage;
        this.health = health;
        this.hub = hub;
        this.clock = clock;
        this.last = totals();
    }

    public void start() {
        timer.scheduleAtFixedRate(this::tick, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// @param step 1 s or more
    public TelemetryHistory history(@Nullable Instant from, @Nullable Instant to, Duration step) {
        return ring.history(from, to, step);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    void tick() {
        @Nullable List<QueueState> states = known("queues", queues);
        TelemetrySample sample = sample(states == null ? List.of() : states);
        ring.add(sample);
        hub.publish(new LiveUpdate.Telemetry(sample));
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

    private TelemetrySample sample(List<QueueState> states) {
        Totals now = totals();
        double seconds = Math.max(0.001, (now.nanos() - last.nanos()) / 1e9);
        LatencyQuantiles latency = meters.takeLatency();
        TelemetrySample sample = new TelemetrySample(
                clock.instant(),
                (now.accepted() - last.accepted()) / seconds,
                (now.stored() - last.stored()) / seconds,
                (now.duplicate() - last.duplicate()) / seconds,
                (now.deadLettered() - last.deadLettered()) / seconds,
                (now.rejected() - last.rejected()) / seconds,
                states.stream().mapToLong(state -> state.depth().events()).sum(),
                states.stream().mapToLong(state -> state.depth().messages()).sum(),
                latency.p50(),
                latency.p95(),
                latency.p99());
        last = now;
        return sample;
    }

    private Totals totals() {
        return new Totals(
                meters.total(Flow.ACCEPTED),
                meters.total(Flow.STORED),
                meters.total(Flow.DUPLICATE),
                meters.total(Flow.DEAD_LETTERED),
                meters.rejectedByCode().values().stream()
                        .mapToLong(Long::longValue)
                        .sum(),
                System.nanoTime());
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
