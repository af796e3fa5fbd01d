package dev.sluice.model.broker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of the broker's cluster. Sizes in bytes; null: the node does not tell, for one when it is down.
///
/// @param alarms what is wrong, as sentences: while a memory or disk alarm stands, the broker takes nothing in
public record BrokerNode(
        String name,
        boolean running,
        @Nullable Long memoryUsed,
        @Nullable Long memoryLimit,
        @Nullable Long diskFree,
        @Nullable Long diskFreeLimit,
        @Nullable Long uptimeSeconds,
        List<String> alarms) {
    public BrokerNode {
        alarms = List.copyOf(alarms);
    }
}
