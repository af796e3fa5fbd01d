package dev.sluice.server.search;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// @param items stored events: UTF-8 JSON objects as they came, plus `queue`, `receivedat`, `storedat`
/// @param next cursor of the next page, null at the end
/// @param complete false only when the time limit cut the answer
/// @param reached when not complete: receive time up to which the answer is complete
public record SearchPage(
        List<byte[]> items,
        @Nullable String next,
        boolean complete,
        @Nullable Instant reached) {
    public SearchPage {
        items = List.copyOf(items);
    }
}
