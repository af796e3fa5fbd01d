package dev.sluice.server.app;

import dev.sluice.server.config.Role;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.history.History;
import dev.sluice.server.history.LedgerReading;
import dev.sluice.server.ledger.Auditor;
import dev.sluice.server.queue.BrokerQueue;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.InstanceBeat;
import dev.sluice.server.store.QueueAccount;
import dev.sluice.server.store.TelemetryStore;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.QueueFigures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// The memory of the pipeline's figures, and what it is made from.
final class HistoryParts implements AutoCloseable {
    private static final Duration WRITE_EVERY = Duration.ofSeconds(1);
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration ROLL_EVERY = Duration.ofSeconds(5);

    private final History history;
    private final Auditor auditor;
    private final Database database;
    private final boolean remembered;
    private final boolean answers;

    HistoryParts(
            ServerConfig config,
            Database database,
            InstanceBeat self,
            PipelineMeters meters,
            HealthChecks health,
            Auditor auditor) {
        this.auditor = auditor;
        this.database = database;
        remembered = config.telemetry().remembered();
        answers = config.roles().contains(Role.API);
        history = new History(
                config.telemetry(),
                new TelemetryStore(database),
                self.id(),
                self.name(),
                meters,
                health,
                this::reading,
                database::available,
                InstantSource.system());
        health.register("telemetry", history::check);
    }

    private LedgerReading reading() {
        Auditor.Reading reading = auditor.reading();
        Map<String, Long> missing = auditor.missing();
        Map<String, BrokerQueue> held = auditor.held();
        Map<String, QueueFigures> counted = new TreeMap<>();
        Map<String, QueueFigures> waiting = new TreeMap<>();
        for (QueueAccount account : reading.accounts()) {
            QueueFigures counts = new QueueFigures();
            counts.accepted = account.accepted();
            counts.stored = account.stored();
            counts.duplicate = account.duplicate();
            counts.dead = account.deadLettered();
            counts.purged = account.purged();
            counted.put(account.queue(), counts);
            QueueFigures there = new QueueFigures();
            there.depth = Math.max(0, account.unsettledEvents() - missing.getOrDefault(account.queue(), 0L));
            there.messages =
                    held.getOrDefault(account.queue(), BrokerQueue.NONE).messages();
            Instant oldest = account.oldestUnsettled();
            there.oldestMillis = oldest == null || there.depth == 0
                    ? 0
                    : Math.max(1, Duration.between(oldest, reading.at()).toMillis());
            waiting.put(account.queue(), there);
        }
        return new LedgerReading(reading.at(), counted, waiting);
    }

    /// @param whenAvailable runs a step when the database is there
    List<Pulse> start(Consumer<Runnable> whenAvailable) {
        history.start();
        List<Pulse> pulses = new ArrayList<>();
        if (answers) {
            pulses.add(Pulse.start("live telemetry", LOOK_EVERY, () -> history.look(database.available())));
        }
        if (remembered) {
            pulses.add(Pulse.start("telemetry", WRITE_EVERY, () -> whenAvailable.accept(history::write)));
            pulses.add(Pulse.start("telemetry roll-up", ROLL_EVERY, () -> whenAvailable.accept(history::roll)));
        }
        return pulses;
    }

    History history() {
        return history;
    }

    /// Writes what is left, after all else has ended.
    void farewell() {
        Pulse.once("the last account", auditor::tick);
        Pulse.once("the last telemetry", history::finish);
    }

    @Override
    public void close() {
        history.close();
    }
}
