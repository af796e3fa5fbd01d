package dev.sluice.model.broker;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One queue of the broker with all that hangs on it.
///
/// @param arguments it was declared with, as text
/// @param policy what its policies set, as text
/// @param bindings at most [#MOST]
/// @param bindingCount how many there are, the default exchange's not counted
/// @param consumers at most [#MOST]
/// @param acts what can be done to it, and why not
/// @param at when the broker was asked
public record BrokerQueueDetail(
        BrokerQueueState queue,
        Map<String, String> arguments,
        Map<String, String> policy,
        List<Binding> bindings,
        int bindingCount,
        List<Consumer> consumers,
        int consumerCount,
        List<BrokerAct> acts,
        Instant at) {
    public static final int MOST = 200;

    public BrokerQueueDetail {
        arguments = Map.copyOf(arguments);
        policy = Map.copyOf(policy);
        bindings = List.copyOf(bindings);
        consumers = List.copyOf(consumers);
        acts = List.copyOf(acts);
    }

    /// @param source exchange
    /// @param arguments as text
    public record Binding(String source, String key, Map<String, String> arguments) {
        public Binding {
            arguments = Map.copyOf(arguments);
        }
    }

    /// @param connection name of its connection, null when the broker does not tell
    /// @param prefetch 0: without a limit
    /// @param active false: a single active consumer's stand-in
    public record Consumer(
            String tag,
            @Nullable String connection,
            @Nullable String user,
            @Nullable Integer channel,
            int prefetch,
            boolean acks,
            boolean exclusive,
            boolean active) {}
}
