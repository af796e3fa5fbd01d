package dev.sluice.server.app;

import dev.sluice.model.event.ReadOutcome;
import dev.sluice.model.health.HealthReport.Check;
import dev.sluice.model.health.HealthState;
import dev.sluice.model.rejection.KeptRejection;
import dev.sluice.server.access.Origin;
import dev.sluice.server.access.Refusal;
import dev.sluice.server.access.Rejections;
import dev.sluice.server.config.BrokerConfig;
import dev.sluice.server.ingest.Inbox;
import dev.sluice.server.ingest.IngestLimits;
import dev.sluice.server.ingest.Lanes;
import dev.sluice.server.ingest.Routing;
import dev.sluice.server.queue.BrokerAdmin;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.BrokerQueue;
import dev.sluice.server.queue.InboxMessage;
import dev.sluice.server.queue.InboxTopology;
import dev.sluice.server.telemetry.PipelineMeters;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The AMQP way in of one process: a connection of its own, so that a message the client library cannot take costs no
/// other traffic its connection; the inbox; and a look at how much waits. Any thread may ask for its health.
final class AmqpDoor implements AutoCloseable {
    private static final Duration MEASURE_EVERY = Duration.ofSeconds(2);

    private final BrokerLink link;
    private final Inbox inbox;
    private final BrokerAdmin admin;
    private volatile @Nullable Pulse pulse;
    private volatile BrokerQueue waiting = BrokerQueue.NONE;
    private volatile BrokerQueue rejected = BrokerQueue.NONE;

    /// @param rejections where what is no event is kept for people to look at
    /// @param onDamage told when something of the inbox is gone from the broker
    AmqpDoor(
            BrokerConfig broker,
            Lanes lanes,
            Supplier<Routing> routing,
            Runnable admission,
            Rejections rejections,
            Consumer<String> onDamage,
            PipelineMeters meters) {
        link = new BrokerLink(broker, "inbox");
        link.onDamage(onDamage);
        inbox = new Inbox(
                link,
                IngestLimits.DEFAULT,
                lanes,
                routing,
                admission,
                (message, refused) -> keep(rejections, message, refused),
                meters);
        admin = new BrokerAdmin(broker);
        meters.gauge(
                "sluice.inbox.messages", "Messages on the broker that wait to be taken in", () -> waiting.messages());
        meters.gauge(
                "sluice.inbox.rejected.messages",
                "Messages on the broker that are no event and are kept",
                () -> rejected.messages());
    }

    private static void keep(Rejections rejections, InboxMessage message, ReadOutcome.Refused refused) {
        rejections.add(
                Refusal.ofMessage(refused.code(), refused.pointer(), refused.detail(), refused.json()),
                new Origin(
                        Objects.requireNonNullElse(message.userId(), KeptRejection.AMQP),
                        KeptRejection.AMQP,
                        Objects.requireNonNullElse(message.messageId(), "")));
    }

    void start() {
        link.start();
        inbox.start();
        pulse = Pulse.start("inbox", MEASURE_EVERY, this::measure);
    }

    private void measure() {
        waiting = admin.queue(InboxTopology.QUEUE);
        rejected = admin.queue(InboxTopology.REJECTED);
    }

    /// amber while messages wait for a reason
    Check check() {
        String depth = "exchange " + InboxTopology.EXCHANGE + ": " + waiting.messages() + " messages wait, "
                + rejected.messages() + " are kept in " + InboxTopology.REJECTED;
        String trouble = link.up() ? inbox.trouble() : link.detail();
        return trouble == null
                ? new Check("inbox", HealthState.GREEN, depth)
                : new Check("inbox", HealthState.AMBER, depth + "; nothing is lost, they wait: " + trouble);
    }

    @Override
    public void close() {
        inbox.close();
        Pulse running = pulse;
        if (running != null) {
            running.close();
        }
        link.close();
    }
}
