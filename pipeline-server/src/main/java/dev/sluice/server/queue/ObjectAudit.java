package dev.sluice.server.queue;

import dev.sluice.model.health.HealthState;
import dev.sluice.server.queue.BrokerPicture.Binding;
import dev.sluice.server.queue.BrokerPicture.Exchange;
import dev.sluice.server.queue.BrokerPicture.Policy;
import dev.sluice.server.queue.BrokerPicture.Queue;
import java.util.ArrayList;
import java.util.Collection;
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
import org.jspecify.annotations.Nullable;

/// Looks at one object of a picture after the other, and collects what is missing and what is wrong. Belongs to one
/// comparison.
final class ObjectAudit {
    private static final Set<String> ROUTES =
            Set.of("dead-letter-exchange", "dead-letter-routing-key", "dead-letter-strategy", "message-ttl", "expires");

    final BrokerPicture picture;
    final List<TopologyFault> faults = new ArrayList<>();
    final List<String> missing = new ArrayList<>();
    final Set<String> incomplete = new TreeSet<>();
    private final Map<String, Queue> queues;

    ObjectAudit(BrokerPicture picture) {
        this.picture = picture;
        this.queues = picture.queues().stream().collect(Collectors.toMap(Queue::name, Function.identity()));
    }

    boolean has(String queue) {
        return queues.containsKey(queue);
    }

    /// @param owner whose fault it is, null for that of all
    /// @param owners who is incomplete without it, none when it may be missing
    void exchange(String name, String type, @Nullable String owner, Collection<String> owners) {
        Optional<Exchange> found =
                picture.exchanges().stream().filter(e -> e.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            if (!owners.isEmpty()) {
                missing.add("exchange " + name);
                incomplete.addAll(owners);
            }
            return;
        }
        Exchange exchange = found.get();
        if (!exchange.type().equals(type) || !exchange.durable()) {
            red(
                    owner,
                    "Exchange " + name + " is " + (exchange.durable() ? "" : "not durable, ") + "of type "
                            + exchange.type() + "; it must be durable and " + type
                            + ". Stop the servers, delete it on the broker, start them.");
        }
        if (exchange.arguments().containsKey("alternate-exchange")) {
            red(owner, alternate(name, "its arguments name"));
        }
        applying(name)
                .filter(p -> p.definition().containsKey("alternate-exchange"))
                .ifPresent(p -> red(owner, alternate(name, "policy " + p.name() + " names")));
    }

    private static String alternate(String exchange, String who) {
        return "Exchange " + exchange + " has an alternate exchange (" + who
                + " it): what no queue takes would be confirmed and lost. Remove it on the broker.";
    }

    void binding(String owner, String exchange, String object, String key) {
        if (!picture.bindings().contains(new Binding(exchange, "queue " + object, key))) {
            missing.add("binding of " + object + " to " + exchange);
            incomplete.add(owner);
        }
    }

    /// @return the queue when it is there and no policy of others harms it
    Optional<Queue> queue(String owner, String name, Map<String, Object> wanted, boolean mustBeThere) {
        Queue found = queues.get(name);
        if (found == null) {
            if (mustBeThere) {
                missing.add("queue " + name);
                incomplete.add(owner);
            }
            return Optional.empty();
        }
        if (!found.durable() || !sorted(found.arguments()).equals(sorted(wanted))) {
            red(
                    owner,
                    "Broker queue " + name + " is " + (found.durable() ? "" : "not durable, ") + "of type "
                            + found.type() + " with the arguments " + sorted(found.arguments())
                            + "; it must be durable with " + sorted(wanted)
                            + ", so it is not used. Drain it, then delete it on the broker"
                            + " (rabbitmqctl delete_queue " + name + "): Sluice makes it anew.");
        }
        return harmed(owner, found) ? Optional.empty() : Optional.of(found);
    }

    private boolean harmed(String owner, Queue found) {
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
        if (harms.isEmpty()) {
            return false;
        }
        harms.sort(Comparator.naturalOrder());
        red(
                owner,
                names(found, harms) + " sets " + String.join(", ", harms) + " on broker queue " + found.name()
                        + ": events can be lost without a word. Remove that from it, or change its pattern so"
                        + " that it does not match " + found.name() + ".");
        return true;
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

    private Optional<Policy> applying(String exchange) {
        return picture.policies().stream()
                .filter(p -> !p.operator() && applies(p, exchange, "exchanges"))
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

    void red(@Nullable String owner, String detail) {
        faults.add(new TopologyFault(owner, HealthState.RED, detail));
    }

    private static String sorted(Map<String, Object> arguments) {
        return arguments.entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .sorted()
                .collect(Collectors.joining(", ", "{", "}"));
    }
}
