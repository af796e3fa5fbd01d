package dev.sluice.model.queue;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The head of a queue, as it was read last. Reading marks the frames as redelivered on the broker and counts a
/// delivery; it changes nothing else.
///
/// @param at when it was read; the same copy answers everybody until `freshAt`
/// @param freshAt from when on asking again reads anew
/// @param frames how many frames were read
/// @param note what to know before drawing conclusions, null when there is nothing
public record PeekPage(
        String queue,
        List<Item> items,
        Instant at,
        Instant freshAt,
        int frames,
        @Nullable String note) {
    public PeekPage {
        items = List.copyOf(items);
    }

    /// @param event its JSON text, as it came; null when the message could not be read
    /// @param frame id of its frame
    /// @param deliveries how often the broker delivered the frame before
    /// @param problem why it could not be read, null for a good one
    public record Item(
            @Nullable String event,
            @Nullable String frame,
            @Nullable Instant receivedAt,
            long deliveries,
            @Nullable String problem) {}
}
