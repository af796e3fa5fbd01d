package dev.sluice.model.broker;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Connections to the broker, by name.
///
/// @param next cursor of the page after this one, null on the last
/// @param matching how many fit the filter
/// @param all how many the account sees
/// @param at when the broker was asked
/// @param note what is missing from the list, null when nothing is
public record BrokerConnectionPage(
        List<BrokerConnection> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,
        int matching,
        int all,
        Instant at,
        @Nullable String note) {
    public BrokerConnectionPage {
        items = List.copyOf(items);
    }
}
