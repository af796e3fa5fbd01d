package dev.sluice.server.queue;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerPicture.Binding;
import dev.sluice.server.queue.BrokerPicture.Queue;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Compares a picture of the broker with what should be there. Without side effects.
final class TopologyAudit {
    private final ObjectAudit objects;
    private final Set<String> bound;
    private final Set<String> leaving;

    private TopologyAudit(BrokerPicture picture, Set<String> bound, Set<String> leaving) {
        this.objects = new ObjectAudit(picture);
        this.bound = bound;
        this.leaving = leaving;
    }

    /// @param active queues that must be there, bound
    /// @param leaving queues that may be there, bound or not
    static TopologyReport compare(BrokerPicture picture, Set<String> active, Set<String> leaving, InboxCare inbox) {
        TopologyAudit audit = new TopologyAudit(picture, active, leaving);
        audit.objects.exchange(QueueTopology.EXCHANGE, "direct", null, active);
        audit.objects.exchange(QueueTopology.SUSPECT_EXCHANGE, "direct", null, active);
        for (String queue : active) {
            audit.queue(queue, true);
        }
        for (String queue : leaving) {
            audit.queue(queue, false);
        }
        audit.foreignBindings();
        if (inbox != InboxCare.NONE) {
            audit.inbox(inbox == InboxCare.MEND);
        }
        return new TopologyReport(
                audit.objects.faults, audit.objects.missing, List.copyOf(audit.objects.incomplete), audit.strays());
    }

    private void queue(String queue, boolean mustBeThere) {
        String own = QueueTopology.objectName(queue);
        String suspect = QueueTopology.suspectName(queue);
        objects.queue(queue, own, QueueTopology.arguments(queue), mustBeThere)
                .ifPresent(found -> limitPolicy(queue, found));
        objects.queue(queue, suspect, QueueTopology.suspectArguments(), mustBeThere);
        if (mustBeThere) {
            objects.binding(queue, QueueTopology.EXCHANGE, own, queue);
            objects.binding(queue, QueueTopology.SUSPECT_EXCHANGE, suspect, queue);
        }
    }

    private void limitPolicy(String queue, Queue found) {
        String own = found.name();
        if (found.policy() != null && !found.policy().equals(own)) {
            objects.faults.add(new TopologyFault(
                    queue,
                    HealthState.AMBER,
                    "Policy " + found.policy() + " takes the place of ours (" + own + ") on broker queue " + own
                            + ": the broker does not enforce the limit, ingest alone does. Lower its priority, or"
                            + " change its pattern."));
        }
    }

    private void inbox(boolean mustBeThere) {
        String owner = InboxTopology.QUEUE;
        objects.exchange(InboxTopology.EXCHANGE, "topic", owner, mustBeThere ? Set.of(owner) : Set.of());
        objects.exchange(InboxTopology.REJECTED, "direct", owner, mustBeThere ? Set.of(owner) : Set.of());
        objects.queue(owner, InboxTopology.QUEUE, InboxTopology.ARGUMENTS, mustBeThere);
        objects.queue(owner, InboxTopology.REJECTED, InboxTopology.REJECTED_ARGUMENTS, mustBeThere);
        if (mustBeThere) {
            objects.binding(owner, InboxTopology.EXCHANGE, InboxTopology.QUEUE, InboxTopology.ALL_KEYS);
            objects.binding(owner, InboxTopology.REJECTED, InboxTopology.REJECTED, InboxTopology.REJECTED_KEY);
        }
        for (Binding binding : objects.picture.bindings()) {
            boolean ours = binding.source().equals(InboxTopology.EXCHANGE)
                            && binding.destination().equals("queue " + InboxTopology.QUEUE)
                    || binding.source().equals(InboxTopology.REJECTED)
                            && binding.destination().equals("queue " + InboxTopology.REJECTED);
            if (!ours && InboxTopology.EXCHANGES.contains(binding.source())) {
                foreign(binding, owner, "a message could be confirmed to its producer without reaching Sluice");
            }
        }
    }

    private void foreignBindings() {
        for (Binding binding : objects.picture.bindings()) {
            if (!QueueTopology.EXCHANGES.contains(binding.source())) {
                continue;
            }
            boolean suspect = binding.source().equals(QueueTopology.SUSPECT_EXCHANGE);
            String queue = binding.key();
            String own = suspect ? QueueTopology.suspectName(queue) : QueueTopology.objectName(queue);
            boolean known = bound.contains(queue) || leaving.contains(queue) || strays().contains(queue);
            if (!known || !binding.destination().equals("queue " + own)) {
                foreign(binding, null, "a frame could be confirmed without reaching its queue");
            }
        }
    }

    private void foreign(Binding binding, @Nullable String owner, String harm) {
        objects.red(
                owner,
                "Exchange " + binding.source() + " is bound to " + binding.destination() + " with key " + binding.key()
                        + ", which is not ours: " + harm + ". Remove that binding on the broker.");
    }

    /// queues with our dead-letter route that no definition knows
    private List<String> strays() {
        return objects.picture.queues().stream()
                .filter(q -> QueueTopology.SUSPECT_EXCHANGE.equals(q.arguments().get("x-dead-letter-exchange")))
                .map(q -> String.valueOf(q.arguments().get("x-dead-letter-routing-key")))
                .filter(q -> objects.has(QueueTopology.objectName(q)))
                .filter(q -> !bound.contains(q) && !leaving.contains(q))
                .toList();
    }
}
