package dev.sluice.server.alarm;

import dev.sluice.model.alarm.AlarmRule;
import dev.sluice.model.broker.BrokerNode;
import dev.sluice.model.broker.BrokerOverview;
import dev.sluice.server.store.AlarmCondition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What the rules about the broker find: its nodes' alarms as the management API tells them, and, when that tells
/// nothing, that the broker blocks our own connection. Belongs to the evaluator's thread.
final class BrokerLook {
    static final String CONNECTION = "connection";
    private static final Duration EVERY = Duration.ofSeconds(2);

    private final Supplier<BrokerOverview> overview;
    private final Supplier<@Nullable String> blocked;
    private Map<String, String> nodes = Map.of();
    private boolean nodesKnown;
    private long askedAt;
    private boolean asked;

    /// @param blocked why the broker takes nothing from this instance, null when it does
    BrokerLook(Supplier<BrokerOverview> overview, Supplier<@Nullable String> blocked) {
        this.overview = overview;
        this.blocked = blocked;
    }

    /// @return what is so, by node
    List<AlarmCondition> look(AlarmRule rule) {
        long now = System.nanoTime();
        if (!asked || now - askedAt >= EVERY.toNanos()) {
            ask();
            askedAt = now;
            asked = true;
        }
        Map<String, String> standing = new LinkedHashMap<>(nodes);
        @Nullable String why = blocked.get();
        if (why != null && standing.isEmpty()) {
            standing.put(CONNECTION, why);
        }
        Predicate<String> meant = Watched.by(rule);
        List<AlarmCondition> found = new ArrayList<>();
        standing.forEach((node, text) -> {
            if (meant.test(node)) {
                Watched.add(found, rule, node, 1, "The broker takes nothing in: " + text);
            }
        });
        return found;
    }

    /// false while nobody tells how the nodes are
    boolean known() {
        return nodesKnown;
    }

    private void ask() {
        BrokerOverview seen = overview.get();
        nodesKnown = !seen.nodes().isEmpty();
        if (nodesKnown) {
            Map<String, String> alarms = new LinkedHashMap<>();
            for (BrokerNode node : seen.nodes()) {
                if (!node.alarms().isEmpty()) {
                    alarms.put(node.name(), String.join(" ", node.alarms()));
                }
            }
            nodes = alarms;
        }
    }
}
