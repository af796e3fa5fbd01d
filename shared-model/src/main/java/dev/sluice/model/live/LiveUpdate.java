package dev.sluice.model.live;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.sluice.model.audit.AuditRecord;
import dev.sluice.model.health.HealthReport;
import dev.sluice.model.ledger.Ledger;
import dev.sluice.model.queue.QueueState;
import dev.sluice.model.storage.StorageState;
import java.time.Instant;
import java.util.List;

/// One message of the live WebSocket, told apart by `kind`. After the upgrade the server sends [Welcome], then each
/// second [Telemetry], [Queues], [Account], [Storage] and [Health], and [Act] whenever an operator did something.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LiveUpdate.Welcome.class, name = "welcome"),
    @JsonSubTypes.Type(value = LiveUpdate.Telemetry.class, name = "telemetry"),
    @JsonSubTypes.Type(value = LiveUpdate.Queues.class, name = "queues"),
    @JsonSubTypes.Type(value = LiveUpdate.Account.class, name = "ledger"),
    @JsonSubTypes.Type(value = LiveUpdate.Storage.class, name = "storage"),
    @JsonSubTypes.Type(value = LiveUpdate.Health.class, name = "health"),
    @JsonSubTypes.Type(value = LiveUpdate.Act.class, name = "act"),
    @JsonSubTypes.Type(value = LiveUpdate.Gap.class, name = "gap")
})
public sealed interface LiveUpdate {
    /// @param environment the server's name for itself, such as `embedded` or `production`
    /// @param role what the token may do
    record Welcome(String server, String version, String environment, String role, Instant at) implements LiveUpdate {}

    record Telemetry(TelemetrySample sample) implements LiveUpdate {}

    record Queues(List<QueueState> items) implements LiveUpdate {
        public Queues {
            items = List.copyOf(items);
        }
    }

    record Account(Ledger ledger) implements LiveUpdate {}

    record Storage(StorageState state) implements LiveUpdate {}

    record Health(HealthReport report) implements LiveUpdate {}

    record Act(AuditRecord record) implements LiveUpdate {}

    /// Updates this subscriber missed because it read too slowly.
    record Gap(long missed) implements LiveUpdate {}
}
