package dev.sluice.server.history;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.server.config.TelemetryConfig;
import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Slice;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The memory of one process and its part in the fleet's. [#start] and [#close] from one thread; each of the
/// steps has a thread of its own; the rest for any.
public final class History implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final long SECOND_MILLIS = 1_000;
    /// of a second before a slice is taken, so that it is surely that second's
    private static final long PAST_THE_SECOND_MILLIS = 20;

    private static final int PAIRS_EVERY_SECONDS = 10;
    /// how long a minute is over before it is rolled up: everybody has written by then
    private static final int ROLLED_AFTER_SECONDS = 15;

    private static final int ROLLS_A_STEP = 20;
    private static final long LIMIT_EVERY_SECONDS = 600;
    private static final long TRIM_EVERY_SECONDS = 60;
    private static final int WRITTEN_WITHIN_SECONDS = 600;

    private final TelemetryConfig config;
    private final PipelineMeters meters;
    private final TelemetryStore store;
    private final InstantSource clock;
    private final SecondTaker taker;
    private final SecondWriter writer;
    private final LedgerRecorder recorder;
    private final LatestSeconds latest;
    private final HistoryReader reader;
    private final SliceFolds folds = new SliceFolds();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("history-seconds").daemon().factory());
    private final AtomicLong writtenAt = new AtomicLong();
    private volatile long bytes;
    private long lastSecond;
    private long limitedAt;
    private long trimmedAt;

    /// @param self id of this instance
    /// @param name of it, for people
    /// @param ledger asked each second, answers at once from what is known
    /// @param available whether the database answers
    public History(
            TelemetryConfig config,
            TelemetryStore store,
            UUID self,
            String name,
            PipelineMeters meters,
            HealthChecks health,
            Supplier<LedgerReading> ledger,
            BooleanSupplier available,
            InstantSource clock) {
        this.config = config;
        this.meters = meters;
        this.store = store;
        this.clock = clock;
        taker = new SecondTaker(meters, health);
        writer = new SecondWriter(store, self, name);
        recorder = new LedgerRecorder(store, self, ledger);
        latest = new LatestSeconds(store, clock);
        reader = new HistoryReader(store, config, available, latest, clock);
        lastSecond = clock.instant().getEpochSecond() - 1;
        writtenAt.set(clock.millis());
        if (!config.remembered()) {
            meters.stages().off();
            meters.types().off();
        }
        meters.gauge(
                "sluice.telemetry.lost.seconds",
                "Seconds of telemetry that found no room while PostgreSQL was away",
                writer::lostSeconds);
        meters.gauge("sluice.telemetry.bytes", "What telemetry takes in PostgreSQL, asked now and then", () -> bytes);
    }

    /// Takes a slice each second from here on.
    public void start() {
        long phase = SECOND_MILLIS - clock.millis() % SECOND_MILLIS + PAST_THE_SECOND_MILLIS;
        timer.scheduleAtFixedRate(this::takeSafely, phase, SECOND_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void takeSafely() {
        try {
            take();
        } catch (RuntimeException e) {
            // a timer that throws is never called again; what was not taken is in the next slice
            LOG.error("A second of telemetry was not taken", e);
        }
    }

    /// One slice, for the second that ended last. A clock that is set back makes seconds that come twice, which
    /// add up.
    void take() {
        long second = Math.floorDiv(clock.millis() + SECOND_MILLIS / 2, SECOND_MILLIS) - 1;
        if (second == lastSecond) {
            // early by a hair: the timer runs by another clock than the wall
            return;
        }
        lastSecond = second;
        Slice slice = taker.take(second);
        latest.add(slice);
        if (config.remembered()) {
            writer.add(slice);
            if (second % PAIRS_EVERY_SECONDS == PAIRS_EVERY_SECONDS - 1) {
                takePairs(second);
            }
        }
    }

    private void takePairs(long second) {
        writer.add(
                second / PAIRS_EVERY_SECONDS * PAIRS_EVERY_SECONDS,
                meters.types().take());
    }

    /// Writes what was taken, and the ledger when it is this instance's turn.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`: it waits on
    public void write() {
        if (config.remembered()) {
            writer.write();
            recorder.step();
            writtenAt.set(clock.millis());
        }
    }

    /// Looks for what the fleet has written.
    ///
    /// @param available whether the database answers
    public void look(boolean available) {
        latest.tick(available && config.remembered());
    }

    /// Rolls up, trims and limits what any instance wrote.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`
    public void roll() {
        long now = clock.instant().getEpochSecond();
        long before = TelemetryGrain.SECOND.rowOf(now - ROLLED_AFTER_SECONDS);
        for (int i = 0; i < ROLLS_A_STEP && store.roll(before, folds); i++) {
            // until nothing is left, or it is time for others
        }
        if (Math.abs(now - trimmedAt) >= TRIM_EVERY_SECONDS) {
            // what one minute adds is soon removed
            boolean more = store.trim(grain -> now - kept(grain)) > 0;
            trimmedAt = more ? 0 : now;
        }
        if (bytes > config.maxBytes() || Math.abs(now - limitedAt) > LIMIT_EVERY_SECONDS) {
            bytes = store.limit(config.maxBytes());
            limitedAt = now;
        }
    }

    private long kept(TelemetryGrain grain) {
        return switch (grain) {
            case SECOND -> config.seconds().toSeconds();
            case MINUTE -> config.minutes().toSeconds();
            case HOUR -> config.hours().toSeconds();
        };
    }

    /// The seconds that came to an end since it was last asked; for one asker.
    public List<TelemetrySample> newSeconds() {
        return latest.take();
    }

    public HistoryReader reader() {
        return reader;
    }

    /// Whether it keeps up.
    public Check check() {
        if (!config.remembered()) {
            return new Check("telemetry", HealthState.GREEN, "Not remembered (SLUICE_TELEMETRY=false)");
        }
        long lost = writer.lostSeconds();
        String gone = lost == 0
                ? ""
                : "; " + lost + " seconds of this instance's figures found no room while PostgreSQL was away for more"
                        + " than an hour, counts are right all the same, they come from the ledger";
        long behind = (clock.millis() - writtenAt.get()) / SECOND_MILLIS;
        return behind > WRITTEN_WITHIN_SECONDS
                ? new Check(
                        "telemetry",
                        HealthState.AMBER,
                        "The figures since " + Instant.ofEpochMilli(writtenAt.get())
                                + " wait in memory; an hour of them does" + gone)
                : new Check("telemetry", HealthState.GREEN, "Figures are kept" + gone);
    }

    /// Takes and writes what is left; afterwards nothing is taken any more.
    ///
    /// @throws dev.sluice.model.error.PipelineException `database-unavailable`
    public void finish() {
        if (config.remembered()) {
            takePairs(clock.instant().getEpochSecond());
            writer.add(taker.take(clock.instant().getEpochSecond()));
            writer.write();
            recorder.finish();
        }
    }

    /// Ends the taking.
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
