package dev.sluice.server.app;

import dev.sluice.model.audit.AuditRecord;
import dev.sluice.server.alarm.AlarmActs;
import dev.sluice.server.alarm.AlarmParts;
import dev.sluice.server.alarm.AlarmRules;
import dev.sluice.server.config.Role;
import dev.sluice.server.config.Secret;
import dev.sluice.server.config.ServerConfig;
import dev.sluice.server.control.BrokerDesk;
import dev.sluice.server.control.ControlService;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.store.Database;
import dev.sluice.server.telemetry.HealthChecks;
import dev.sluice.server.telemetry.PipelineMeters;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The alarms of a process, and what repeats for them: processes with the role api look at the rules and tell the
/// webhook.
final class AlarmRoom implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final Duration TELL_EVERY = Duration.ofMillis(500);

    private final AlarmParts parts;
    private final boolean controls;
    private final List<Pulse> pulses = new ArrayList<>();

    AlarmRoom(
            ServerConfig config,
            Database database,
            ControlService control,
            BrokerDesk desk,
            BrokerLink publishing,
            Consumer<AuditRecord> onAct,
            PipelineMeters meters) {
        controls = config.roles().contains(Role.API);
        parts = new AlarmParts(
                database,
                config.alarmWebhook().map(Secret::value).map(URI::create),
                config.environment(),
                new AlarmParts.Sights(control::queues, desk::overview, publishing::blocked),
                onAct,
                meters);
    }

    AlarmRoom register(HealthChecks health) {
        if (controls) {
            parts.register(health);
        }
        return this;
    }

    /// @param whenAvailable runs a step when the database is there
    void start(Consumer<Runnable> whenAvailable) {
        if (controls) {
            pulses.add(Pulse.start("alarms", LOOK_EVERY, () -> whenAvailable.accept(parts.alarms()::step)));
            parts.webhook()
                    .ifPresent(hook -> pulses.add(
                            Pulse.start("alarm webhook", TELL_EVERY, () -> whenAvailable.accept(hook::step))));
        }
    }

    AlarmActs acts() {
        return parts.acts();
    }

    AlarmRules rules() {
        return parts.rules();
    }

    /// true in the instance that looks at the rules
    boolean holding() {
        return parts.alarms().holding();
    }

    /// Ends a request to the webhook, and lets another instance take over.
    @Override
    public void close() {
        parts.webhook().ifPresent(hook -> hook.close());
        pulses.forEach(Pulse::close);
        Pulse.once("the last of the alarms", parts::close);
    }
}
