package dev.sluice.model.broker;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The broker as a whole, and what Sluice's account may see and do there. Answered also when the management API does
/// not, for then it says why.
///
/// @param state one of [#OK], [#LIMITED], [#REFUSED] and [#UNAVAILABLE]
/// @param detail why it is not `ok`, and what to do
/// @param at when the broker was asked
/// @param account name by which Sluice asks the management API
/// @param tags of that account, such as `monitoring`
/// @param acts what may be done to foreign queues, and why not
/// @param vhosts virtual hosts the account sees
/// @param nodes empty when the account may not see them
public record BrokerOverview(
        String state,
        @Nullable String detail,
        Instant at,
        @Nullable String version,
        @Nullable String erlang,
        @Nullable String cluster,
        String account,
        List<String> tags,
        List<BrokerAct> acts,
        List<String> vhosts,
        List<BrokerNode> nodes,
        @Nullable Totals totals) {
    public static final String OK = "ok";
    /// the account sees a part, or may look only
    public static final String LIMITED = "limited";
    /// the management API does not let the account in
    public static final String REFUSED = "refused";
    /// nothing answers as a management API
    public static final String UNAVAILABLE = "unavailable";

    public BrokerOverview {
        tags = List.copyOf(tags);
        acts = List.copyOf(acts);
        vhosts = List.copyOf(vhosts);
        nodes = List.copyOf(nodes);
    }

    /// Of what the account sees.
    ///
    /// @param messages null when the broker does not count them
    public record Totals(
            int queues,
            int consumers,
            int connections,
            int channels,
            @Nullable Long messages,
            @Nullable Long ready,
            @Nullable Long unacked) {}
}
