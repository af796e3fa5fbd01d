package dev.sluice.server.app;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.server.config.Role;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.DeadLetterActs;
import dev.sluice.server.control.Erasures;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.control.QueueWatch;
import dev.sluice.server.control.Redrives;
import dev.sluice.server.control.Retention;
import dev.sluice.server.control.StorageWatch;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.replay.ReplayParts;
import dev.sluice.server.replay.Replays;
import dev.sluice.server.search.SearchService;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.DiscardStore;
import dev.sluice.server.store.LetterStore;
import dev.sluice.server.store.RedriveStore;
import dev.sluice.server.store.RetentionStore;
import dev.sluice.server.telemetry.DiskBudget;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// What becomes of stored data and of dead letters: they grow old, are erased, take room, are sent again.
final class DataLife implements AutoCloseable {
    private static final Duration RETENTION_EVERY = Duration.ofSeconds(5);
    private static final Duration STORAGE_EVERY = Duration.ofSeconds(5);
    private static final Duration REDRIVES_EVERY = Duration.ofSeconds(2);
    private static final Duration REPLAYS_EVERY = Duration.ofSeconds(2);
    private static final Duration DISCARDS_EVERY = Duration.ofSeconds(30);

    private final boolean stores;
    private final Retention retention;
    private final StorageWatch storage;
    private final Erasures erasures;
    private final boolean controls;
    private final Redrives redrives;
    private final DiscardStore discards;
    private final DeadLetterActs deadLetters;
    private final Replays replays;

    DataLife(
            ServerConfig config,
            Database database,
            DiskBudget disk,
            Fleet fleet,
            QueueWatch queues,
            Consumer<AuditRecord> onAct,
            PipelineMeters meters,
            SearchService search,
            BrokerLink publishing,
            BrokerAdmin admin) {
        RetentionStore store = new RetentionStore(database);
        stores = config.roles().contains(Role.STORE);
        retention = new Retention(store, onAct, config.retention(), meters);
        storage = new StorageWatch(store, disk, config.retention(), meters);
        erasures = new Erasures(database, fleet, () -> queues.queues().stream()
                .mapToLong(queue -> queue.depth().events())
                .sum());
        controls = config.roles().contains(Role.API);
        RedriveStore redriveStore = new RedriveStore(database, meters::passed);
        redrives = new Redrives(redriveStore, onAct);
        discards = new DiscardStore(database, meters::passed);
        deadLetters = new DeadLetterActs(
                new LetterStore(database, meters::passed), redriveStore, discards, redrives, fleet, onAct);
        ReplayParts parts = new ReplayParts(
                search,
                fleet,
                publishing,
                new BrokerLink(config.broker(), "replay"),
                admin,
                meters,
                config.environment().equals("production"));
        replays = new Replays(database, parts, onAct);
    }

    void register(HealthChecks health) {
        if (stores) {
            health.register("retention", retention::check);
        }
    }

    /// @param whenAvailable runs a step when the database is there
    List<Pulse> start(Consumer<Runnable> whenAvailable) {
        List<Pulse> pulses = new ArrayList<>();
        pulses.add(Pulse.start("storage", STORAGE_EVERY, () -> whenAvailable.accept(storage::tick)));
        if (stores) {
            pulses.add(Pulse.start("retention", RETENTION_EVERY, () -> whenAvailable.accept(retention::step)));
        }
        if (stores) {
            pulses.add(Pulse.start("discards", DISCARDS_EVERY, () -> whenAvailable.accept(discards::sweep)));
        }
        if (controls) {
            pulses.add(Pulse.start("redrives", REDRIVES_EVERY, () -> whenAvailable.accept(redrives::step)));
            pulses.add(Pulse.start("replays", REPLAYS_EVERY, () -> whenAvailable.accept(replays::step)));
        }
        return pulses;
    }

    StorageWatch storage() {
        return storage;
    }

    Erasures erasures() {
        return erasures;
    }

    DeadLetterActs deadLetters() {
        return deadLetters;
    }

    Replays replays() {
        return replays;
    }

    /// Ends erasures, redrives and replays after their present part.
    @Override
    public void close() {
        replays.close();
        redrives.close();
        erasures.close();
    }
}
