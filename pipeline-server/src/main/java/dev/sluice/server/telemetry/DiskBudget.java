package dev.sluice.server.telemetry;

import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.storage.StorageState;
import dev.sluice.model.storage.StorageState.Place;
import dev.sluice.server.config.DiskConfig;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether the data still fits: the size of the home against its budget, the free space of its file store against the
/// reserve, and the size of the database, wherever it is, against a budget of its own. The home is measured in the
/// background every few seconds, so asking is free. Ingest answers 503 while it is exceeded, long before PostgreSQL or
/// RabbitMQ run out of disk. Thread-safe.
public final class DiskBudget implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DiskBudget.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final double AMBER = 0.8;

    private record Usage(long usedBytes, long freeBytes) {}

    private final Path home;
    private final DiskConfig limits;
    private final ScheduledExecutorService clock;
    private final LongSupplier nanoTime;
    private final Growth homeGrowth = new Growth();
    private final Growth databaseGrowth = new Growth();
    private volatile Usage usage = new Usage(0, Long.MAX_VALUE);
    private volatile @Nullable Long databaseBytes;

    /// Measures once, then starts to watch.
    public DiskBudget(Path home, DiskConfig limits) {
        this(home, limits, System::nanoTime);
    }

    /// @param nanoTime the clock, for tests
    DiskBudget(Path home, DiskConfig limits, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.home = home;
        this.limits = limits;
        refresh();
        clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("telemetry-disk").daemon().factory());
        clock.scheduleWithFixedDelay(this::refresh, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// true: take no more events
    public boolean exceeded() {
        Usage now = usage;
        return now.usedBytes() > limits.budgetBytes() || now.freeBytes() < limits.reserveBytes() || databaseUses(1);
    }

    private boolean databaseUses(double share) {
        Long bytes = databaseBytes;
        Long budget = limits.databaseBudgetBytes();
        return bytes != null && budget != null && bytes > budget * share;
    }

    /// What the database takes, as somebody asked it.
    public void database(long bytes) {
        databaseBytes = bytes;
        databaseGrowth.add(nanoTime.getAsLong(), bytes);
    }

    public Place home() {
        Usage now = usage;
        return Place.of(
                StorageState.HOME,
                now.usedBytes(),
                limits.budgetBytes(),
                now.freeBytes(),
                limits.reserveBytes(),
                homeGrowth.perSecond());
    }

    /// null while its size is not known
    public @Nullable Place database() {
        Long bytes = databaseBytes;
        return bytes == null
                ? null
                : Place.of(
                        StorageState.DATABASE,
                        bytes,
                        limits.databaseBudgetBytes(),
                        null,
                        null,
                        databaseGrowth.perSecond());
    }

    /// Bytes of all files under the home, seconds old at most.
    public long usedBytes() {
        return usage.usedBytes();
    }

    /// One sentence with both figures and, when it is exceeded, what to do.
    public String detail() {
        Usage now = usage;
        String figures = "The data takes %s of %s, and %s of the disk are free (%s are kept)"
                .formatted(
                        spell(now.usedBytes()),
                        spell(limits.budgetBytes()),
                        spell(now.freeBytes()),
                        spell(limits.reserveBytes()));
        if (now.freeBytes() < limits.reserveBytes()) {
            return figures + "; no event is taken until disk space is freed";
        }
        if (now.usedBytes() > limits.budgetBytes()) {
            return figures + "; no event is taken until data is removed or SLUICE_DISK_BUDGET is raised";
        }
        if (databaseUses(1)) {
            return "The database takes %s of %s; no event is taken until data is removed or SLUICE_DB_BUDGET is raised"
                    .formatted(
                            spell(Objects.requireNonNull(databaseBytes)),
                            spell(Objects.requireNonNull(limits.databaseBudgetBytes())));
        }
        return figures;
    }

    /// The time that is left when it is short.
    private Optional<String> soon() {
        return StorageState.of(
                        Stream.of(home(), database()).filter(Objects::nonNull).toList(), null, null)
                .places()
                .stream()
                .filter(place -> place.fullSeconds() != null && place.fullSeconds() < StorageState.SOON_SECONDS)
                .min(Comparator.comparing(place -> Objects.requireNonNull(place.fullSeconds())))
                .map(place -> "the " + place.name() + " grows by "
                        + spell(Math.round(Objects.requireNonNull(place.growthBytesPerSecond()) * 3_600))
                        + " an hour and is full in about " + spellTime(Objects.requireNonNull(place.fullSeconds())));
    }

    public Check check() {
        if (exceeded()) {
            return new Check("disk", HealthState.RED, detail());
        }
        Usage now = usage;
        boolean near = now.usedBytes() > limits.budgetBytes() * AMBER
                || now.freeBytes() < limits.reserveBytes() / AMBER
                || databaseUses(AMBER);
        Optional<String> soon = soon();
        return new Check(
                "disk",
                near || soon.isPresent() ? HealthState.AMBER : HealthState.GREEN,
                detail() + soon.map(text -> "; " + text).orElse(""));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    void refresh() {
        try {
            Path existing = home;
            while (!Files.exists(existing) && existing.getParent() != null) {
                existing = existing.getParent();
            }
            // not by Files.getFileStore, which looks for a mount point and finds none inside a chroot
            long free = existing.toFile().getUsableSpace();
            usage = new Usage(Files.exists(home) ? size(home) : 0, free);
            homeGrowth.add(nanoTime.getAsLong(), usage.usedBytes());
        } catch (IOException | RuntimeException e) {
            LOG.warn("The disk of {} cannot be measured; the last figures stay", home, e);
        }
    }

    /// Files come and go under a running database: what cannot be read counts nothing.
    private static long size(Path folder) throws IOException {
        long[] bytes = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                bytes[0] += attributes.isRegularFile() ? attributes.size() : 0;
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        return bytes[0];
    }

    static String spell(long bytes) {
        if (bytes >= 1L << 30) {
            return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
        }
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1L << 20));
    }

    private static String spellTime(double seconds) {
        return seconds < 5_400 ? Math.round(seconds / 60) + " min" : Math.round(seconds / 3_600) + " h";
    }
}
