package dev.sluice.server.queue;

import java.util.List;

/// What a comparison of the broker with the definitions came to.
///
/// @param missing broker objects and bindings that should be there, such as `queue sluice.orders`
/// @param incomplete queues that something of it belongs to; [InboxTopology#QUEUE] for the way in over AMQP
/// @param strays queues that the broker has with our marks and no definition knows
public record TopologyReport(
        List<TopologyFault> faults, List<String> missing, List<String> incomplete, List<String> strays) {
    public TopologyReport {
        faults = List.copyOf(faults);
        missing = List.copyOf(missing);
        incomplete = List.copyOf(incomplete);
        strays = List.copyOf(strays);
    }
}
