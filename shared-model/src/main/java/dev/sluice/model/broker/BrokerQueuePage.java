package dev.sluice.model.broker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queues of the broker in the order that was asked for.
///
/// @param next cursor of the page after this one, null on the last
/// @param matching how many fit the filter
/// @param all how many the account sees on the broker
/// @param at when the broker was asked; several who ask share one answer
/// @param note what is missing from the list, null when nothing is
public record BrokerQueuePage(
        List<BrokerQueueState> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,
        int matching,
        int all,
        Instant at,
        @Nullable String note) {
    public BrokerQueuePage {
        items = List.copyOf(items);
    }
}
