package dev.sluice.server.control;

import dev.sluice.model.error.ErrorCode;
import dev.sluice.model.error.PipelineException;
import dev.sluice.server.frame.FrameId;
import dev.sluice.server.queue.BrokerLink;
import dev.sluice.server.queue.FrameResender;
import dev.sluice.server.queue.FrameResender.Resent;
import dev.sluice.server.store.OutboxStore;
import dev.sluice.server.store.OutboxStore.Waiting;
import dev.sluice.server.store.QueueDefinition;
import dev.sluice.server.store.QueueDefinition.Status;
import dev.sluice.server.telemetry.PipelineMeters;
import dev.sluice.server.telemetry.Waypoint;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// Publishes what acts put into the outbox. A frame that is published twice, because its instance died or the
/// database was away in between, changes nothing: its id has an outcome by then, or gets only one. [#step] and [#close]
/// belong to one thread; any number of instances may pump.
public final class OutboxPump implements AutoCloseable {
    /// longer than a confirm may take, shorter than anybody wants to wait for a killed instance
    private static final Duration LEASE = Duration.ofSeconds(12);
    private static final Duration CONFIRM_WITHIN = Duration.ofSeconds(8);
    private static final Duration TRY_AGAIN = Duration.ofSeconds(1);

    private final OutboxStore store;
    private final BrokerLink link;
    private final FrameResender resender;
    private final Fleet fleet;
    private final PipelineMeters meters;

    public OutboxPump(OutboxStore store, BrokerLink link, Fleet fleet, PipelineMeters meters) {
        this.store = store;
        this.link = link;
        this.resender = new FrameResender(link);
        this.fleet = fleet;
        this.meters = meters;
    }

    /// Publishes until nothing is left that the broker takes.
    ///
    /// @throws PipelineException `database-unavailable`, `broker-unavailable`: what was taken is free again soon
    public void step() {
        boolean more = link.up() && link.blocked() == null && fleet.known();
        while (more) {
            List<Waiting> claimed = store.claim(LEASE);
            more = !claimed.isEmpty() && send(claimed);
        }
    }

    private boolean send(List<Waiting> claimed) {
        Set<String> queues = fleet.state().queues(Status.ACTIVE, Status.RETIRING);
        Set<FrameId> confirmed;
        try {
            confirmed = resender.send(
                    claimed.stream()
                            .map(w -> new Resent(w.id(), existing(w.queue(), queues), w.wire()))
                            .toList(),
                    CONFIRM_WITHIN);
        } catch (PipelineException e) {
            store.postpone(claimed.stream().map(Waiting::id).toList(), TRY_AGAIN);
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PipelineException(ErrorCode.SHUTTING_DOWN, "The server is stopping.", e);
        }
        meters.passed(Waypoint.RESENT);
        store.sent(List.copyOf(confirmed));
        meters.passed(Waypoint.TAKEN_FROM_OUTBOX);
        store.postpone(
                claimed.stream()
                        .map(Waiting::id)
                        .filter(id -> !confirmed.contains(id))
                        .toList(),
                TRY_AGAIN);
        return confirmed.size() == claimed.size();
    }

    /// The events of a queue that was taken out meanwhile go where events without a queue of their own go.
    private static String existing(String queue, Set<String> queues) {
        return queues.contains(queue) ? queue : QueueDefinition.DEFAULT;
    }

    @Override
    public void close() {
        resender.close();
    }
}
