package dev.sluice.server.app;

import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.ControlService;
import dev.sluice.server.control.Expiry;
import dev.sluice.server.control.Fleet;
import dev.sluice.server.control.OutboxPump;
import dev.sluice.server.control.Peeks;
import dev.sluice.server.control.Taps;
import dev.sluice.server.frame.FrameCodec;
import dev.sluice.server.ledger.Auditor;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.store.ControlStore;
import dev.sluice.server.store.Database;
import dev.sluice.server.store.OutboxStore;
import dev.sluice.server.store.QueueAccount;
import dev.sluice.server.store.TapStore;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/// What operators do to queues beside pausing and purging them.
final class OperatorParts implements AutoCloseable {
    private static final Duration OUTBOX_EVERY = Duration.ofMillis(250);
    private static final Duration EXPIRY_EVERY = Duration.ofMillis(500);
    private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
    private static final Duration PEEK_FRESH = Duration.ofSeconds(60);

    private final OutboxPump outbox;
    private final Taps taps;
    private final Expiry expiry;
    private final Peeks peeks;
    private final BrokerParts broker;

    OperatorParts(
            ServerConfig config,
            Database database,
            ControlStore controlStore,
            TapStore tapStore,
            Fleet fleet,
            ControlService control,
            Auditor auditor,
            BrokerLink publishing,
            BrokerLink consuming,
            FrameCodec codec,
            PipelineMeters meters) {
        outbox = new OutboxPump(new OutboxStore(database), publishing, fleet, meters);
        taps = new Taps(fleet, control, tapStore);
        expiry = new Expiry(
                fleet,
                controlStore,
                tapStore,
                queue -> auditor.accounts().stream()
                        .filter(a -> a.queue().equals(queue))
                        .mapToLong(QueueAccount::unsettledEvents)
                        .sum(),
                FORGOTTEN_AFTER,
                InstantSource.system());
        peeks = new Peeks(consuming, codec, control, PEEK_FRESH, InstantSource.system(), meters::passed);
        broker = new BrokerParts(config, database, fleet);
    }

    void register(HealthChecks health) {
        health.register("taps", expiry::check);
    }

    /// @param whenAvailable runs a step when the database is there
    List<Pulse> start(Consumer<Runnable> whenAvailable) {
        return List.of(
                Pulse.start("outbox", OUTBOX_EVERY, () -> whenAvailable.accept(outbox::step)),
                Pulse.start("expiry", EXPIRY_EVERY, () -> whenAvailable.accept(expiry::step)));
    }

    Taps taps() {
        return taps;
    }

    Peeks peeks() {
        return peeks;
    }

    BrokerParts broker() {
        return broker;
    }

    /// after its pulses
    @Override
    public void close() {
        outbox.close();
    }
}
