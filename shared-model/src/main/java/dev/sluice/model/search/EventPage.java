package dev.sluice.model.search;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One page of stored events: the CloudEvents JSON as it came plus `queue`, `receivedat` and `storedat`.
///
/// @param next cursor of the next page, null at the end
/// @param complete false only when a time or cost limit cut the answer
/// @param reached when not complete: receive time up to which the answer is complete
public record EventPage(
        List<ObjectNode> items,
        @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String next,
        boolean complete,
        @Nullable Instant reached) {
    public EventPage {
        items = List.copyOf(items);
    }
}
