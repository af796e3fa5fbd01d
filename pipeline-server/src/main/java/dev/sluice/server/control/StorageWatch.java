package dev.sluice.server.control;

import dev.sluice.model.storage.StorageState;
import dev.sluice.model.storage.StorageState.Place;
import dev.sluice.server.store.RetentionStore;
import dev.sluice.server.telemetry.DiskBudget;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Knows how much room the data takes. `tick` is for one thread; `state` for any.
public final class StorageWatch {
    private final RetentionStore store;
    private final DiskBudget disk;
    private final @Nullable Long keepSeconds;
    private volatile @Nullable Instant keptFrom;

    /// @param keep how long events are kept, empty: for good
    public StorageWatch(RetentionStore store, DiskBudget disk, Optional<Duration> keep, PipelineMeters meters) {
        this.store = store;
        this.disk = disk;
        this.keepSeconds = keep.map(Duration::toSeconds).orElse(null);
        meters.gauge("sluice.home.bytes", "What the data under the home takes", () -> disk.home()
                .usedBytes());
        meters.gauge("sluice.database.bytes", "What the database takes", () -> {
            Place database = disk.database();
            return database == null ? Double.NaN : database.usedBytes();
        });
        meters.gauge(
                "sluice.storage.full.seconds",
                "Until the first of them is full at its present pace, NaN when none grows towards a bound",
                () -> {
                    Double seconds = state().fullSeconds();
                    return seconds == null ? Double.NaN : seconds;
                });
    }

    /// One step of the pulse: asks the database.
    public void tick() {
        RetentionStore.Extent extent = store.extent();
        disk.database(extent.bytes());
        keptFrom = extent.keptFrom();
    }

    public StorageState state() {
        Place database = disk.database();
        return StorageState.of(
                database == null ? List.of(disk.home()) : List.of(disk.home(), database), keepSeconds, keptFrom);
    }
}
