package dev.sluice.server.history;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.model.live.TelemetryHistory;
import dev.sluice.model.live.TelemetrySample;
import dev.sluice.model.live.TelemetryTypes;
import dev.sluice.server.config.TelemetryConfig;
import dev.sluice.server.store.TelemetryGrain;
import dev.sluice.server.store.TelemetryKind;
import dev.sluice.server.store.TelemetryRow;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.PairCounts;
import dev.sluice.server.telemetry.SliceCodec;
import dev.sluice.server.telemetry.SliceCodec.Chunk;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Answers what was. While nothing is remembered or the database is away, it answers the last minutes from this
/// process' memory. Thread-safe; at most two long answers are made at a time.
public final class HistoryReader {
    private static final Duration NORMAL_LENGTH = Duration.ofMinutes(15);
    private static final int AT_A_TIME = 2;
    private static final Duration PLACE_WITHIN = Duration.ofSeconds(5);
    private static final int SECONDS_OF_AN_HOUR = 3_600;

    private final TelemetryStore store;
    private final TelemetryConfig config;
    private final BooleanSupplier available;
    private final LatestSeconds latest;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_A_TIME, true);

    HistoryReader(
            TelemetryStore store,
            TelemetryConfig config,
            BooleanSupplier available,
            LatestSeconds latest,
            InstantSource clock) {
        this.store = store;
        this.config = config;
        this.available = available;
        this.latest = latest;
        this.clock = clock;
    }

    /// @param from,to null: the last quarter of an hour, until now
    /// @param step seconds, null: what suits the stretch
    /// @param queue,instance null: all of them. An instance is named by its id or its name; it has no depth, and
    ///     its counts are those it counted itself
    /// @throws PipelineException `malformed-request` when that would be too many samples, `database-unavailable`,
    ///     `overloaded` when others are asking
    public TelemetryHistory history(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Integer step,
            @Nullable String queue,
            @Nullable String instance) {
        Instant now = clock.instant();
        Instant end = to == null ? now : to;
        Steps steps = Steps.of(from == null ? end.minus(NORMAL_LENGTH) : from, end, step, now, config);
        if (!config.remembered() || !available.getAsBoolean()) {
            return remembered(steps, queue, instance);
        }
        try {
            return inPlace(() -> kept(steps, queue, instance));
        } catch (PipelineException e) {
            if (e.code() == ErrorCode.DATABASE_UNAVAILABLE && queue == null && instance == null) {
                return remembered(steps, null, null);
            }
            throw e;
        }
    }

    private TelemetryHistory kept(Steps steps, @Nullable String queue, @Nullable String instance) throws IOException {
        Map<Long, StepFold> folds = new TreeMap<>();
        if (instance == null) {
            each(TelemetryKind.FLEET, steps, (row, chunk) -> chunk.slices().stream()
                    .filter(slice -> steps.holds(slice.at))
                    .forEach(slice -> fold(folds, steps, slice.at, queue).count(slice)));
        }
        each(TelemetryKind.INSTANCE, steps, (row, chunk) -> {
            boolean asked = instance == null
                    || chunk.writer().equals(instance)
                    || row.writer().toString().equals(instance);
            if (asked) {
                chunk.slices().stream().filter(slice -> steps.holds(slice.at)).forEach(slice -> {
                    StepFold fold = fold(folds, steps, slice.at, queue);
                    fold.see(slice);
                    if (instance != null) {
                        fold.count(slice);
                    }
                });
            }
        });
        List<TelemetrySample> samples = new ArrayList<>();
        folds.forEach((at, fold) -> {
            if (fold.observed()) {
                samples.add(fold.sample(Instant.ofEpochSecond(at + steps.step())));
            }
        });
        return answer(steps, samples);
    }

    private static StepFold fold(Map<Long, StepFold> folds, Steps steps, long at, @Nullable String queue) {
        return folds.computeIfAbsent(steps.stepOf(at), _ -> new StepFold(queue));
    }

    private static TelemetryHistory answer(Steps steps, List<TelemetrySample> samples) {
        return new TelemetryHistory(
                samples,
                steps.step(),
                steps.grain().text(),
                Instant.ofEpochSecond(steps.from()),
                Instant.ofEpochSecond(steps.to()));
    }

    private TelemetryHistory remembered(Steps steps, @Nullable String queue, @Nullable String instance) {
        if (queue != null || instance != null) {
            throw new PipelineException(
                    ErrorCode.DATABASE_UNAVAILABLE,
                    "What a single queue or instance did is in PostgreSQL, which "
                            + (config.remembered() ? "does not answer" : "is not used for it (SLUICE_TELEMETRY=false)")
                            + "; without queue and instance the last minutes are answered.");
        }
        List<TelemetrySample> samples = latest.samples().stream()
                .filter(sample -> steps.holds(sample.at().getEpochSecond() - 1))
                .toList();
        return answer(new Steps(TelemetryGrain.SECOND, 1, steps.from(), steps.to()), samples);
    }

    /// What came in by source and type.
    ///
    /// @param from,to null: the last hour, until now; widened to whole minutes, and to whole hours where minutes
    ///     are kept no more or are more than a day
    /// @param most pairs, 1 to 200
    /// @throws PipelineException as above
    public TelemetryTypes types(@Nullable Instant from, @Nullable Instant to, int most) {
        Instant now = clock.instant();
        Instant end = to == null ? now : to;
        Instant start = from == null ? end.minusSeconds(SECONDS_OF_AN_HOUR) : from;
        boolean minutes = Duration.between(start, end).compareTo(Duration.ofDays(1)) <= 0
                && Duration.between(start, now).compareTo(config.minutes()) <= 0;
        TelemetryGrain grain = minutes ? TelemetryGrain.MINUTE : TelemetryGrain.HOUR;
        Steps steps = Steps.of(start, end, grain.seconds(), now, config);
        if (!config.remembered()) {
            throw new PipelineException(
                    ErrorCode.DATABASE_UNAVAILABLE, "Sources and types are not counted (SLUICE_TELEMETRY=false).");
        }
        return inPlace(() -> {
            PairCounts all = new PairCounts();
            for (TelemetryRow row : store.read(TelemetryKind.TYPES, steps.grain(), steps.from(), steps.to())) {
                all.add(PairCounts.decode(row.data()));
            }
            List<TelemetryTypes.Pair> pairs = all.top(most).stream()
                    .map(e -> new TelemetryTypes.Pair(
                            e.getKey().source(), e.getKey().type(), e.getValue()))
                    .toList();
            long named = pairs.stream().mapToLong(TelemetryTypes.Pair::events).sum();
            return new TelemetryTypes(
                    pairs,
                    all.total() - named,
                    all.total(),
                    Instant.ofEpochSecond(steps.from()),
                    Instant.ofEpochSecond(steps.to()));
        });
    }

    private interface RowReader {
        void read(TelemetryRow row, Chunk chunk);
    }

    private void each(TelemetryKind kind, Steps steps, RowReader reader) throws IOException {
        for (TelemetryRow row : store.read(kind, steps.grain(), steps.from(), steps.to())) {
            reader.read(row, SliceCodec.decode(row.data()));
        }
    }

    private interface Answer<T> {
        T make() throws IOException;
    }

    private <T> T inPlace(Answer<T> answer) {
        try {
            if (!places.tryAcquire(PLACE_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PipelineException(
                        ErrorCode.OVERLOADED,
                        AT_A_TIME + " answers of telemetry are being made, which is the limit, and none ended within "
                                + PLACE_WITHIN.toSeconds() + " s; try again later, or ask for a shorter stretch.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        }
        try {
            return answer.make();
        } catch (IOException e) {
            throw new PipelineException(ErrorCode.INTERNAL, "Telemetry cannot be read: " + e.getMessage(), e);
        } finally {
            places.release();
        }
    }
}
