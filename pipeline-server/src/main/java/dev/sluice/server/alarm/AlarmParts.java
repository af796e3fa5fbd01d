package dev.sluice.server.alarm;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.model.queue.QueueState;
import dev.sluice.server.store.AlarmCatalogue;
import dev.sluice.server.store.AlarmNotices;
import dev.sluice.server.store.AlarmRuleStore;
import dev.sluice.server.store.AlarmStore;
import dev.sluice.server.store.Database;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The alarms of one instance, wired.
public final class AlarmParts implements AutoCloseable {
    private static final Duration LEARN_EVERY = Duration.ofSeconds(5);

    private final AlarmActs acts;
    private final AlarmRules rules;
    private final Alarms alarms;
    private final Optional<AlarmWebhook> webhook;

    /// What the alarms look at, as this instance knows it; each answers at once, or within a second or two.
    ///
    /// @param blocked why the broker takes nothing from this instance, null when it does
    public record Sights(
            Supplier<List<QueueState>> queues, Supplier<BrokerOverview> broker, Supplier<@Nullable String> blocked) {}

    /// @param webhook the address that is told, empty for none
    /// @param environment the server's name for itself
    /// @param onAct told of each audit record
    public AlarmParts(
            Database database,
            Optional<URI> webhook,
            String environment,
            Sights sights,
            Consumer<AuditRecord> onAct,
            PipelineMeters meters) {
        AlarmNotices notices = new AlarmNotices(database, environment, webhook.isPresent());
        AlarmStore store = new AlarmStore(database, notices);
        AlarmRuleStore ruleStore = new AlarmRuleStore(database);
        acts = new AlarmActs(store, onAct);
        rules = new AlarmRules(ruleStore, onAct);
        alarms = new Alarms(
                store,
                ruleStore,
                new AlarmCatalogue(database),
                sights.queues(),
                new BrokerLook(sights.broker(), sights.blocked()),
                onAct,
                LEARN_EVERY,
                meters);
        this.webhook = webhook.map(address -> new AlarmWebhook(notices, address, meters));
    }

    public AlarmActs acts() {
        return acts;
    }

    public AlarmRules rules() {
        return rules;
    }

    public Alarms alarms() {
        return alarms;
    }

    public Optional<AlarmWebhook> webhook() {
        return webhook;
    }

    public void register(HealthChecks health) {
        health.register("alarms", alarms::check);
        webhook.ifPresent(hook -> health.register("alarm-webhook", hook::check));
    }

    /// Lets another instance take over; after its pulses.
    @Override
    public void close() {
        alarms.close();
    }
}
