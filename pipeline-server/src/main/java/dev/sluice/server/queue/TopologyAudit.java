package dev.sluice.server.queue;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerPicture.Binding;
import dev.sluice.server.queue.BrokerPicture.Exchange;
import dev.sluice.server.queue.BrokerPicture.Policy;
import dev.sluice.server.queue.BrokerPicture.Queue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/// Compares a picture of the broker with what should be there. Without side effects.
final class TopologyAudit {
    private static final Set<String> ROUTES =
            Set.of("dead-letter-exchange", "dead-letter-routing-key", "dead-letter-strategy", "message-ttl", "expires");

    private final BrokerPicture picture;
    private final Map<String, Queue> queues;
    private final Set<String> bound;
    private final Set<String> leaving;
    private final List<TopologyFault> faults = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Set<String> incomplete = new TreeSet<>();

    private TopologyAudit(BrokerPicture picture, Set<String> bound, Set<String> leaving) {
        this.picture = picture;
        this.queues = picture.queues().stream().collect(Collectors.toMap(Queue::name, Function.identity()));
        this.bound = bound;
        this.leaving = leaving;
    }

    /// @param active queues that must be there, bound
    /// @param leaving queues that may be there, bound or not
    static TopologyReport compare(BrokerPicture picture, Set<String> active, Set<String> leaving) {
        TopologyAudit audit = new TopologyAudit(picture, active, leaving);
        audit.exchange(QueueTopology.EXCHANGE);
        audit.exchange(QueueTopology.SUSPECT_EXCHANGE);
        for (String queue : active) {
            audit.queue(queue, true);
        }
        for (String queue : leaving) {
            audit.queue(queue, false);
        }
        audit.foreignBindings();
        return new TopologyReport(audit.faults, audit.missing, List.copyOf(audit.incomplete), audit.strays());
    }

    private void exchange(String name) {
        Optional<Exchange> found =
                picture.exchanges().stream().filter(e -> e.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            missing.add("exchange " + name);
            incomplete.addAll(bound);
            return;
        }
        Exchange exchange = found.get();
        if (!exchange.type().equals("direct") || !exchange.durable()) {
            red(
                    null,
                    "Exchange " + name + " is " + (exchange.durable() ? "" : "not durable, ") + "of type "
                            + exchange.type()
                            + "; it must be durable and direct. Stop the servers, delete it on the broker, start them.");
        }
        if (exchange.arguments().containsKey("alternate-exchange")) {
            red(null, alternate(name, "its arguments name"));
        }
        applying(name, "exchanges")
                .filter(p -> p.definition().containsKey("alternate-exchange"))
                .ifPresent(p -> red(null, alternate(name, "policy " + p.name() + " names")));
    }

    private static String alternate(String exchange, String who) {
        return "Exchange " + exchange + " has an alternate exchange (" + who
                + " it): frames that no queue takes would be confirmed and lost. Remove it on the broker.";
    }

    private void queue(String queue, boolean mustBeThere) {
        object(queue, QueueTopology.objectName(queue), QueueTopology.arguments(queue), mustBeThere);
        object(queue, QueueTopology.suspectName(queue), QueueTopology.suspectArguments(), mustBeThere);
        if (mustBeThere) {
            binding(queue, QueueTopology.EXCHANGE, QueueTopology.objectName(queue));
            binding(queue, QueueTopology.SUSPECT_EXCHANGE, QueueTopology.suspectName(queue));
        }
    }

    private void binding(String queue, String exchange, String object) {
        if (!picture.bindings().contains(new Binding(exchange, "queue " + object, queue))) {
            missing.add("binding of " + object + " to " + exchange);
            incomplete.add(queue);
        }
    }

    private void object(String queue, String name, Map<String, Object> wanted, boolean mustBeThere) {
        Queue found = queues.get(name);
        if (found == null) {
            if (mustBeThere) {
                missing.add("queue " + name);
                incomplete.add(queue);
            }
            return;
        }
        if (!found.durable() || !same(found.arguments(), wanted)) {
            red(
                    queue,
                    "Broker queue " + name + " is " + (found.durable() ? "" : "not durable, ") + "of type "
                            + found.type() + " with the arguments " + sorted(found.arguments())
                            + "; it must be durable with "
                            + sorted(wanted) + ", so nothing is sent to it. Drain it, then delete it on the broker"
                            + " (rabbitmqctl delete_queue " + name + "): Sluice makes it anew.");
        }
        policy(queue, found);
    }

    private void policy(String queue, Queue found) {
        List<String> harms = new ArrayList<>();
        found.effective().forEach((key, value) -> {
            boolean drops = key.equals("overflow") && !value.equals(QueueTopology.REJECT_PUBLISH);
            boolean fewer = key.equals("delivery-limit")
                    && value instanceof Number limit
                    && limit.longValue() < QueueTopology.DELIVERY_LIMIT;
            if (drops || fewer || ROUTES.contains(key)) {
                harms.add(key + "=" + value);
            }
        });
        if (!harms.isEmpty()) {
            harms.sort(Comparator.naturalOrder());
            red(
                    queue,
                    names(found, harms) + " sets " + String.join(", ", harms) + " on broker queue " + found.name()
                            + ": events can be lost without a word. Remove that from it, or change its pattern so"
                            + " that it does not match " + found.name() + ".");
            return;
        }
        String own = QueueTopology.objectName(queue);
        if (found.policy() != null
                && !found.policy().equals(own)
                && found.name().equals(own)) {
            faults.add(new TopologyFault(
                    queue,
                    HealthState.AMBER,
                    "Policy " + found.policy() + " takes the place of ours (" + own + ") on broker queue " + own
                            + ": the broker does not enforce the limit, ingest alone does. Lower its priority, or"
                            + " change its pattern."));
        }
    }

    /// The policies that say what harms, as far as they can be told.
    private String names(Queue found, List<String> harms) {
        Set<String> keys =
                harms.stream().map(h -> h.substring(0, h.indexOf('='))).collect(Collectors.toSet());
        List<String> names = picture.policies().stream()
                .filter(p -> p.operator() || p.name().equals(found.policy()))
                .filter(p -> applies(p, found.name(), "queues"))
                .filter(p -> p.definition().keySet().stream().anyMatch(keys::contains))
                .map(p -> (p.operator() ? "operator policy " : "policy ") + p.name())
                .toList();
        String text = names.isEmpty()
                ? "policy " + (found.policy() == null ? "of an operator" : found.policy())
                : String.join(" and ", names);
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private Optional<Policy> applying(String object, String kind) {
        return picture.policies().stream()
                .filter(p -> !p.operator() && applies(p, object, kind))
                .max(Comparator.comparingInt(Policy::priority));
    }

    private static boolean applies(Policy policy, String object, String kind) {
        if (!policy.applyTo().equals("all")
                && !policy.applyTo().equals(kind)
                && !(kind.equals("queues") && policy.applyTo().equals("quorum_queues"))) {
            return false;
        }
        try {
            return Pattern.compile(policy.pattern()).matcher(object).find();
        } catch (PatternSyntaxException e) {
            // Erlang knows forms that Java does not: better too many policies named than too few
            return true;
        }
    }

    private void foreignBindings() {
        for (Binding binding : picture.bindings()) {
            boolean suspect = binding.source().equals(QueueTopology.SUSPECT_EXCHANGE);
            String queue = binding.key();
            String own = suspect ? QueueTopology.suspectName(queue) : QueueTopology.objectName(queue);
            boolean known = bound.contains(queue) || leaving.contains(queue) || strays().contains(queue);
            if (!known || !binding.destination().equals("queue " + own)) {
                red(
                        null,
                        "Exchange " + binding.source() + " is bound to " + binding.destination() + " with key "
                                + binding.key() + ", which is not ours: a frame could be confirmed without reaching its"
                                + " queue. Remove that binding on the broker.");
            }
        }
    }

    /// queues with our dead-letter route that no definition knows
    private List<String> strays() {
        return picture.queues().stream()
                .filter(q -> QueueTopology.SUSPECT_EXCHANGE.equals(q.arguments().get("x-dead-letter-exchange")))
                .map(q -> String.valueOf(q.arguments().get("x-dead-letter-routing-key")))
                .filter(q -> queues.containsKey(QueueTopology.objectName(q)))
                .filter(q -> !bound.contains(q) && !leaving.contains(q))
                .toList();
    }

    private void red(@org.jspecify.annotations.Nullable String queue, String detail) {
        faults.add(new TopologyFault(queue, HealthState.RED, detail));
    }

    private static boolean same(Map<String, Object> found, Map<String, Object> wanted) {
        return sorted(found).equals(sorted(wanted));
    }

    private static String sorted(Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
