package dev.sluice.server.queue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the broker has, as the management API tells it: of the virtual host's queues those whose name starts as ours
/// do, of the exchanges ours.
///
/// @param policies every policy and operator policy that could be read; empty when the user may not read them
record BrokerPicture(List<Queue> queues, List<Exchange> exchanges, List<Binding> bindings, List<Policy> policies) {
    BrokerPicture {
        queues = List.copyOf(queues);
        exchanges = List.copyOf(exchanges);
        bindings = List.copyOf(bindings);
        policies = List.copyOf(policies);
    }

    /// @param policy name of the one that applies, null for none
    /// @param effective what policy and operator policy together say
    record Queue(
            String name,
            boolean durable,
            String type,
            Map<String, Object> arguments,
            @Nullable String policy,
            Map<String, Object> effective) {
        Queue {
            arguments = Map.copyOf(arguments);
            effective = Map.copyOf(effective);
        }
    }

    record Exchange(String name, String type, boolean durable, Map<String, Object> arguments) {
        Exchange {
            arguments = Map.copyOf(arguments);
        }
    }

    /// @param destination `queue NAME` or `exchange NAME`
    record Binding(String source, String destination, String key) {}

    record Policy(
            String name,
            boolean operator,
            String pattern,
            int priority,
            String applyTo,
            Map<String, Object> definition) {
        Policy {
            definition = Map.copyOf(definition);
        }
    }
}
